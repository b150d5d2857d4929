#include "tests/bench/workloads.h"

#include <string_view>
#include <utility>

namespace glassbox::bench {
namespace {

// LeCun et al., "Gradient-based learning applied to document recognition" (1998), in a small form.
constexpr std::string_view kLeNet = R"({"version": 1, "input_shape": [28, 28, 1], "layers": [
  {"class_name": "Conv2D",
   "config": {"filters": 8, "kernel_size": [5, 5], "padding": "same", "activation": "relu"}},
  {"class_name": "MaxPooling2D"},
  {"class_name": "Conv2D",
   "config": {"filters": 16, "kernel_size": [5, 5], "padding": "same", "activation": "relu"}},
  {"class_name": "MaxPooling2D"},
  {"class_name": "Flatten"},
  {"class_name": "Dense", "config": {"units": 10, "activation": "softmax"}}]})";

// The example mnist_cnn.py of Keras 2.
constexpr std::string_view kMnistCnn = R"({"version": 1, "input_shape": [28, 28, 1], "layers": [
  {"class_name": "Conv2D", "config": {"filters": 32, "kernel_size": [3, 3], "activation": "relu"}},
  {"class_name": "Conv2D", "config": {"filters": 64, "kernel_size": [3, 3], "activation": "relu"}},
  {"class_name": "MaxPooling2D"},
  {"class_name": "Dropout", "config": {"rate": 0.25}},
  {"class_name": "Flatten"},
  {"class_name": "Dense", "config": {"units": 128, "activation": "relu"}},
  {"class_name": "Dropout", "config": {"rate": 0.5}},
  {"class_name": "Dense", "config": {"units": 10, "activation": "softmax"}}]})";

TrainingConfig training(std::string optimizer, double learning_rate, std::int32_t batch_size) {
  TrainingConfig config;
  config.optimizer = {std::move(optimizer), {{"learning_rate", Value::of(learning_rate)}}};
  config.batch_size = batch_size;
  return config;
}

}  // namespace

std::vector<Workload> workloads() {
  return {
      {"linear 784-10, batch 32, SGD", linear_classifier(), training("SGD", 0.1, 32), 300},
      {"MLP 784-128-10, batch 32, SGD", mlp(), training("SGD", 0.1, 32), 300},
      {"course CNN, batch 32, SGD", course_cnn(), training("SGD", 0.05, 32), 200},
      {"LeNet, batch 32, Adam", parse_model_spec(kLeNet).value(), training("Adam", 0.001, 32), 200},
      {"mnist_cnn, batch 128, Adam", parse_model_spec(kMnistCnn).value(), training("Adam", 0.001, 128), 16},
  };
}

double training_multiply_adds(const Plan& plan) {
  double total = 0;
  bool first = true;
  for (const PlanNode& node : plan.nodes()) {
    if (node.parameters.empty()) continue;
    total += node.op->multiply_adds() * (first ? 2 : 3);
    first = false;
  }
  return total;
}

double prediction_multiply_adds(const Plan& plan) {
  double total = 0;
  for (const PlanNode& node : plan.nodes()) total += node.op->multiply_adds();
  return total;
}

}  // namespace glassbox::bench
