#pragma once

#include <array>
#include <memory>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' UpSampling2D, nearest: every cell becomes a block of `size` equal cells.
///   x (height, width, channels), y (height size_0, width size_1, channels)
///   dx of a cell = the sum of dy over its block
std::unique_ptr<Op> make_up_sampling2d(const std::array<std::int64_t, 2>& size, const Shape& input);

}  // namespace glassbox
