#include "engine/train/trainer.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "engine/base/error_codes.h"
#include "engine/tensor/random.h"

namespace glassbox {

EpochOrder::EpochOrder(std::uint64_t seed, std::span<const std::int32_t> chunk_sizes)
    : seed_(seed), chunk_sizes_(chunk_sizes.begin(), chunk_sizes.end()) {
  std::size_t samples = 0;
  for (std::int32_t size : chunk_sizes_) samples += static_cast<std::size_t>(size);
  indices_.resize(samples);
}

std::span<const std::uint32_t> EpochOrder::order(std::uint64_t epoch) {
  if (epoch == epoch_) return indices_;
  epoch_ = epoch;
  std::iota(indices_.begin(), indices_.end(), 0U);
  if (epoch > 0) {
    Random(seed_, Stream::shuffle, epoch).shuffle(indices_);
    return indices_;
  }
  std::size_t start = 0;
  for (std::size_t chunk = 0; chunk < chunk_sizes_.size(); ++chunk) {
    const auto size = static_cast<std::size_t>(chunk_sizes_[chunk]);
    Random(seed_, Stream::shuffle, std::uint64_t{chunk} << 32)
        .shuffle(std::span(indices_).subspan(start, size));
    start += size;
  }
  return indices_;
}

Model::Target target_of(const Samples& data) {
  return data.values() > 0 ? Model::Target::value : Model::Target::label;
}

Status check_data(const Plan& plan, const Samples& data) {
  if (data.shape().size() != plan.input_shape().size()) {
    return make_error("data.image_shape", {data.shape().to_string(), plan.input_shape().to_string()});
  }
  if (data.classes() > plan.classes()) {
    return make_error("data.too_many_classes",
                      {std::to_string(data.classes()), std::to_string(plan.classes())});
  }
  if (data.values() > 0 && data.values() != plan.output_size()) {
    return make_error("loss.target_shape",
                      {Shape{data.values()}.to_string(), plan.output_shape().to_string()});
  }
  return Done{};
}

Trainer::Trainer(Model& model, const Samples& train, const Augmentation& augmentation)
    : model_(model), train_(train), seed_(model.config().seed), order_(seed_, train.chunk_sizes()) {
  set_augmentation(augmentation);
}

void Trainer::set_augmentation(const Augmentation& augmentation) {
  if (train_.pixel_values() != nullptr) augmenter_.emplace(augmentation, train_.shape(), seed_);
}

std::int64_t Trainer::steps_per_epoch() const {
  const std::int64_t batch_size = model_.config().batch_size;
  return (train_.size() + batch_size - 1) / batch_size;
}

std::uint64_t Trainer::epoch() const {
  const auto steps = static_cast<std::uint64_t>(steps_per_epoch());
  return steps == 0 ? 0 : model_.steps() / steps;
}

std::int64_t Trainer::step_in_epoch() const {
  const auto steps = static_cast<std::uint64_t>(steps_per_epoch());
  return steps == 0 ? 0 : static_cast<std::int64_t>(model_.steps() % steps);
}

std::int64_t Trainer::next_batch_size() const {
  const std::int64_t batch_size = model_.config().batch_size;
  return std::min(batch_size, train_.size() - step_in_epoch() * batch_size);
}

std::span<const std::uint32_t> Trainer::next_batch() const {
  const std::int64_t start = step_in_epoch() * model_.config().batch_size;
  return order_.order(epoch()).subspan(static_cast<std::size_t>(start),
                                       static_cast<std::size_t>(next_batch_size()));
}

bool Trainer::can_step() const {
  return train_.size() > 0 &&
         std::ranges::all_of(next_batch(), [&](std::uint32_t index) { return train_.has_sample(index); });
}

StepResult Trainer::step(StepWatcher* watcher) {
  const std::span<const std::uint32_t> batch = next_batch();
  float* inputs = model_.batch_inputs().data();
  train_.gather(batch, inputs, model_.batch_labels().data());
  if (train_.values() > 0) train_.gather_values(batch, model_.batch_targets().data());
  if (augmenter_) augmenter_->augment(model_.steps(), batch, *train_.pixel_values(), inputs);
  const StepResult result = model_.step(static_cast<int>(batch.size()), target_of(train_), watcher);
  if (result.finite && step_in_epoch() == 0) model_.end_epoch();
  return result;
}

}  // namespace glassbox
