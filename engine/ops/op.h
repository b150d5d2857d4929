#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/team.h"
#include "engine/ops/fast_paths.h"
#include "engine/tensor/random.h"
#include "engine/tensor/shape.h"

namespace glassbox {

/// How a parameter starts. `fan_in` and `fan_out` are Keras': input and output connections of one unit.
struct Initial {
  std::string initializer;  ///< "glorot_uniform", "he_normal", "zeros", ... (model/initializers.h)
  std::int64_t fan_in = 0;
  std::int64_t fan_out = 0;
  /// Values that start at 1, whatever the initializer: the bias of an LSTM's forget gate.
  std::int64_t ones_begin = 0;
  std::int64_t ones_count = 0;
};

/// One tensor of an op's State, e.g. kernel (5, 5, 1, 32), HWIO.
struct Parameter {
  std::string name;  ///< Keras' name: "kernel", "bias"
  Shape shape;
  Initial initial;
  bool trainable = true;  ///< false: a running statistic, which no optimizer touches
};

/// What one op sees while a batch passes through: pointers into memory that the Plan laid out once.
/// Batches are dense: sample i of a tensor starts at i * shape.size(). In `forward` the gradients are null.
/// In `backward` an op adds to `parameter_gradients`, which the runner zeroes, or overwrites them
/// (Op::overwrites_gradients(); that of a parameter which is not trainable is what it grows by in this step
/// of training), and overwrites `input_gradients[k]`, which is null where nobody needs it (the data);
/// `inputs` and `output` are what they were in forward. Scratch and `saved` hold anything; `saved` lives from
/// forward to backward.
template <class T>
struct Frame {
  int batch = 0;
  std::span<const T* const> inputs;
  T* output = nullptr;
  std::span<const T* const> parameters;
  const T* output_gradient = nullptr;
  std::span<T* const> input_gradients;
  std::span<T* const> parameter_gradients;
  T* saved = nullptr;
  T* scratch = nullptr;
  const Random* noise = nullptr;  ///< this step's and node's random numbers; null in prediction
  Team* team = nullptr;           ///< who shares the work, by split(); null: the caller alone
};

class Op;

/// What one op does in the place of several.
struct Fused {
  std::unique_ptr<Op> op;
  std::size_t followers = 0;  ///< how many it replaces beside the one that was asked
};

/// One node kind of the computational graph, made for fixed input shapes; immutable after choose(). The
/// overload on double is the reference executor (plain loops that read like the formula, the truth), the one
/// on float the SIMD executor.
class Op {
 public:
  Op() = default;
  Op(const Op&) = delete;
  Op& operator=(const Op&) = delete;
  virtual ~Op() = default;

  /// The op's folder name, e.g. "conv2d"; an activation's own, "relu".
  [[nodiscard]] virtual std::string kind() const = 0;
  [[nodiscard]] virtual Shape output_shape() const = 0;
  [[nodiscard]] virtual std::vector<Parameter> parameters() const { return {}; }
  /// Values kept between forward and backward, and scratch within one call, for a batch of that size. The
  /// larger of what both executors need.
  [[nodiscard]] virtual std::size_t saved_size(int /*batch*/) const { return 0; }
  [[nodiscard]] virtual std::size_t scratch_size(int /*batch*/) const { return 0; }
  /// Multiply-adds of a dense forward pass of one sample (for the benchmark's share of the peak).
  [[nodiscard]] virtual double multiply_adds() const { return 0; }

  /// Whether backward() overwrites the parameter gradients instead of adding to them: worth it for large
  /// ones.
  [[nodiscard]] virtual bool overwrites_gradients() const { return false; }

  /// Which short ways the op may take from now on; before it is used.
  virtual void choose(const FastPaths& /*paths*/) {}
  /// An op that does what this one and the first of `followers` do one after the other, each the only one
  /// that takes the output before it; null where there is none. Equal to its parts bit for bit.
  [[nodiscard]] virtual Fused fuse(std::span<const Op* const> /*followers*/) const { return {}; }

  virtual void forward(const Frame<double>& frame) const = 0;
  virtual void backward(const Frame<double>& frame) const = 0;
  virtual void forward(const Frame<float>& frame) const = 0;
  virtual void backward(const Frame<float>& frame) const = 0;
};

}  // namespace glassbox
