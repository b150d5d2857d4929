#pragma once

#include <memory>
#include <span>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' Add, where branches meet: y = x_0 + x_1 + ..., all of one shape; dx_k = dy.
std::unique_ptr<Op> make_add(std::span<const Shape> inputs);

}  // namespace glassbox
