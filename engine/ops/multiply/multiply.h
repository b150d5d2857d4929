#pragma once

#include <memory>
#include <span>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' Multiply, where branches meet value by value: y = x_0 x_1 ..., all of one shape; dx_k = dy times
/// the product of the others, so that a zero among them is no special case.
std::unique_ptr<Op> make_multiply(std::span<const Shape> inputs);

}  // namespace glassbox
