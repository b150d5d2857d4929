#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/augment.h"
#include "engine/data/samples.h"
#include "engine/train/model.h"

namespace glassbox {

/// The order in which an epoch visits the samples. Epoch 0 shuffles within chunks and takes the chunks in
/// their order, so that training starts on the first chunk and the bits do not depend on the network; later
/// epochs shuffle all. (seed, stream shuffle, epoch + 2^32 chunk.)
class EpochOrder {
 public:
  EpochOrder(std::uint64_t seed, std::span<const std::int32_t> chunk_sizes);
  /// Sample indices of the epoch; computed once an epoch, no allocation after construction.
  std::span<const std::uint32_t> order(std::uint64_t epoch);

 private:
  std::uint64_t seed_;
  std::vector<std::int32_t> chunk_sizes_;
  std::vector<std::uint32_t> indices_;
  std::uint64_t epoch_ = ~std::uint64_t{0};
};

/// What the network is compared with: the samples' labels, or their values.
Model::Target target_of(const Samples& data);

/// Whether a network fits a data set; whether its loss does, says Model::check_target(target_of(data)).
/// Errors: "data.image_shape", "data.too_many_classes", "loss.target_shape".
Status check_data(const Plan& plan, const Samples& data);

/// Trains a Model on samples that fit it (check_data), one step at a time: orchestration, no arithmetic. A
/// run is (spec, config, data, augmentation): the position in it follows from Model::steps() alone. The order
/// and the augmentation are those of the model's seed at construction.
class Trainer {
 public:
  /// `augmentation` is valid; it counts for images.
  Trainer(Model& model, const Samples& train, const Augmentation& augmentation = {});

  /// True when every sample of the next batch has arrived.
  [[nodiscard]] bool can_step() const;
  /// The next mini-batch; the last of an epoch may be smaller (Keras keeps it). Only when can_step().
  StepResult step(StepWatcher* watcher = nullptr);
  [[nodiscard]] std::uint64_t epoch() const;         ///< of the next step, from 0
  [[nodiscard]] std::int64_t step_in_epoch() const;  ///< of the next step, from 0
  /// Batches of an epoch, the smaller last one counted; 0 without data.
  [[nodiscard]] std::int64_t steps_per_epoch() const;
  [[nodiscard]] std::int64_t next_batch_size() const;
  /// Another augmentation from the next step on.
  void set_augmentation(const Augmentation& augmentation);

 private:
  [[nodiscard]] std::span<const std::uint32_t> next_batch() const;

  Model& model_;
  const Samples& train_;
  std::uint64_t seed_;
  mutable EpochOrder order_;
  std::optional<Augmenter> augmenter_;
};

}  // namespace glassbox
