#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/ops/op.h"
#include "engine/ops/window.h"

namespace glassbox {

struct Conv2DTransposeOptions {
  std::int64_t filters = 0;
  Size2 kernel_size{};
  Size2 strides{1, 1};
  Padding padding = Padding::valid;
  bool use_bias = true;
  std::string kernel_initializer = "glorot_uniform";
  std::string bias_initializer = "zeros";
};

/// Keras' Conv2DTranspose: every value of x is spread over the output by the kernel.
///   y[i s + u - p][j s + v - p][f] += x[i][j][c] W[u][v][f][c], from b[f]; what falls outside is dropped
///   x (height, width, channels), W "kernel" (kernel height, kernel width, filters, channels), b "bias"
///   (filters), y (height s + max(k - s, 0), width s + ..., filters) for Padding::valid, (height s, width s,
///   filters) for Padding::same; stride s, kernel k
/// It is the gradient by its images of the convolution that has y's shape as its input, x's as its output,
/// and this kernel, whose zeros ahead p are; so dx is that convolution of dy, and dW its gradient by the
/// kernel where dy is the image and x the gradient of the map;  db[f] = sum of dy[i][j][f]
/// Source: Dumoulin & Visin, "A guide to convolution arithmetic for deep learning" (2016), section 4.
std::unique_ptr<Op> make_conv2d_transpose(const Conv2DTransposeOptions& options, const Shape& input);

}  // namespace glassbox
