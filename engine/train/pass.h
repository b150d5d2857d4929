#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "engine/model/plan.h"
#include "engine/model/runner.h"
#include "engine/ops/loss.h"
#include "engine/tensor/buffer.h"
#include "engine/train/metrics.h"

namespace glassbox {

/// What the samples of a batch should give: a class each, or values [n, output_shape]; neither: what came in
/// (an autoencoder).
struct Targets {
  const std::uint8_t* labels = nullptr;
  const float* values = nullptr;
};

/// A network with its loss, and the memory for batches of up to one size: a batch passes through, is compared
/// with what it should have given, and, in training, passes back.
class Pass {
 public:
  /// `loss` outlives the pass.
  Pass(const std::shared_ptr<const Plan>& plan, const Loss& loss, std::int32_t batch, Gradients gradients);
  /// About what the constructor would allocate; never overflows.
  static std::int64_t bytes(const Plan& plan, const Loss& loss, std::int32_t batch, Gradients gradients);

  [[nodiscard]] Runner<float>& runner() { return runner_; }
  [[nodiscard]] const Runner<float>& runner() const { return runner_; }

  /// After runner().forward() of n samples at `inputs`: the sum of their losses; the gradient too, where
  /// there are gradients. Labels become rows of 0 and 1 where the loss takes values.
  double compare(int n, const Targets& targets, const float* inputs);
  /// After compare().
  void backward(const float* parameters, float* parameter_gradients);

  /// How many of the n samples are answered rightly (train/metrics.h); none where there is no right answer.
  [[nodiscard]] int count_correct(int n, const Targets& targets, const float* inputs) const;
  /// After compare(): adds everything but loss and number of the n samples to sums.
  void add_metrics(int n, const Targets& targets, const float* inputs, Evaluation& sums) const;
  /// The outputs of n samples, [n, output_shape]; the loss' link is applied where the last layer does not.
  void write_outputs(int n, float* outputs) const;
  /// The loss of every sample of the last compare().
  [[nodiscard]] std::span<const float> losses() const { return losses_.span(); }
  /// Room for a batch of targets; empty where the loss takes no values.
  [[nodiscard]] std::span<float> targets() { return targets_.span(); }

 private:
  [[nodiscard]] std::span<const float> row(const float* of, int i) const;
  [[nodiscard]] const float* values_of(int n, const Targets& targets, const float* inputs);
  [[nodiscard]] bool answers_rightly(int i, const Targets& targets, const float* inputs) const;
  [[nodiscard]] int answer_of(int i) const;
  [[nodiscard]] int label_of(int i, const Targets& targets, const float* inputs) const;
  void add_errors(int n, const float* wanted, Evaluation& sums) const;

  const Plan& plan_;
  const Loss& loss_;
  int from_;  ///< the node whose output goes into the loss
  int size_;
  Runner<float> runner_;
  Buffer<float> targets_;
  Buffer<float> losses_;
  Buffer<float> gradient_;
  Buffer<float> scratch_;
};

}  // namespace glassbox
