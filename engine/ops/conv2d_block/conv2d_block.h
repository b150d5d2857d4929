#pragma once

#include <span>

#include "engine/ops/conv2d/conv2d.h"

namespace glassbox {

/// A convolution with the ReLU behind it, and with the max pooling behind that where its windows lie side by
/// side: the three as one op, which goes through them while a sample's maps are in the cache and keeps only
/// what comes out. Equal to its parts bit for bit.
///   x (height, width, channels), y (rows, columns, filters): the pooled maps, or the maps
/// Null where the followers are not these, or the convolution has groups.
Fused fuse_conv2d(const Conv2DOptions& options, const Shape& input, std::span<const Op* const> followers);

}  // namespace glassbox
