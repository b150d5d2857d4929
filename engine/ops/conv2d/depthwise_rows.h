#pragma once

#include <cstddef>
#include <cstdint>

namespace glassbox {

/// Windows side by side over an image. Their taps are cut into runs of neighbours in one row. Distances are
/// in values. Whole vectors are read, so kLanes - 1 values behind the last cell must be there.
struct Windows {
  const float* x = nullptr;
  const std::int32_t* runs = nullptr;  ///< where each begins in the first window, from x
  int count_of_runs = 0;
  int cell = 0;             ///< values of a tap
  int count = 0;            ///< windows
  std::ptrdiff_t tap = 0;   ///< from one tap of a run to the next
  std::ptrdiff_t next = 0;  ///< from one window to the next
};

/// y[j, c] = b[c] + sum over the window's taps of x[j, tap, c] w[tap, c]. Behind w and b, too, kLanes - 1
/// values must be there.
struct WindowSums {
  const float* w = nullptr;  ///< (taps, cell)
  const float* b = nullptr;  ///< (cell)
  float* y = nullptr;        ///< (cell) at every `step` values
  std::ptrdiff_t step = 0;
};

/// What is computed along a row, for runs of `width` taps.
struct WindowKernels {
  int width;
  void (*sum)(const Windows& windows, const WindowSums& sums);
  /// dw[tap, c] += sum over the windows j of x[j, tap, c] dy[j, c]; dw (height, width, cell), dy (count,
  /// cell).
  void (*add_products)(const Windows& windows, const float* dy, float* dw);
};

/// For `taps` in a row, a whole number of runs; from one window to the next it is `strides` taps, or no whole
/// number: 0.
WindowKernels window_kernels(int taps, int strides);

}  // namespace glassbox
