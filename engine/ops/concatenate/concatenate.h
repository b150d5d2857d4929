#pragma once

#include <memory>
#include <span>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' Concatenate along the last axis, where branches meet side by side: x_k (..., n_k), alike but for
/// n_k; y (..., n_0 + n_1 + ...); dx_k is its part of dy.
std::unique_ptr<Op> make_concatenate(std::span<const Shape> inputs);

}  // namespace glassbox
