#pragma once

#include <string>
#include <vector>

#include "engine/model/plan.h"
#include "engine/model/spec.h"
#include "engine/train/config.h"

namespace glassbox::bench {

struct Workload {
  std::string name;
  ModelSpec model;
  TrainingConfig training;
};

/// The course's three models as a learner trains them.
std::vector<Workload> workloads();

/// Multiply-adds that one training sample costs when nothing is skipped: forward, the gradient by the
/// weights, and, but for the first layer with weights, the gradient by its input.
double multiply_adds_per_sample(const Plan& plan);

}  // namespace glassbox::bench
