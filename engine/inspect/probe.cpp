#include "engine/inspect/probe.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/inspect/layers.h"

namespace glassbox {
namespace {

std::size_t values(const Shape& shape, int batch) {
  return static_cast<std::size_t>(shape.size()) * static_cast<std::size_t>(batch);
}

}  // namespace

template <class T>
Probe<T>::Probe(std::shared_ptr<const Plan> plan, int largest_batch, Gradients gradients, int from)
    : plan_(std::move(plan)),
      largest_batch_(largest_batch),
      from_(from),
      runner_(plan_, largest_batch, gradients, from),
      parameters_(plan_->parameter_values()),
      parameter_gradients_(gradients == Gradients::none ? 0 : plan_->parameter_values()),
      inputs_(values(plan_->input_shape(), largest_batch)),
      output_gradient_(gradients == Gradients::none ? 0 : values(shape_of(*plan_, from), largest_batch)) {}

template <class T>
void Probe<T>::set_parameters(std::span<const float> parameters) {
  std::ranges::copy(parameters, parameters_.data());
}

template <class T>
Status Probe<T>::load(std::span<const float> inputs) {
  const std::size_t sample = values(plan_->input_shape(), 1);
  if (inputs.size() % sample != 0) {
    return make_error("input.size", {std::to_string(inputs.size()), std::to_string(sample)});
  }
  const std::size_t samples = inputs.size() / sample;
  if (samples < 1 || samples > static_cast<std::size_t>(largest_batch_)) {
    return make_error("input.batch", {std::to_string(samples), std::to_string(largest_batch_)});
  }
  batch_ = static_cast<int>(samples);
  std::ranges::copy(inputs, inputs_.data());
  return Done{};
}

template <class T>
void Probe<T>::forward() {
  runner_.forward(parameters_.data(), inputs_.data(), batch_);
}

template <class T>
void Probe<T>::backward(std::span<const T> output_gradient) {
  std::ranges::copy(output_gradient, output_gradient_.data());
  runner_.backward(parameters_.data(), output_gradient_.data(), parameter_gradients_.data());
}

template <class T>
std::size_t Probe<T>::values_of(int node) const {
  return values(shape_of(*plan_, node), batch_);
}

template <class T>
std::span<const T> Probe<T>::output(int node) const {
  return {runner_.output(node), values_of(node)};
}

template <class T>
std::span<const T> Probe<T>::gradient(int node) const {
  const T* gradient = runner_.gradient(node);
  return {gradient, gradient == nullptr ? 0 : values_of(node)};
}

template class Probe<float>;
template class Probe<double>;

}  // namespace glassbox
