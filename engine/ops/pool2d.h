#pragma once

#include <array>
#include <cstdint>

#include "engine/ops/window.h"

namespace glassbox {

/// What max and average pooling are told; Keras' default for the strides is the pool size.
struct Pool2DOptions {
  std::array<std::int64_t, 2> pool_size{2, 2};  ///< height, width
  std::array<std::int64_t, 2> strides{2, 2};
  Padding padding = Padding::valid;
};

}  // namespace glassbox
