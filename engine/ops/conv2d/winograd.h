#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/ops/window.h"

namespace glassbox {

/// A 3x3 convolution by Winograd's F(4x4, 3x3): 36 multiplications for 16 outputs instead of 144. A tile of
/// 4x4 outputs is A^T [(G g G^T) * (B^T d B)] A, where d are the 6x6 cells that it reads, g the kernel and *
/// goes cell by cell; the sum over channels makes each of the 36 cells a matrix product of tiles and kernel.
/// Source: Lavin & Gray, "Fast algorithms for convolutional neural networks" (CVPR 2016), with the points 0,
/// 1, -1, 2, -2 and infinity.
class Winograd {
 public:
  /// Whether it is a way, and a shorter one: strides and dilation of 1, enough channels and filters to make
  /// the transforms worth it.
  static bool fits(const Window2D& window, std::int64_t channels, std::int64_t filters, std::int64_t groups);

  Winograd(const Window2D& window, std::int64_t channels, std::int64_t filters);

  /// Values of a transformed kernel.
  [[nodiscard]] std::size_t kernel_size() const;
  [[nodiscard]] std::size_t scratch_size() const;

  /// w (3, 3, channels, filters) into kernel_size() values.
  void transform_kernel(const float* w, float* transformed) const;
  /// y (rows, columns, filters) from one image with its zeros around, (padded height, padded width,
  /// channels).
  void forward(const float* image, const float* transformed, const float* b, float* y, float* scratch) const;

 private:
  void transform_tile(const float* image, int row, int column, float* cells, std::ptrdiff_t stride) const;
  void write_tile(const float* sums, std::ptrdiff_t stride, const float* b, int row, int column,
                  float* y) const;

  int height_;  ///< of the image with its zeros
  int width_;
  int rows_;
  int columns_;
  int channels_;
  int filters_;
  int tiles_across_;
  int tiles_down_;
  int tile_rows_;  ///< rows of tiles that are transformed together
};

}  // namespace glassbox
