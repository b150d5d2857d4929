#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/ops/activation/functions.h"
#include "engine/ops/op.h"
#include "engine/ops/recurrent/recurrent.h"
#include "engine/simd/gemm.h"

namespace glassbox {

/// What the recurrent ops share. An input of the shape (time, features) is read step by step; `gates` parts
/// of `units` values each come from the input and from the state h before it:
///   x(t) W + h(t-1) U + b,   W "kernel" (features, gates units), U "recurrent_kernel" (units, gates units)
/// A tensor with a row for every step of every sample has them in the order of the input's: the input's part
/// of all steps, and at the end all gradients of parameters, are one matrix product each. What came before a
/// step is kept in such a tensor too (h(t-1) in the row of step t, zero for the first), so that the first
/// step needs no rule of its own.
/// Back-propagation through time: Werbos, "Backpropagation through time: what it does and how to do it"
/// (Proceedings of the IEEE, 1990).
class Recurrent : public Op {
 public:
  [[nodiscard]] Shape output_shape() const override;
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] double multiply_adds() const override;

 protected:
  Recurrent(RecurrentOptions options, const Shape& input, int gates);

  [[nodiscard]] std::size_t rows(int batch) const {
    return static_cast<std::size_t>(batch) * static_cast<std::size_t>(steps_);
  }
  [[nodiscard]] std::size_t units() const { return static_cast<std::size_t>(units_); }
  /// Values of a tensor with `width` values a row.
  [[nodiscard]] std::size_t values(int batch, int width) const {
    return rows(batch) * static_cast<std::size_t>(width);
  }
  /// Where the row of a sample's step begins.
  [[nodiscard]] std::ptrdiff_t at(int sample, int step, int width) const {
    return (std::ptrdiff_t{sample} * steps_ + step) * width;
  }

  template <class T>
  void clear_first(int batch, T* previous) const;
  /// h(t) becomes the previous state of the next step, and output where it is one.
  template <class T>
  void hand_on(const Frame<T>& frame, int sample, int step, const T* h, T* previous) const;
  /// The gradient of the output at a step; null where nothing is put out.
  template <class T>
  [[nodiscard]] const T* output_gradient(const Frame<T>& frame, int sample, int step) const;

  /// b[j] + sum over i of x(t)[i] W[i][j], and sum over k of h[k] U[k][j].
  [[nodiscard]] double from_input(const Frame<double>& frame, int sample, int step, int j) const;
  [[nodiscard]] double from_state(const Frame<double>& frame, const double* h, int j) const;
  /// From the gradients of one step's two sums: adds those of W, U and b, writes dx(t), and adds d_state U^T
  /// to dh, the gradient of h(t-1).
  void spread(const Frame<double>& frame, int sample, int step, const double* d_input, const double* d_state,
              const double* previous, double* dh) const;

  /// x W + b for every step of every sample.
  void multiply_input(const Frame<float>& frame, float* sums) const;
  /// dh += the gradient of the output at a step.
  void add_output_gradient(const Frame<float>& frame, int sample, int step, float* dh) const;
  /// h(t-1) U of one step of every sample, to the rows of `sums`.
  void multiply_state(const Frame<float>& frame, int step, const float* previous,
                      const simd::Result& sums) const;
  /// The rows of one step in a tensor of all steps, to be added to.
  [[nodiscard]] simd::Result rows_of(int step, float* sums) const {
    return {.data = sums + at(0, step, width_), .stride = at(1, 0, width_), .accumulate = true};
  }
  /// d_state(t) U^T of one step of every sample: dh (batch, units), overwritten or added to.
  void multiply_back(const Frame<float>& frame, int step, const float* d_state, float* dh,
                     bool accumulate) const;
  /// From the gradients of all sums: those of W, U and b, and dx.
  void spread(const Frame<float>& frame, const float* d_input, const float* d_state,
              const float* previous) const;

  RecurrentOptions options_;
  int steps_;
  int features_;
  int units_;
  int width_;  ///< gates units
};

/// Calls use(function) with a cell's activation.
template <class Use>
void with_cell_activation(std::string_view name, Use use) {
  if (name == activations::Relu::kName) {
    use(activations::Relu{});
  } else if (name == activations::Sigmoid::kName) {
    use(activations::Sigmoid{});
  } else {
    use(activations::Tanh{});
  }
}

template <class T>
void Recurrent::clear_first(int batch, T* previous) const {
  for (int n = 0; n < batch; ++n) std::fill_n(previous + at(n, 0, units_), units_, T{0});
}

template <class T>
void Recurrent::hand_on(const Frame<T>& frame, int sample, int step, const T* h, T* previous) const {
  const bool last = step + 1 == steps_;
  if (!last) std::copy_n(h, units_, previous + at(sample, step + 1, units_));
  if (options_.return_sequences) {
    std::copy_n(h, units_, frame.output + at(sample, step, units_));
  } else if (last) {
    std::copy_n(h, units_, frame.output + std::ptrdiff_t{sample} * units_);
  }
}

template <class T>
const T* Recurrent::output_gradient(const Frame<T>& frame, int sample, int step) const {
  if (options_.return_sequences) return frame.output_gradient + at(sample, step, units_);
  return step + 1 == steps_ ? frame.output_gradient + std::ptrdiff_t{sample} * units_ : nullptr;
}

}  // namespace glassbox
