#pragma once

#include <memory>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' Flatten: the same values in one axis, in row-major order. x (any shape), y (size of x); dx = dy.
std::unique_ptr<Op> make_flatten(const Shape& input);

}  // namespace glassbox
