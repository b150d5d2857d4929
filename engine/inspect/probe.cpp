#include "engine/inspect/probe.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/inspect/layers.h"
#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"

namespace glassbox {
namespace {

std::size_t values(std::int64_t of_one_sample, int batch) {
  return static_cast<std::size_t>(of_one_sample * batch);
}

}  // namespace

template <class T>
Probe<T>::Probe(std::shared_ptr<const Plan> plan, int largest_batch, Gradients gradients)
    : plan_(std::move(plan)),
      largest_batch_(largest_batch),
      runner_(plan_, largest_batch, gradients != Gradients::none),
      loss_(make_softmax_cross_entropy()),
      parameters_(plan_->parameter_values()),
      parameter_gradients_(gradients == Gradients::none ? 0 : plan_->parameter_values()),
      inputs_(values(plan_->input_shape().size(), largest_batch)),
      probabilities_(values(plan_->classes(), largest_batch)),
      logits_gradient_(values(plan_->classes(), largest_batch)) {}

template <class T>
void Probe<T>::set_parameters(std::span<const float> parameters) {
  std::ranges::copy(parameters, parameters_.data());
}

template <class T>
Status Probe<T>::load(std::span<const float> inputs, std::span<const std::uint8_t> labels) {
  const auto sample = static_cast<std::size_t>(plan_->input_shape().size());
  if (inputs.size() % sample != 0) {
    return make_error("input.size", {std::to_string(inputs.size()), std::to_string(sample)});
  }
  const std::size_t samples = inputs.size() / sample;
  if (samples < 1 || samples > static_cast<std::size_t>(largest_batch_)) {
    return make_error("input.batch", {std::to_string(samples), std::to_string(largest_batch_)});
  }
  if (!labels.empty() && labels.size() != samples) {
    return make_error("input.label_count", {std::to_string(labels.size()), std::to_string(samples)});
  }
  for (const std::uint8_t label : labels) {
    if (label >= plan_->classes()) {
      return make_error("input.label", {std::to_string(label), std::to_string(plan_->classes() - 1)});
    }
  }
  batch_ = static_cast<int>(samples);
  std::ranges::copy(inputs, inputs_.data());
  labels_.assign(labels.begin(), labels.end());
  losses_.assign(labels.size(), 0.0);
  return Done{};
}

template <class T>
void Probe<T>::forward() {
  runner_.forward(parameters_.data(), inputs_.data(), batch_);
}

template <class T>
void Probe<T>::measure(T* logits_gradient) {
  const int classes = plan_->classes();
  const T* logits = runner_.output(plan_->logits_node());
  loss_->evaluate(batch_, classes, logits, labels_.data(), probabilities_.data(), logits_gradient);
  for (int i = 0; i < batch_; ++i) {
    const std::ptrdiff_t row = std::ptrdiff_t{i} * classes;
    losses_[static_cast<std::size_t>(i)] =
        loss_->evaluate(1, classes, logits + row, labels_.data() + i, probabilities_.data() + row, nullptr);
  }
}

template <class T>
double Probe<T>::evaluate() {
  measure(nullptr);
  double sum = 0;
  for (const double loss : losses_) sum += loss;
  return sum / batch_;
}

template <class T>
void Probe<T>::backward() {
  measure(logits_gradient_.data());
  runner_.backward(parameters_.data(), logits_gradient_.data(), parameter_gradients_.data());
}

template <class T>
void Probe<T>::backward(std::span<const T> logits_gradient) {
  std::ranges::copy(logits_gradient, logits_gradient_.data());
  runner_.backward(parameters_.data(), logits_gradient_.data(), parameter_gradients_.data());
}

template <class T>
std::size_t Probe<T>::values_of(int node) const {
  return values(shape_of(*plan_, node).size(), batch_);
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
