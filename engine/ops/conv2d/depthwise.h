#pragma once

#include <cstddef>
#include <vector>

#include "engine/ops/conv2d/depthwise_rows.h"
#include "engine/ops/window.h"
#include "engine/simd/vector.h"

namespace glassbox {

/// A convolution whose filters read one channel each: it has no sum over channels and is no product of
/// matrices, so every filter is a lane. Filter f reads channel f * channels / filters. The gradient by the
/// images is such a map of the gradients by the maps, for each remainder of rows and columns by the strides
/// with a part of the window's taps.
///   x (samples, height, width, channels), w (kernel height, kernel width, filters),
///   y (samples, rows, columns, filters)
class Depthwise {
 public:
  Depthwise(const Window2D& window, int channels, int filters);

  /// Of each of the functions.
  [[nodiscard]] std::size_t scratch_size() const;

  /// y = convolution of x with w, plus `b` (filters) where it is not null.
  void forward(int samples, const float* x, const float* w, const float* b, float* y, float* scratch) const;
  void add_kernel_gradient(int samples, const float* x, const float* dy, float* dw, float* scratch) const;
  void input_gradient(int samples, const float* dy, const float* w, float* dx, float* scratch) const;

 private:
  /// Outputs `first`, `first` + `step`, ... along an axis, each a sum over taps of inputs at even distances.
  struct Outputs {
    int first = 0;
    int step = 1;
    int count = 0;
    int begin = 0;          ///< the first output's first input, counted with the zeros before
    int stride = 1;         ///< inputs, from one output to the next
    int spacing = 1;        ///< inputs, from one tap to the next
    std::vector<int> taps;  ///< of the window, in the order of the inputs

    /// For an output with taps.
    [[nodiscard]] int last_input(int output) const {
      return begin + output * stride + (static_cast<int>(taps.size()) - 1) * spacing;
    }
    /// For windows along a row, which are so many taps apart; 0: no whole number.
    [[nodiscard]] WindowKernels kernels() const {
      return window_kernels(static_cast<int>(taps.size()), stride % spacing == 0 ? stride / spacing : 0);
    }
  };
  struct Axis {
    int inputs = 0;
    int before = 0;  ///< zeros around the inputs
    int after = 0;
    std::vector<Outputs> outputs;  ///< in the order of their first ones

    [[nodiscard]] int padded() const { return before + inputs + after; }
    /// Of what the first of each `outputs` read, the first input, and how many there are to the last; where
    /// no output has a tap, one that none reads.
    [[nodiscard]] int begin() const;
    [[nodiscard]] int reach() const;
  };
  struct Map {
    Axis rows;
    Axis columns;
  };
  class Rows;

  static Axis forward_axis(const WindowAxis& axis);
  static Axis backward_axis(const WindowAxis& axis);

  /// Values of a kernel, and of one cell of it, from which whole vectors are read.
  [[nodiscard]] std::size_t kernel_size() const {
    return static_cast<std::size_t>(taps_) * static_cast<std::size_t>(filters_) + simd::kLanes;
  }
  [[nodiscard]] std::size_t cell_size() const { return static_cast<std::size_t>(filters_ + simd::kLanes); }
  [[nodiscard]] std::ptrdiff_t image_size() const {
    return std::ptrdiff_t{forward_.rows.inputs} * forward_.columns.inputs * channels_;
  }
  [[nodiscard]] std::ptrdiff_t map_size() const {
    return std::ptrdiff_t{backward_.rows.inputs} * backward_.columns.inputs * filters_;
  }
  void arrange(const Map& map, const float* w, float* to) const;
  template <class Line, class Done>
  void sum(const Map& map, Rows& images, const float* kernel, const float* b, Line line, Done done) const;

  Map forward_;
  Map backward_;
  int taps_;  ///< of the window
  int window_width_;
  int channels_;
  int filters_;
};

}  // namespace glassbox
