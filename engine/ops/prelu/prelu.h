#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/ops/op.h"

namespace glassbox {

struct PReLUOptions {
  std::string alpha_initializer = "zeros";
  std::vector<std::int64_t>
      shared_axes;  ///< from 1, the first of a sample's axes: {1, 2} is one slope a channel
};

/// Keras' PReLU, a ReLU that learns its slope below 0:
///   y = x where x > 0, else alpha x
///   x, y of one shape, "alpha" of that shape too, but with one value along every shared axis
///   dalpha = sum of x dy over the batch and the shared axes, where x <= 0;  dx = dy, or alpha dy
/// Source: He, Zhang, Ren & Sun, "Delving deep into rectifiers" (ICCV 2015).
std::unique_ptr<Op> make_prelu(const PReLUOptions& options, const Shape& input);

}  // namespace glassbox
