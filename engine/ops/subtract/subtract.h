#pragma once

#include <memory>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' Subtract: y = x_0 - x_1, both of `shape`; dx_0 = dy, dx_1 = -dy.
std::unique_ptr<Op> make_subtract(const Shape& shape);

}  // namespace glassbox
