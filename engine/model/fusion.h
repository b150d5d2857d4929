#pragma once

#include <memory>

#include "engine/model/plan.h"

namespace glassbox {

/// The plan with several nodes as one where an op knows how (Op::fuse()), and without nodes that only give a
/// tensor another shape. Parameters, outputs, gradients and random numbers are those of the plan, bit for
/// bit; what a fused node skips has no output (PlanNode::kFused), so looking inside takes the plan itself.
std::shared_ptr<const Plan> fuse(const Plan& plan, const FastPaths& paths);

}  // namespace glassbox
