#pragma once

#include <memory>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' Reshape and, to one axis, Flatten: the same values in another shape of as many, in row-major order.
///   x (any shape of as many values), y (output); dx = dy
std::unique_ptr<Op> make_reshape(const Shape& output);

}  // namespace glassbox
