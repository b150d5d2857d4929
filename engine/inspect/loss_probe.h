#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/inspect/probe.h"
#include "engine/ops/loss.h"
#include "engine/train/config.h"

namespace glassbox {

/// What the samples of a batch should give: a class each, or values [n, output_shape]; neither: what came in
/// (an autoencoder).
struct SampleTargets {
  std::span<const std::uint8_t> labels = {};
  std::span<const float> values = {};
};

/// A Probe that goes back from the loss of a run: TrainingConfig::loss, without penalties.
template <class T>
class LossProbe : public Probe<T> {
 public:
  /// A plan and a loss that Model::create accepts together. Errors: those of make_loss.
  static Result<LossProbe> create(std::shared_ptr<const Plan> plan, const ClassSpec& loss, int largest_batch,
                                  Gradients gradients);

  /// After load: copies what the samples should give. Errors: "input.label_count", "input.label",
  /// "loss.needs_labels" for values where the loss compares with classes, "input.target_size" where there are
  /// not as many values as the samples' outputs have.
  Status set_targets(const SampleTargets& targets);
  /// After forward, with targets: the losses of the samples. Returns their mean.
  double compare();
  /// After compare: the gradients of the mean loss.
  void backward();

  /// A sample each, after compare.
  [[nodiscard]] std::span<const T> losses() const { return std::span(losses_).first(samples()); }

 private:
  LossProbe(std::shared_ptr<const Plan> plan, const ClassSpec& spec, std::unique_ptr<const Loss> loss,
            int largest_batch, Gradients gradients);
  [[nodiscard]] std::size_t samples() const { return static_cast<std::size_t>(this->batch()); }
  Status set_labels(std::span<const std::uint8_t> labels);

  ClassSpec spec_;
  std::unique_ptr<const Loss> loss_;
  int size_;  ///< values of one output
  std::vector<std::uint8_t> labels_;
  std::vector<T> targets_;
  std::vector<T> losses_;
  std::vector<T> gradient_;
  std::vector<T> scratch_;
};

extern template class LossProbe<float>;
extern template class LossProbe<double>;

}  // namespace glassbox
