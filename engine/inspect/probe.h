#pragma once

#include <memory>
#include <span>

#include "engine/base/error.h"
#include "engine/model/plan.h"
#include "engine/model/runner.h"
#include "engine/tensor/buffer.h"

namespace glassbox {

/// A batch run through a model to be looked at: forward and, from one of its nodes, backward, in memory of
/// its own, so that looking never touches what trains. Probe<float> has the numbers of training,
/// Probe<double> those of the reference. Runs as in prediction: without dropout.
template <class T>
class Probe {
 public:
  /// Allocates for up to `largest_batch` samples; `from` is the node whose gradient backward() will be given.
  Probe(std::shared_ptr<const Plan> plan, int largest_batch, Gradients gradients, int from);

  /// Copies a parameter vector, as long as plan().parameter_values().
  void set_parameters(std::span<const float> parameters);
  /// Copies samples, [n, input_shape]. Errors: "input.size" where n is no whole number, "input.batch" where
  /// it is not in 1 to `largest_batch`.
  Status load(std::span<const float> inputs);
  /// After load: runs the samples with what parameters() and inputs() hold now.
  void forward();
  /// After forward: from the gradient of the node `from`, [batch, output_shape], to all before it.
  void backward(std::span<const T> output_gradient);

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] int batch() const { return batch_; }
  [[nodiscard]] int from() const { return from_; }
  /// Output of a node, or of PlanNode::kModelInput, [batch, output_shape].
  [[nodiscard]] std::span<const T> output(int node) const;
  /// Its gradient after backward, likewise; empty where none is computed: for what `from` does not read and,
  /// without Gradients::of_inputs, where no parameter stands at or before the node.
  [[nodiscard]] std::span<const T> gradient(int node) const;
  [[nodiscard]] std::span<T> parameters() { return parameters_.span(); }
  [[nodiscard]] std::span<const T> parameters() const { return parameters_.span(); }
  [[nodiscard]] std::span<const T> parameter_gradients() const { return parameter_gradients_.span(); }
  /// [batch, input_shape].
  [[nodiscard]] std::span<T> inputs() { return inputs_.span().first(values_of(PlanNode::kModelInput)); }
  [[nodiscard]] std::span<const T> inputs() const {
    return inputs_.span().first(values_of(PlanNode::kModelInput));
  }

 private:
  [[nodiscard]] std::size_t values_of(int node) const;

  std::shared_ptr<const Plan> plan_;
  int largest_batch_;
  int from_;
  int batch_ = 0;
  Runner<T> runner_;
  Buffer<T> parameters_;
  Buffer<T> parameter_gradients_;
  Buffer<T> inputs_;
  Buffer<T> output_gradient_;
};

extern template class Probe<float>;
extern template class Probe<double>;

}  // namespace glassbox
