#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include "engine/ops/op.h"

namespace glassbox {

/// Runs one op on its own, in memory of exactly the sizes it asks for, so that a sanitizer sees a step
/// outside. Everything that an op has to write before it reads starts as NaN.
template <class T>
class OpHarness {
 public:
  OpHarness(const Op& op, std::span<const Shape> input_shapes, int batch) : op_(op), batch_(batch) {
    for (const Shape& shape : input_shapes) {
      inputs.emplace_back(count(shape), T{0});
      input_gradients.emplace_back(count(shape), T{0});
    }
    for (const Parameter& parameter : op.parameters()) {
      parameters.emplace_back(static_cast<std::size_t>(parameter.shape.size()), T{0});
      parameter_gradients.emplace_back(parameters.back().size(), T{0});
    }
    output.resize(count(op.output_shape()));
    output_gradient.resize(output.size(), T{0});
  }

  void forward() {
    saved_.assign(op_.saved_size(batch_), kUnset);
    scratch_.assign(op_.scratch_size(batch_), kUnset);
    std::ranges::fill(output, kUnset);
    Pointers pointers = collect();
    op_.forward(frame(pointers));
  }

  /// After forward. Gradients of parameters are added to what is there; `with_input_gradients` is what the
  /// first op of a model lacks.
  void backward(bool with_input_gradients = true) {
    scratch_.assign(op_.scratch_size(batch_), kUnset);
    Pointers pointers = collect();
    for (auto& gradient : input_gradients) std::ranges::fill(gradient, kUnset);
    if (!with_input_gradients) std::ranges::fill(pointers.input_gradients, nullptr);
    Frame<T> pass = frame(pointers);
    pass.output_gradient = output_gradient.data();
    pass.input_gradients = pointers.input_gradients;
    pass.parameter_gradients = pointers.parameter_gradients;
    op_.backward(pass);
  }

  std::vector<std::vector<T>> inputs;
  std::vector<std::vector<T>> input_gradients;
  std::vector<std::vector<T>> parameters;
  std::vector<std::vector<T>> parameter_gradients;
  std::vector<T> output;
  std::vector<T> output_gradient;
  bool training = true;
  Team* team = nullptr;

 private:
  static constexpr T kUnset = std::numeric_limits<T>::quiet_NaN();

  struct Pointers {
    std::vector<const T*> inputs;
    std::vector<const T*> parameters;
    std::vector<T*> input_gradients;
    std::vector<T*> parameter_gradients;
  };

  [[nodiscard]] std::size_t count(const Shape& shape) const {
    return static_cast<std::size_t>(shape.size() * batch_);
  }
  Pointers collect() {
    Pointers pointers;
    for (auto& values : inputs) pointers.inputs.push_back(values.data());
    for (auto& values : parameters) pointers.parameters.push_back(values.data());
    for (auto& values : input_gradients) pointers.input_gradients.push_back(values.data());
    for (auto& values : parameter_gradients) pointers.parameter_gradients.push_back(values.data());
    return pointers;
  }
  Frame<T> frame(const Pointers& pointers) {
    Frame<T> frame;
    frame.batch = batch_;
    frame.inputs = pointers.inputs;
    frame.parameters = pointers.parameters;
    frame.output = output.data();
    frame.saved = saved_.data();
    frame.scratch = scratch_.data();
    frame.noise = training ? &noise_ : nullptr;
    frame.team = team;
    return frame;
  }

  const Op& op_;
  int batch_;
  std::vector<T> saved_;
  std::vector<T> scratch_;
  Random noise_{7, Stream::dropout};
};

/// By how much two executors may differ: max|a - b| <= relative max|b| + absolute. Returns max|a - b| over
/// that bound, so that up to 1 is agreement; infinity where the sizes or the places of NaN differ.
template <class A, class B>
double disagreement(const std::vector<A>& a, const std::vector<B>& b, double relative = 1e-5,
                    double absolute = 1e-7) {
  if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
  double difference = 0;
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto left = static_cast<double>(a[i]);
    const auto right = static_cast<double>(b[i]);
    if (std::isnan(left) || std::isnan(right)) {
      if (std::isnan(left) != std::isnan(right)) return std::numeric_limits<double>::infinity();
      continue;
    }
    difference = std::max(difference, std::abs(left - right));
    largest = std::max(largest, std::abs(right));
  }
  return difference / (relative * largest + absolute);
}

/// NaN equals itself.
template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

}  // namespace glassbox
