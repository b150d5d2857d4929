#pragma once

#include <memory>

#include "engine/ops/op.h"
#include "engine/ops/pool2d.h"

namespace glassbox {

/// Keras' MaxPooling2D: the largest cell under each window, channel by channel. Cells outside the image do
/// not take part. The gradient goes to that cell; among equals to the first in row-major order. A NaN is
/// larger than every number.
///   x (height, width, channels), y (rows, columns, channels)
/// Source: Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 9.3.
std::unique_ptr<Op> make_max_pool2d(const Pool2DOptions& options, const Shape& input);

}  // namespace glassbox
