#include "engine/inspect/replay.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace glassbox {
namespace {

std::size_t output_values(const PlanNode& node, int samples) {
  return static_cast<std::size_t>(node.output_shape.size()) * static_cast<std::size_t>(samples);
}

const PlanNode& node_of(const Plan& plan, int number) {
  return plan.nodes()[static_cast<std::size_t>(number)];
}

}  // namespace

std::vector<int> Replay::nodes(const Plan& plan, const PlanNode& fused) {
  std::vector<int> numbers{fused.last};
  while (numbers.back() != fused.number) numbers.push_back(node_of(plan, numbers.back()).inputs[0]);
  std::ranges::reverse(numbers);
  return numbers;
}

std::int64_t Replay::bytes(const Plan& plan, const PlanNode& fused, int samples) {
  std::size_t values = 0;
  std::size_t scratch = 0;
  for (const int number : nodes(plan, fused)) {
    const PlanNode& node = node_of(plan, number);
    values += 2 * output_values(node, samples) + node.op->saved_size(samples);
    scratch = std::max(scratch, node.op->scratch_size(samples));
  }
  return static_cast<std::int64_t>(sizeof(float)) * static_cast<std::int64_t>(values + scratch);
}

Replay::Replay(std::shared_ptr<const Plan> plan, const PlanNode& fused, int samples)
    : plan_(std::move(plan)) {
  std::size_t scratch = 0;
  for (const int number : nodes(*plan_, fused)) {
    const PlanNode& node = node_of(*plan_, number);
    parts_.push_back({number, Buffer<float>(output_values(node, samples)),
                      Buffer<float>(output_values(node, samples)),
                      Buffer<float>(node.op->saved_size(samples))});
    scratch = std::max(scratch, node.op->scratch_size(samples));
  }
  scratch_ = Buffer<float>(scratch);
}

void Replay::run(std::span<const float> parameters, const float* input, const float* output_gradient, int n) {
  const auto pass = [&](std::size_t i, auto go) {
    Part& part = parts_[i];
    const PlanNode& node = node_of(*plan_, part.node);
    const float* const in = i == 0 ? input : parts_[i - 1].output.data();
    float* const in_gradient = i == 0 ? nullptr : parts_[i - 1].gradient.data();
    std::vector<const float*> tensors;
    for (const std::size_t index : node.parameters) {
      tensors.push_back(parameters.data() + plan_->parameters()[index].offset);
    }
    Frame<float> frame;
    frame.batch = n;
    frame.inputs = {&in, 1};
    frame.output = part.output.data();
    frame.parameters = tensors;
    frame.output_gradient = i + 1 == parts_.size() ? output_gradient : part.gradient.data();
    frame.input_gradients = {&in_gradient, 1};
    frame.saved = part.saved.data();
    frame.scratch = scratch_.data();
    go(*node.op, frame);
  };
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    pass(i, [](const Op& op, const Frame<float>& frame) { op.forward(frame); });
  }
  for (std::size_t i = parts_.size() - 1; i > 0; --i) {
    pass(i, [](const Op& op, const Frame<float>& frame) { op.backward(frame); });
  }
}

const Replay::Part& Replay::part_of(int node) const {
  return *std::ranges::find(parts_, node, &Part::node);
}

const float* Replay::output(int node) const {
  return part_of(node).output.data();
}

const float* Replay::gradient(int node) const {
  return part_of(node).gradient.data();
}

}  // namespace glassbox
