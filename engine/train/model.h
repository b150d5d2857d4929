#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/team.h"
#include "engine/model/plan.h"
#include "engine/train/config.h"
#include "engine/train/metrics.h"
#include "engine/train/pass.h"
#include "engine/train/step_watcher.h"

namespace glassbox {

struct StepResult {
  double loss = 0;  ///< mean over the batch, penalties included
  int correct = 0;  ///< samples whose answer is the label (training accuracy of this batch)
  bool finite = true;
  int non_finite_layer = -1;  ///< where the first value that is not finite appears, -1 for none
};

/// A compiled, trainable network: Keras' Model after compile(). All that changes lies in one State buffer.
class Model {
 public:
  /// What a batch is compared with: its labels (as rows of 0 and 1 where the loss takes values), values, or
  /// its own inputs.
  enum class Target : std::uint8_t { label, value, input };

  /// Allocates everything that training and prediction need. Errors of Plan::compile and validate(config),
  /// "model.output_not_classes" for a loss of classes over anything but a flat vector of them, and
  /// "model.too_large" where limits::kMemoryBytes would be passed.
  static Result<std::unique_ptr<Model>> create(const ModelSpec& spec, const TrainingConfig& config,
                                               const FastPaths& paths = {});
  ~Model();

  [[nodiscard]] const Plan& plan() const;
  [[nodiscard]] std::shared_ptr<const Plan> shared_plan() const;  ///< for whoever looks into the model
  [[nodiscard]] const Plan& fused_plan() const;                   ///< what a step runs
  [[nodiscard]] const TrainingConfig& config() const;
  /// Changes learning rate and other settings in mid-run; the slots are kept where the optimizer is the same
  /// one, else cleared. Another batch size makes batch_inputs() and batch_labels() anew, another seed counts
  /// from the next reset() on. Errors as create(); the present settings stay.
  Status configure(const TrainingConfig& config);
  /// Who shares the work from now on (outlives the model); null: the caller alone. The bits do not depend on
  /// it.
  void set_team(Team* team);
  /// Bytes that whoever looks into the model takes from now on: they count against the same limit. Errors:
  /// "model.too_large"; as many as before then.
  Status reserve(std::int64_t bytes);
  /// New weights from the config's seed, step 0.
  void reset();

  /// Whether the loss can compare with that. Errors: "loss.needs_labels"; "loss.target_shape" where the
  /// inputs are not of the output's shape.
  [[nodiscard]] Status check_target(Target target) const;

  /// Room for one batch: write [n, input_shape] values, and n labels below plan().classes() or
  /// [n, output_shape] targets here, then call step(n). There is no room for targets where the loss takes
  /// labels.
  [[nodiscard]] std::span<float> batch_inputs();
  [[nodiscard]] std::span<std::uint8_t> batch_labels();
  [[nodiscard]] std::span<float> batch_targets();
  /// One optimizer step on the first n samples of the batch room, 1 <= n <= batch_size, with a target that
  /// check_target() accepts. Leaves State as it was and returns finite = false when the loss or a gradient is
  /// not finite. Looking does not change the bits.
  StepResult step(int n, Target target = Target::label, StepWatcher* watcher = nullptr);
  [[nodiscard]] std::uint64_t steps() const;
  /// The learning rate of the next step, by the schedule.
  [[nodiscard]] double learning_rate() const;
  /// After the last step of an epoch: the schedule looks at the epoch's mean loss.
  void end_epoch();

  /// The outputs of n samples, [n, output_shape]: where the loss has a link that the model's last layer does
  /// not apply, that is applied. Any n; runs in slices of at most kPredictionBatch.
  void predict(const float* inputs, std::int64_t n, float* outputs);
  /// Adds n samples to `sums` (all means are sums until finish_evaluation()).
  void evaluate(const float* inputs, const Targets& targets, std::int64_t n, Evaluation& sums);
  /// A layer's output for one sample, valid until the next call of this model; runs forward only when the
  /// sample changed or a step was taken.
  std::span<const float> layer_output(const float* sample, int layer);
  static constexpr int kPredictionBatch = 100;

  /// The parameter vector of plan().parameters(), gaps included; the gaps stay zero.
  [[nodiscard]] std::span<float> parameters();
  [[nodiscard]] std::span<const float> gradients() const;  ///< of the last step, same layout

  /// All that changes, as one contiguous buffer (train/state.h).
  [[nodiscard]] std::span<const std::byte> state() const;
  /// Trusts nothing in the bytes. Errors: "state.format", "state.other_model", "state.truncated",
  /// "state.not_finite"; the present state stays.
  Status restore(std::span<const std::byte> state);
  /// FNV-1a of the state's bytes: two runs with the same bits have the same fingerprint.
  [[nodiscard]] std::uint64_t fingerprint() const;

 private:
  Model();
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace glassbox
