#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace glassbox {

/// Keras' padding: `valid` has none; `same` gives ceil(input / stride) positions, and where the zeros around
/// the input are odd in number, the extra one stands at the bottom and the right (TensorFlow's rule).
enum class Padding : std::int32_t { valid = 0, same = 1 };

/// The cells inside the image under a window, along one axis.
struct CellRange {
  int first = 0;
  int count = 0;
};

/// How a window slides along one axis of an image.
struct WindowAxis {
  std::int64_t input = 0;
  std::int64_t window = 0;  ///< cells
  std::int64_t stride = 1;
  std::int64_t dilation = 1;  ///< from one cell of the window to the next
  std::int64_t output = 0;    ///< positions; below 1 where a valid window is larger than its input
  std::int64_t before = 0;    ///< zeros ahead of the input
  std::int64_t after = 0;     ///< zeros behind it, as far as a window reaches

  /// From the first to the last cell of the window.
  [[nodiscard]] std::int64_t reach() const { return (window - 1) * dilation + 1; }
  /// The first and the one-past-last cell inside the image that the window at `position` reaches over.
  [[nodiscard]] std::int64_t begin(std::int64_t position) const {
    return std::max<std::int64_t>(position * stride - before, 0);
  }
  [[nodiscard]] std::int64_t end(std::int64_t position) const {
    return std::min(position * stride - before + reach(), input);
  }
  [[nodiscard]] CellRange cells(std::int64_t position) const {
    return {static_cast<int>(begin(position)), static_cast<int>(end(position) - begin(position))};
  }
  [[nodiscard]] std::int64_t padded() const { return before + input + after; }
};

/// `zeros` stand on both sides of the input, and want Padding::valid.
inline WindowAxis make_window_axis(std::int64_t input, std::int64_t window, std::int64_t stride,
                                   Padding padding, std::int64_t dilation = 1, std::int64_t zeros = 0) {
  WindowAxis axis{.input = input, .window = window, .stride = stride, .dilation = dilation};
  if (padding == Padding::valid) {
    axis.before = zeros;
    axis.after = zeros;
    axis.output = axis.padded() < axis.reach() ? 0 : (axis.padded() - axis.reach()) / stride + 1;
  } else {
    axis.output = (input + stride - 1) / stride;
    const std::int64_t missing = std::max<std::int64_t>((axis.output - 1) * stride + axis.reach() - input, 0);
    axis.before = missing / 2;
    axis.after = missing - axis.before;
  }
  return axis;
}

/// A window on the rows and the columns of an image (height, width, channels).
struct Window2D {
  WindowAxis rows;
  WindowAxis columns;

  [[nodiscard]] std::int64_t positions() const { return rows.output * columns.output; }
  [[nodiscard]] bool is_padded() const {
    return rows.padded() != rows.input || columns.padded() != columns.input;
  }
};

/// Sizes along the rows and the columns: {height, width}.
using Size2 = std::array<std::int64_t, 2>;

inline Window2D make_window(std::int64_t height, std::int64_t width, const Size2& window,
                            const Size2& strides, Padding padding, const Size2& dilation = {1, 1},
                            const Size2& zeros = {0, 0}) {
  return {make_window_axis(height, window[0], strides[0], padding, dilation[0], zeros[0]),
          make_window_axis(width, window[1], strides[1], padding, dilation[1], zeros[1])};
}

}  // namespace glassbox
