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
  int warm_up_steps = 0;  ///< before anything is timed: the ReLUs are then as they are in training
};

/// The course's models, LeNet and Keras' mnist_cnn, as a learner trains them on MNIST.
std::vector<Workload> workloads();

/// Multiply-adds that one training sample costs when nothing is skipped: forward, the gradient by the
/// weights, and, but for the first layer with weights, the gradient by its input.
double training_multiply_adds(const Plan& plan);
/// Of one sample's prediction.
double prediction_multiply_adds(const Plan& plan);

}  // namespace glassbox::bench
