#pragma once

#include <memory>

#include "engine/ops/op.h"
#include "engine/ops/pool2d.h"

namespace glassbox {

/// Keras' AveragePooling2D: the mean of the cells under each window, channel by channel. Cells outside the
/// image count neither in the sum nor in the divisor (TensorFlow's rule).
///   x (height, width, channels), y (rows, columns, channels)
///   dx of a cell = sum over the windows it lies in of dy / (cells of that window inside the image)
/// Source: Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 9.3.
std::unique_ptr<Op> make_average_pool2d(const Pool2DOptions& options, const Shape& input);

}  // namespace glassbox
