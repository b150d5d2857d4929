#include "tests/bench/workloads.h"

namespace glassbox::bench {
namespace {

TrainingConfig training(std::string optimizer, double learning_rate, std::int32_t batch_size) {
  TrainingConfig config;
  config.optimizer = {std::move(optimizer), {{"learning_rate", Value::of(learning_rate)}}};
  config.batch_size = batch_size;
  return config;
}

}  // namespace

std::vector<Workload> workloads() {
  return {
      {"linear 784-10, batch 32, SGD", linear_classifier(), training("SGD", 0.1, 32)},
      {"MLP 784-128-10, batch 32, SGD", mlp(), training("SGD", 0.1, 32)},
      {"MLP 784-128-10, batch 100, Adam", mlp(), training("Adam", 0.001, 100)},
      {"course CNN, batch 32, SGD", course_cnn(), training("SGD", 0.05, 32)},
      {"course CNN, batch 32, Adam", course_cnn(), training("Adam", 0.001, 32)},
  };
}

double multiply_adds_per_sample(const Plan& plan) {
  double total = 0;
  bool first = true;
  for (const PlanNode& node : plan.nodes()) {
    if (node.parameters.empty()) continue;
    total += node.op->multiply_adds() * (first ? 2 : 3);
    first = false;
  }
  return total;
}

}  // namespace glassbox::bench
