#pragma once

#include <memory>
#include <vector>

#include "engine/model/plan.h"
#include "engine/tensor/buffer.h"

namespace glassbox {

/// Runs a Plan on one executor: Runner<float> with the SIMD ops, Runner<double> with the reference ones. Owns
/// every activation and gradient for up to `largest_batch` samples, allocated here and never in a pass.
template <class T>
class Runner {
 public:
  Runner(std::shared_ptr<const Plan> plan, int largest_batch, bool with_gradients);

  /// Runs all nodes on `batch` samples at `input` ([batch, input_shape], borrowed until backward is done).
  void forward(const T* parameters, const T* input, int batch);
  /// After forward: from the gradient of the logits to that of every parameter. `parameter_gradients` (as
  /// long as the parameter vector) is overwritten.
  void backward(const T* parameters, const T* logits_gradient, T* parameter_gradients);

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] int batch() const { return batch_; }
  /// Outputs of a node in the last forward pass, [batch, output_shape]; its gradients after backward.
  [[nodiscard]] const T* output(int node) const;
  [[nodiscard]] const T* gradient(int node) const;

 private:
  std::shared_ptr<const Plan> plan_;
  int largest_batch_;
  int batch_ = 0;
  const T* input_ = nullptr;
  std::vector<Buffer<T>> outputs_;
  std::vector<Buffer<T>> gradients_;
  std::vector<Buffer<T>> saved_;
  Buffer<T> scratch_;
};

extern template class Runner<float>;
extern template class Runner<double>;

}  // namespace glassbox
