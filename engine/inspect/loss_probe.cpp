#include "engine/inspect/loss_probe.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/train/losses.h"

namespace glassbox {

template <class T>
LossProbe<T>::LossProbe(std::shared_ptr<const Plan> plan, const ClassSpec& spec,
                        std::unique_ptr<const Loss> loss, int largest_batch, Gradients gradients)
    : Probe<T>(plan, largest_batch, gradients, plan->loss_node(loss->link())),
      spec_(spec),
      loss_(std::move(loss)),
      size_(plan->output_size()),
      losses_(static_cast<std::size_t>(largest_batch)),
      gradient_(static_cast<std::size_t>(largest_batch) * static_cast<std::size_t>(size_)),
      scratch_(loss_->scratch_size(largest_batch, size_)) {}

template <class T>
Result<LossProbe<T>> LossProbe<T>::create(std::shared_ptr<const Plan> plan, const ClassSpec& loss,
                                          int largest_batch, Gradients gradients) {
  Result<std::unique_ptr<const Loss>> made = make_loss(loss);
  if (!made) return made.error();
  return LossProbe(std::move(plan), loss, std::move(made).value(), largest_batch, gradients);
}

template <class T>
Status LossProbe<T>::set_targets(const SampleTargets& targets) {
  const Loss::Target wanted = loss_->target();
  if (wanted == Loss::Target::none) return Done{};
  if (!targets.labels.empty()) return set_labels(targets.labels);
  if (wanted == Loss::Target::label) {
    if (!targets.values.empty()) return make_error("loss.needs_labels", {spec_.class_name});
    return make_error("input.label_count", {"0", std::to_string(samples())});
  }
  const std::size_t values = samples() * static_cast<std::size_t>(size_);
  const std::size_t given = targets.values.empty() ? this->inputs().size() : targets.values.size();
  if (given != values)
    return make_error("input.target_size", {std::to_string(given), std::to_string(values)});
  if (targets.values.empty()) {
    targets_.assign(this->inputs().begin(), this->inputs().end());
  } else {
    targets_.assign(targets.values.begin(), targets.values.end());
  }
  return Done{};
}

template <class T>
Status LossProbe<T>::set_labels(std::span<const std::uint8_t> labels) {
  if (labels.size() != samples()) {
    return make_error("input.label_count", {std::to_string(labels.size()), std::to_string(samples())});
  }
  for (const std::uint8_t label : labels) {
    if (label >= this->plan().classes()) {
      return make_error("input.label", {std::to_string(label), std::to_string(this->plan().classes() - 1)});
    }
  }
  labels_.assign(labels.begin(), labels.end());
  targets_.resize(samples() * static_cast<std::size_t>(size_));
  write_rows(labels, size_, targets_.data());
  return Done{};
}

template <class T>
double LossProbe<T>::compare() {
  loss_->evaluate(LossFrame<T>{.batch = this->batch(),
                               .size = size_,
                               .outputs = this->output(this->from()).data(),
                               .labels = labels_.data(),
                               .targets = targets_.data(),
                               .losses = losses_.data(),
                               .gradient = gradient_.data(),
                               .scratch = scratch_.data()});
  double sum = 0;
  for (const T loss : losses()) sum += static_cast<double>(loss);
  return sum / this->batch();
}

template <class T>
void LossProbe<T>::backward() {
  Probe<T>::backward(std::span(gradient_).first(samples() * static_cast<std::size_t>(size_)));
}

template class LossProbe<float>;
template class LossProbe<double>;

}  // namespace glassbox
