#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/plan.h"
#include "engine/model/runner.h"
#include "engine/train/config.h"

namespace glassbox {

struct StepResult {
  double loss = 0;  ///< mean over the batch
  int correct = 0;  ///< samples whose answer is the label (training accuracy of this batch)
  bool finite = true;
  int non_finite_layer = -1;  ///< where the first value that is not finite appears, -1 for none
};

/// A sample's answer is the class with the largest logit. Where its probabilities are not finite there is no
/// answer: it counts among `samples`, as a wrong one, and stands nowhere in the confusion matrix.
struct Evaluation {
  double loss = 0;  ///< mean; not finite where a sample's is not
  double accuracy = 0;
  std::int64_t samples = 0;
  std::vector<std::int32_t> confusion;  ///< [label][answer], classes x classes

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("loss", self.loss);
    visit("accuracy", self.accuracy);
    visit("samples", self.samples);
    visit("confusion", self.confusion);
  }
};

/// A compiled, trainable classifier: Keras' Model after compile(). All that changes lies in one State buffer.
class Model {
 public:
  /// Allocates everything that training and prediction need. Errors of Plan::compile and validate(config),
  /// and "model.too_large" where limits::kMemoryBytes would be passed.
  static Result<std::unique_ptr<Model>> create(const ModelSpec& spec, const TrainingConfig& config);
  ~Model();

  [[nodiscard]] const Plan& plan() const;
  [[nodiscard]] const TrainingConfig& config() const;
  /// Changes learning rate and other settings in mid-run; the slots are kept where the optimizer is the same
  /// one, else cleared. Another batch size makes batch_inputs() and batch_labels() anew, another seed counts
  /// from the next reset() on. Errors as create(); the present settings stay.
  Status configure(const TrainingConfig& config);
  /// New weights from the config's seed, step 0.
  void reset();

  /// Room for one batch: write [n, input_shape] values and n labels here, then call step(n).
  [[nodiscard]] std::span<float> batch_inputs();
  [[nodiscard]] std::span<std::uint8_t> batch_labels();
  /// One optimizer step on the first n samples of the batch room, 1 <= n <= batch_size; labels are below
  /// plan().classes(). Leaves State as it was and returns finite = false when the loss or a gradient is not
  /// finite.
  StepResult step(int n);
  [[nodiscard]] std::uint64_t steps() const;

  /// Class probabilities of n samples, [n, classes]: the softmax of the logits. Any n; runs in slices of at
  /// most kPredictionBatch.
  void predict(const float* inputs, std::int64_t n, float* probabilities);
  /// Adds n samples with labels to `sums` (loss and accuracy are sums until finish_evaluation()).
  void evaluate(const float* inputs, const std::uint8_t* labels, std::int64_t n, Evaluation& sums);
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

void finish_evaluation(Evaluation& sums);

}  // namespace glassbox
