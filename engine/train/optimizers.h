#pragma once

#include <memory>

#include "engine/base/error.h"
#include "engine/ops/optimizer.h"
#include "engine/train/config.h"

namespace glassbox {

/// The update rule of a spec. Errors: "optimizer.unknown_class" and "parameter.*".
Result<std::unique_ptr<const Optimizer>> make_optimizer(const OptimizerSpec& spec);

}  // namespace glassbox
