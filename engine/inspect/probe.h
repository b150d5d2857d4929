#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/plan.h"
#include "engine/model/runner.h"
#include "engine/ops/loss.h"
#include "engine/tensor/buffer.h"

namespace glassbox {

/// What a probe computes on its way back.
enum class Gradients : std::int32_t { none, parameters };

/// A batch run through a model to be looked at: forward and, from the loss, backward, in memory of its own,
/// so that looking never touches what trains. Probe<float> has the numbers of training, Probe<double> those
/// of the reference. Runs as in prediction: without dropout.
template <class T>
class Probe {
 public:
  /// Allocates for up to `largest_batch` samples; without gradients there is no backward().
  Probe(std::shared_ptr<const Plan> plan, int largest_batch, Gradients gradients);

  /// Copies a parameter vector, as long as plan().parameter_values().
  void set_parameters(std::span<const float> parameters);
  /// Copies the samples at `inputs`, [n, input_shape], and their labels, one each; without labels there is no
  /// loss. Errors: "input.size" where n is no whole number, "input.batch" where it is not in 1 to
  /// `largest_batch`, "input.label_count", "input.label".
  Status load(std::span<const float> inputs, std::span<const std::uint8_t> labels = {});
  /// After load: runs the samples with what parameters() and inputs() hold now.
  void forward();
  /// After forward, with labels: the losses of the samples. Returns their mean.
  double evaluate();
  /// After forward, with labels: the losses, and the gradients of their mean.
  void backward();
  /// After forward: the gradients of the sum of the logits, each times its value in `logits_gradient`,
  /// [batch, classes].
  void backward(std::span<const T> logits_gradient);

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] int batch() const { return batch_; }
  /// Output of a node, or of PlanNode::kModelInput, [batch, output_shape].
  [[nodiscard]] std::span<const T> output(int node) const;
  /// Its gradient after backward, likewise; empty where none is computed: where no parameter stands at or
  /// before the node, and behind the logits.
  [[nodiscard]] std::span<const T> gradient(int node) const;
  [[nodiscard]] std::span<T> parameters() { return parameters_.span(); }
  [[nodiscard]] std::span<const T> parameters() const { return parameters_.span(); }
  [[nodiscard]] std::span<const T> parameter_gradients() const { return parameter_gradients_.span(); }
  /// [batch, input_shape].
  [[nodiscard]] std::span<T> inputs() { return inputs_.span().first(values_of(PlanNode::kModelInput)); }
  [[nodiscard]] std::span<const std::uint8_t> labels() const { return labels_; }
  /// A sample each, after evaluate() or backward().
  [[nodiscard]] std::span<const double> losses() const { return losses_; }

 private:
  [[nodiscard]] std::size_t values_of(int node) const;
  void measure(T* logits_gradient);

  std::shared_ptr<const Plan> plan_;
  int largest_batch_;
  int batch_ = 0;
  Runner<T> runner_;
  std::unique_ptr<const Loss> loss_;
  Buffer<T> parameters_;
  Buffer<T> parameter_gradients_;
  Buffer<T> inputs_;
  std::vector<std::uint8_t> labels_;
  Buffer<T> probabilities_;
  Buffer<T> logits_gradient_;
  std::vector<double> losses_;
};

extern template class Probe<float>;
extern template class Probe<double>;

}  // namespace glassbox
