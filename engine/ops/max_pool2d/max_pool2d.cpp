#include "engine/ops/max_pool2d/max_pool2d.h"

#include "engine/ops/max_pool2d/max_pool2d_op.h"

namespace glassbox {

MaxPool2D::MaxPool2D(const Pool2DOptions& options, const Shape& input)
    : options_(options),
      window_(make_window(input[0], input[1], options.pool_size, options.strides, options.padding)),
      channels_(static_cast<int>(input[2])) {}

std::unique_ptr<Op> make_max_pool2d(const Pool2DOptions& options, const Shape& input) {
  return std::make_unique<MaxPool2D>(options, input);
}

}  // namespace glassbox
