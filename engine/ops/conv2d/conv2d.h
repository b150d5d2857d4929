#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/ops/op.h"
#include "engine/ops/window.h"

namespace glassbox {

struct Conv2DOptions {
  std::int64_t filters = 0;
  Size2 kernel_size{};
  Size2 strides{1, 1};
  Padding padding = Padding::valid;
  Size2 zero_padding{0, 0};  ///< rows of zeros above and below, columns left and right; with Padding::valid
  Size2 dilation_rate{1, 1};
  std::int64_t groups = 1;  ///< divides the channels and the filters
  /// As many groups as channels, and Keras' shape of that kernel: (kernel height, kernel width, channels,
  /// filters / channels), which holds the same values at the same places.
  bool depthwise = false;
  bool use_bias = true;
  std::string kernel_initializer = "glorot_uniform";
  std::string bias_initializer = "zeros";
};

/// The cells that the kernel of these options reads in an image of that shape.
Window2D conv2d_window(const Conv2DOptions& options, const Shape& input);

/// Keras' Conv2D and DepthwiseConv2D (a cross-correlation: the kernel is not flipped), x zero outside the
/// image:
///   y[i][j][f] = b[f] + sum over u, v, c of x[i s + u d - p][j s + v d - p][g C + c] W[u][v][c][f]
///   x (height, width, channels), W "kernel" (kernel height, kernel width, C = channels / groups, filters),
///   b "bias" (filters), y (rows, columns, filters); filter f is of group g = f groups / filters; stride s,
///   dilation d, zeros p ahead: window.h
///   dW[u][v][c][f] = sum of x[...] dy[i][j][f];  db[f] = sum of dy[i][j][f];  dx[...] = sum of W dy[i][j][f]
/// Sources: Dumoulin & Visin, "A guide to convolution arithmetic for deep learning" (2016); groups:
/// Krizhevsky et al., "ImageNet classification with deep convolutional neural networks" (NIPS 2012);
/// depthwise: Chollet, "Xception" (CVPR 2017).
std::unique_ptr<Op> make_conv2d(const Conv2DOptions& options, const Shape& input);

}  // namespace glassbox
