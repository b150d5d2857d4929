#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace glassbox {

/// What stands between a network and its outputs where a loss takes it over: a loss of probabilities is
/// exact, and its gradient simple, only together with the function that makes them from logits.
enum class Link : std::uint8_t { identity, softmax, sigmoid };

/// One batch as a loss sees it.
template <class T>
struct LossFrame {
  int batch = 0;
  int size = 0;                          ///< values of one output
  const T* outputs = nullptr;            ///< [batch, size]: what goes into the loss' link
  const std::uint8_t* labels = nullptr;  ///< [batch], each below `size`, where the loss takes labels
  const T* targets = nullptr;            ///< [batch, size], where it takes values
  T* losses = nullptr;                   ///< [batch], written: the loss of every sample
  T* gradient = nullptr;                 ///< [batch, size], written: of the losses' mean; null: not needed
  T* scratch = nullptr;                  ///< scratch_size() values
};

/// Labels for a loss that takes values: 1 in each row [size] at the label, else 0; of a single value, the
/// label 0 or 1 itself.
template <class T>
void write_rows(std::span<const std::uint8_t> labels, int size, T* rows) {
  for (const std::uint8_t label : labels) {
    std::fill_n(rows, size, T{0});
    rows[size == 1 ? 0 : label] = static_cast<T>(size == 1 ? label != 0 : 1);
    rows += size;
  }
}

/// The loss at the end of the graph. double: reference; float: SIMD.
class Loss {
 public:
  enum class Target : std::uint8_t { label, value, none };

  Loss() = default;
  Loss(const Loss&) = delete;
  Loss& operator=(const Loss&) = delete;
  virtual ~Loss() = default;

  [[nodiscard]] virtual Link link() const = 0;
  /// What it compares the outputs with.
  [[nodiscard]] virtual Target target() const = 0;
  [[nodiscard]] virtual std::size_t scratch_size(int /*batch*/, int /*size*/) const { return 0; }

  virtual void evaluate(const LossFrame<double>& frame) const = 0;
  virtual void evaluate(const LossFrame<float>& frame) const = 0;
};

}  // namespace glassbox
