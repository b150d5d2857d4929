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
  std::int64_t window = 0;
  std::int64_t stride = 1;
  std::int64_t output = 0;  ///< positions; below 1 where a valid window is larger than its input
  std::int64_t before = 0;  ///< zeros ahead of the input
  std::int64_t after = 0;   ///< zeros behind it, as far as a window reaches

  /// The first and the one-past-last cell inside the image under the window at `position`.
  [[nodiscard]] std::int64_t begin(std::int64_t position) const {
    return std::max<std::int64_t>(position * stride - before, 0);
  }
  [[nodiscard]] std::int64_t end(std::int64_t position) const {
    return std::min(position * stride - before + window, input);
  }
  [[nodiscard]] CellRange cells(std::int64_t position) const {
    return {static_cast<int>(begin(position)), static_cast<int>(end(position) - begin(position))};
  }
  [[nodiscard]] std::int64_t padded() const { return before + input + after; }
};

inline WindowAxis make_window_axis(std::int64_t input, std::int64_t window, std::int64_t stride,
                                   Padding padding) {
  WindowAxis axis{.input = input, .window = window, .stride = stride};
  if (padding == Padding::valid) {
    axis.output = input < window ? 0 : (input - window) / stride + 1;
  } else {
    axis.output = (input + stride - 1) / stride;
    const std::int64_t zeros = std::max<std::int64_t>((axis.output - 1) * stride + window - input, 0);
    axis.before = zeros / 2;
    axis.after = zeros - axis.before;
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

inline Window2D make_window(std::int64_t height, std::int64_t width,
                            const std::array<std::int64_t, 2>& window,
                            const std::array<std::int64_t, 2>& strides, Padding padding) {
  return {make_window_axis(height, window[0], strides[0], padding),
          make_window_axis(width, window[1], strides[1], padding)};
}

}  // namespace glassbox
