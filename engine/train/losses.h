#pragma once

#include <memory>

#include "engine/base/error.h"
#include "engine/ops/loss.h"
#include "engine/train/config.h"

namespace glassbox {

/// The loss of a spec. Errors: "loss.unknown_class" and "parameter.*".
Result<std::unique_ptr<const Loss>> make_loss(const ClassSpec& spec);

}  // namespace glassbox
