#include "tests/bench/layer_passes.h"

#include <cstdio>
#include <cstdlib>
#include <span>
#include <utility>

#include "engine/tensor/random.h"
#include "tests/bench/workloads.h"

namespace glassbox::bench {
namespace {

constexpr TrainingStep kStep{.seed = 1, .step = 0};

std::shared_ptr<const Plan> compile(std::vector<std::int64_t> input_shape, LayerSpec layer) {
  ModelSpec spec{.input_shape = std::move(input_shape), .layers = {std::move(layer)}};
  auto plan = Plan::compile(spec);
  if (!plan) {
    std::fprintf(stderr, "%s: %s\n", spec.layers.front().class_name.c_str(), plan.error().code.c_str());
    std::exit(1);
  }
  return std::move(plan).value();
}

std::vector<float> random_numbers(std::size_t count) {
  const Random random(1, Stream::data);
  std::vector<float> numbers(count);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = 2 * random.uniform(i) - 1;
  return numbers;
}

std::size_t values(const Shape& shape, int batch) {
  return static_cast<std::size_t>(shape.size() * batch);
}

double bytes(const std::vector<float>& numbers) {
  return static_cast<double>(numbers.size() * sizeof(float));
}

}  // namespace

LayerPasses::LayerPasses(std::vector<std::int64_t> input_shape, LayerSpec layer, int batch)
    : plan_(compile(std::move(input_shape), std::move(layer))),
      batch_(batch),
      of_parameters_(plan_, batch, Gradients::of_parameters, plan_->output_node()),
      of_inputs_(plan_, batch, Gradients::of_inputs, plan_->output_node()),
      parameters_(plan_->parameter_values()),
      gradients_(plan_->parameter_values()),
      inputs_(random_numbers(values(plan_->input_shape(), batch))),
      output_gradient_(random_numbers(values(plan_->output_shape(), batch))) {
  initialize(*plan_, 1, parameters_.data());
  of_parameters_.forward(parameters_.data(), inputs_.data(), batch_, kStep);
  of_inputs_.forward(parameters_.data(), inputs_.data(), batch_, kStep);
}

void LayerPasses::forward() {
  of_inputs_.forward(parameters_.data(), inputs_.data(), batch_, kStep);
}

void LayerPasses::backward(bool of_inputs) {
  Runner<float>& runner = of_inputs ? of_inputs_ : of_parameters_;
  runner.backward(parameters_.data(), output_gradient_.data(), gradients_.data());
}

double LayerPasses::multiply_adds() const {
  return prediction_multiply_adds(*plan_) * batch_;
}
double LayerPasses::input_bytes() const {
  return bytes(inputs_);
}
double LayerPasses::output_bytes() const {
  return bytes(output_gradient_);
}
double LayerPasses::parameter_bytes() const {
  return bytes(parameters_);
}

}  // namespace glassbox::bench
