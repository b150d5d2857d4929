#include "engine/session/evaluator.h"

namespace glassbox {

void Evaluator::start(const Dataset& test, Extent extent) {
  running_ = true;
  extent_ = extent;
  stride_ = stride(test.size());
  offset_ = 0;
  next_ = 0;
  sums_ = {};
}

/// The next indices of the present pass.
void Evaluator::next_slice(const Dataset& test) {
  indices_.clear();
  while (next_ < test.size() && indices_.size() < Model::kPredictionBatch) {
    if (test.has_sample(next_)) indices_.push_back(static_cast<std::uint32_t>(next_));
    next_ += stride_;
  }
}

bool Evaluator::advance(Model& model, const Dataset& test) {
  next_slice(test);
  inputs_.resize(indices_.size() * static_cast<std::size_t>(test.image_shape().size()));
  labels_.resize(indices_.size());
  test.gather(indices_, inputs_.data(), labels_.data());
  model.evaluate(inputs_.data(), {.labels = labels_.data()}, static_cast<std::int64_t>(indices_.size()),
                 sums_);
  if (next_ < test.size()) return false;

  if (offset_ == 0) {
    sample_ = sums_;
    finish_evaluation(sample_);
  }
  next_ = ++offset_;
  if (extent_ == Extent::all && offset_ < stride_) return false;
  result_ = sums_;
  finish_evaluation(result_);
  running_ = false;
  return true;
}

}  // namespace glassbox
