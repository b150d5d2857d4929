#include "engine/ops/average_pool2d/average_pool2d.h"

#include "engine/ops/average_pool2d/average_pool2d_op.h"

namespace glassbox {

AveragePool2D::AveragePool2D(const Pool2DOptions& options, const Shape& input)
    : window_(make_window(input[0], input[1], options.pool_size, options.strides, options.padding)),
      channels_(static_cast<int>(input[2])) {}

std::unique_ptr<Op> make_average_pool2d(const Pool2DOptions& options, const Shape& input) {
  return std::make_unique<AveragePool2D>(options, input);
}

}  // namespace glassbox
