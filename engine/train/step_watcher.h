#pragma once

#include <cstdint>
#include <span>

#include "engine/model/runner.h"

namespace glassbox {

/// A step of training when its batch has gone forward and backward: before penalties and clipping change the
/// gradients, and before the parameters move.
struct StepView {
  std::int64_t step = 0;        ///< 1 for the first of a run
  const Runner<float>& runner;  ///< of the fused plan
  std::span<const float> parameters;
  std::span<const float> gradients;  ///< of the mean loss, by the parameters
};

/// Whoever looks at a step from within.
class StepWatcher {
 public:
  StepWatcher() = default;
  StepWatcher(const StepWatcher&) = delete;
  StepWatcher& operator=(const StepWatcher&) = delete;
  virtual ~StepWatcher() = default;
  virtual void look(const StepView& view) = 0;
};

}  // namespace glassbox
