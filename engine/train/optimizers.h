#pragma once

#include <memory>

#include "engine/base/error.h"
#include "engine/ops/optimizer.h"
#include "engine/train/config.h"

namespace glassbox {

struct ConfiguredOptimizer {
  std::unique_ptr<const Optimizer> rule;
  double learning_rate = 0;  ///< before any schedule
};

/// The optimizer of a spec. Errors: "optimizer.unknown_class" and "parameter.*".
Result<ConfiguredOptimizer> make_optimizer(const ClassSpec& spec);

}  // namespace glassbox
