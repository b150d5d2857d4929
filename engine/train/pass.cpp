#include "engine/train/pass.h"

#include <algorithm>
#include <cmath>

#include "engine/ops/softmax/row.h"
#include "engine/simd/map.h"
#include "engine/train/finite.h"

namespace glassbox {
namespace {

std::size_t product(int samples, int size) {
  return static_cast<std::size_t>(samples) * static_cast<std::size_t>(size);
}

/// The place of the first largest value, -1 where one is not finite: then there is no largest.
int answer(std::span<const float> values) {
  if (!all_finite(values)) return -1;
  return static_cast<int>(std::ranges::max_element(values) - values.begin());
}

bool takes_values(const Loss& loss) {
  return loss.target() == Loss::Target::value;
}

}  // namespace

Pass::Pass(const std::shared_ptr<const Plan>& plan, const Loss& loss, std::int32_t batch, Gradients gradients)
    : plan_(*plan),
      loss_(loss),
      from_(plan->loss_node(loss.link())),
      size_(plan->output_size()),
      runner_(plan, batch, gradients, from_),
      targets_(takes_values(loss) ? product(batch, size_) : 0),
      losses_(static_cast<std::size_t>(batch)),
      gradient_(gradients == Gradients::none ? 0 : product(batch, size_)),
      scratch_(loss.scratch_size(batch, size_)) {}

std::int64_t Pass::bytes(const Plan& plan, const Loss& loss, std::int32_t batch, Gradients gradients) {
  const std::int64_t size = plan.output_size();
  // A loss that compares the samples of a batch with each other has scratch for every pair of them.
  const std::int64_t scratch = loss.target() == Loss::Target::none
                                   ? (size + batch + 1) * batch
                                   : static_cast<std::int64_t>(loss.scratch_size(1, plan.output_size()));
  const std::int64_t rows = takes_values(loss) ? 2 : 1;
  const std::int64_t values = (rows * size + 1) * batch + scratch;
  return values * static_cast<std::int64_t>(sizeof(float)) +
         Runner<float>::bytes(plan, batch, gradients, plan.loss_node(loss.link()));
}

std::span<const float> Pass::row(const float* of, int i) const {
  return {of + std::ptrdiff_t{i} * size_, static_cast<std::size_t>(size_)};
}

const float* Pass::values_of(int n, const Targets& targets, const float* inputs) {
  if (!takes_values(loss_)) return nullptr;
  if (targets.labels == nullptr) return targets.values != nullptr ? targets.values : inputs;
  write_rows({targets.labels, static_cast<std::size_t>(n)}, size_, targets_.data());
  return targets_.data();
}

double Pass::compare(int n, const Targets& targets, const float* inputs) {
  loss_.evaluate(LossFrame<float>{.batch = n,
                                  .size = size_,
                                  .outputs = runner_.output(from_),
                                  .labels = targets.labels,
                                  .targets = values_of(n, targets, inputs),
                                  .losses = losses_.data(),
                                  .gradient = gradient_.size() > 0 ? gradient_.data() : nullptr,
                                  .scratch = scratch_.data()});
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += static_cast<double>(losses_[static_cast<std::size_t>(i)]);
  return sum;
}

void Pass::backward(const float* parameters, float* parameter_gradients) {
  runner_.backward(parameters, gradient_.data(), parameter_gradients);
}

int Pass::answer_of(int i) const {
  if (!all_finite(row(runner_.output(plan_.output_node()), i))) return -1;
  const auto scores = row(runner_.output(from_), i);  // before a softmax, where no two are rounded to one
  if (size_ > 1) return answer(scores);
  return scores[0] > (loss_.link() == Link::sigmoid ? 0.0F : 0.5F) ? 1 : 0;
}

int Pass::label_of(int i, const Targets& targets, const float* inputs) const {
  if (targets.labels != nullptr) return targets.labels[i];
  const auto wanted = row(targets.values != nullptr ? targets.values : inputs, i);
  return size_ > 1 ? answer(wanted) : static_cast<int>(wanted[0] > 0.5F);
}

bool Pass::answers_rightly(int i, const Targets& targets, const float* inputs) const {
  if (targets.labels != nullptr || loss_.link() != Link::sigmoid) {
    return answer_of(i) == label_of(i, targets, inputs);
  }
  const auto scores = row(runner_.output(from_), i);
  const auto wanted = row(targets.values != nullptr ? targets.values : inputs, i);
  return all_finite(scores) &&
         std::ranges::equal(scores, wanted, [](float z, float t) { return (z > 0.0F) == (t > 0.5F); });
}

int Pass::count_correct(int n, const Targets& targets, const float* inputs) const {
  if (loss_.target() == Loss::Target::none) return 0;
  int correct = 0;
  for (int i = 0; i < n; ++i) correct += static_cast<int>(answers_rightly(i, targets, inputs));
  return correct;
}

void Pass::add_metrics(int n, const Targets& targets, const float* inputs, Evaluation& sums) const {
  sums.accuracy += count_correct(n, targets, inputs);
  if (takes_values(loss_)) {
    const float* given = targets.values != nullptr ? targets.values : inputs;
    add_errors(n, targets.labels != nullptr ? targets_.data() : given, sums);
  }
  if (targets.labels == nullptr) return;
  const auto classes = static_cast<std::size_t>(plan_.classes());
  sums.confusion.resize(classes * classes);
  sums.ranks.resize(classes);
  for (int i = 0; i < n; ++i) {
    const int prediction = answer_of(i);
    if (prediction < 0) continue;
    const std::size_t label = targets.labels[i];
    ++sums.confusion[label * classes + static_cast<std::size_t>(prediction)];
    const auto scores = row(runner_.output(from_), i);
    std::size_t rank = size_ == 1 ? static_cast<std::size_t>(prediction != targets.labels[i]) : 0;
    for (std::size_t j = 0; size_ > 1 && j < classes; ++j) {
      if (scores[j] > scores[label] || (scores[j] == scores[label] && j < label)) ++rank;
    }
    ++sums.ranks[rank];
  }
}

void Pass::add_errors(int n, const float* wanted, Evaluation& sums) const {
  constexpr double kEpsilon = 1e-7;
  const float* z = runner_.output(from_);
  const float* last = runner_.output(plan_.output_node());
  const bool to_probability = loss_.link() == Link::sigmoid && from_ == plan_.output_node();
  for (int i = 0; i < n; ++i) {
    double squared = 0;
    double absolute = 0;
    double percentage = 0;
    for (int j = 0; j < size_; ++j) {
      const std::size_t at = product(i, size_) + static_cast<std::size_t>(j);
      const auto output = static_cast<double>(to_probability ? simd::sigmoid(z[at]) : last[at]);
      const auto target = static_cast<double>(wanted[at]);
      const double difference = std::abs(output - target);
      squared += difference * difference;
      absolute += difference;
      percentage += 100 * difference / std::max(std::abs(target), kEpsilon);
    }
    sums.squared_error += squared / size_;
    sums.absolute_error += absolute / size_;
    sums.percentage_error += percentage / size_;
  }
}

void Pass::write_outputs(int n, float* outputs) const {
  const float* last = runner_.output(plan_.output_node());
  if (from_ != plan_.output_node() || loss_.link() == Link::identity) {
    std::copy_n(last, product(n, size_), outputs);
  } else if (loss_.link() == Link::sigmoid) {
    simd::map(
        product(n, size_), outputs, [](auto x) { return simd::sigmoid(x); }, last);
  } else {
    for (int i = 0; i < n; ++i) softmax_row(size_, row(last, i).data(), outputs + product(i, size_));
  }
}

}  // namespace glassbox
