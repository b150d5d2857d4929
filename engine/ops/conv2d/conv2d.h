#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/ops/op.h"
#include "engine/ops/window.h"

namespace glassbox {

struct Conv2DOptions {
  std::int64_t filters = 0;
  std::array<std::int64_t, 2> kernel_size{};  ///< height, width
  std::array<std::int64_t, 2> strides{1, 1};
  Padding padding = Padding::valid;
  bool use_bias = true;
  std::string kernel_initializer = "glorot_uniform";
  std::string bias_initializer = "zeros";
};

/// Keras' Conv2D (a cross-correlation: the kernel is not flipped), x zero outside the image:
///   y[i][j][f] = b[f] + sum over u, v, c of x[i s + u - p][j s + v - p][c] W[u][v][c][f]
///   x (height, width, channels), W "kernel" (kernel height, kernel width, channels, filters), b "bias"
///   (filters), y (rows, columns, filters); stride s, zeros p ahead: window.h dW[u][v][c][f] = sum of
///   x[...][c] dy[i][j][f];  db[f] = sum of dy[i][j][f];  dx[...][c] = sum of W[u][v][c][f] dy[i][j][f]
/// Source: Dumoulin & Visin, "A guide to convolution arithmetic for deep learning" (2016).
std::unique_ptr<Op> make_conv2d(const Conv2DOptions& options, const Shape& input);

}  // namespace glassbox
