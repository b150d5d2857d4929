#include "engine/ops/conv2d/conv2d.h"

#include "engine/ops/conv2d/conv2d_op.h"
#include "engine/ops/conv2d_block/conv2d_block.h"

namespace glassbox {

Conv2D::Conv2D(const Conv2DOptions& options, const Shape& input)
    : options_(options),
      input_(input),
      window_(conv2d_window(options, input)),
      convolution_(window_, input[2], options.filters, options.depthwise ? input[2] : options.groups) {}

std::vector<Parameter> Conv2D::parameters() const {
  const auto [height, width] = options_.kernel_size;
  const std::int64_t filters = options_.filters;
  const std::int64_t channels = input_[2];
  const Shape kernel = options_.depthwise ? Shape{height, width, channels, filters / channels}
                                          : Shape{height, width, channels / options_.groups, filters};
  const std::int64_t cells = height * width;
  std::vector<Parameter> parameters{
      {"kernel", kernel, {options_.kernel_initializer, cells * kernel[2], cells * kernel[3]}}};
  if (options_.use_bias) {
    parameters.push_back({"bias", {filters}, {options_.bias_initializer, filters, filters}});
  }
  return parameters;
}

Fused Conv2D::fuse(std::span<const Op* const> followers) const {
  return fuse_conv2d(options_, input_, followers);
}

void Conv2D::forward(const Frame<double>& frame) const {
  convolution_.forward(frame.batch, frame.inputs[0], frame.parameters[0], bias(frame), frame.output);
}

void Conv2D::forward(const Frame<float>& frame) const {
  convolution_.forward(frame.batch, frame.inputs[0], frame.parameters[0], bias(frame), frame.output,
                       {frame.scratch, frame.team});
}

void Conv2D::backward(const Frame<double>& frame) const {
  convolution_.backward(frame.batch, frame.inputs[0], frame.parameters[0], frame.output_gradient,
                        gradients(frame));
}

void Conv2D::backward(const Frame<float>& frame) const {
  convolution_.backward(frame.batch, frame.inputs[0], frame.parameters[0], frame.output_gradient,
                        gradients(frame), {frame.scratch, frame.team});
}

Window2D conv2d_window(const Conv2DOptions& options, const Shape& input) {
  return make_window(input[0], input[1], options.kernel_size, options.strides, options.padding,
                     options.dilation_rate, options.zero_padding);
}

std::unique_ptr<Op> make_conv2d(const Conv2DOptions& options, const Shape& input) {
  return std::make_unique<Conv2D>(options, input);
}

}  // namespace glassbox
