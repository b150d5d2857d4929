#include "engine/ops/conv2d/conv2d.h"

#include <algorithm>

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/model/limits.h"

namespace glassbox {
namespace {

using Sizes = std::vector<std::int64_t>;

/// What both classes have, but for the kernel's initializer and the number of filters.
Conv2DOptions read_options(const Settings& settings) {
  return {.kernel_size = settings.size2("kernel_size"),
          .strides = settings.size2("strides"),
          .padding = read_padding(settings),
          .zero_padding = settings.size2("zero_padding"),
          .dilation_rate = settings.size2("dilation_rate"),
          .use_bias = settings.boolean("use_bias"),
          .kernel_initializer = {},
          .bias_initializer = settings.choice("bias_initializer")};
}

Status check_window(const Conv2DOptions& options, const Shape& input) {
  const auto above = [](const Size2& sizes, std::int64_t least) {
    return std::max(sizes[0], sizes[1]) > least;
  };
  if (options.padding == Padding::same && above(options.zero_padding, 0)) {
    return make_error("conv2d.padding_twice", {}, -1, "zero_padding");
  }
  if (above(options.strides, 1) && above(options.dilation_rate, 1)) {
    return make_error("conv2d.strides_and_dilation", {}, -1, "dilation_rate");
  }
  const auto [rows, columns] = conv2d_window(options, input);
  if (rows.output < 1 || columns.output < 1) {
    const std::string kernel = size_text(rows.window, columns.window);
    const std::string image = size_text(rows.padded(), columns.padded());
    if (!above(options.dilation_rate, 1)) {
      return make_error("conv2d.kernel_larger_than_input", {kernel, image}, -1, "kernel_size");
    }
    return make_error("conv2d.dilated_kernel_larger_than_input",
                      {kernel, size_text(rows.reach(), columns.reach()), image}, -1, "dilation_rate");
  }
  return Done{};
}

/// The tables of a convolution are as large as its kernel and its padded image: neither may exhaust the
/// machine.
Status check_sizes(const Conv2DOptions& options, const Shape& input) {
  const auto [rows, columns] = conv2d_window(options, input);
  // Where a filter reads one channel, a channel stands in the padded image once for each of its filters.
  const bool one_channel_each = options.depthwise || (options.groups > 1 && options.groups == input[2]);
  const Shape padded{rows.padded(), columns.padded(), one_channel_each ? options.filters : input[2]};
  // As a real number: a kernel of 1024 x 1024 with a dilation of 1024 has no limit but this one.
  const auto cells = static_cast<double>(padded[0]) * static_cast<double>(padded[1]);
  if (cells * static_cast<double>(padded[2]) > static_cast<double>(limits::kTensorSize)) {
    return make_error("conv2d.padded_input_too_large",
                      {padded.to_string(), std::to_string(limits::kTensorSize)}, -1, "kernel_size");
  }
  const std::int64_t depth = options.depthwise ? 1 : input[2] / options.groups;
  return check_kernel_weights(rows.window * columns.window * depth * options.filters);
}

Result<OpChain> build(const Conv2DOptions& options, const Settings& settings, const Shape& input) {
  if (Status status = check_window(options, input); !status) return status.error();
  if (Status status = check_sizes(options, input); !status) return status.error();
  OpChain ops;
  ops.push_back(make_conv2d(options, input));
  append_activation(settings.choice("activation"), ops.back()->output_shape(), ops);
  return ops;
}

Result<OpChain> build_conv2d(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (Status status = check_image_input(input); !status) return status.error();
  Conv2DOptions options = read_options(settings);
  options.filters = settings.integer("filters");
  options.groups = settings.integer("groups");
  options.kernel_initializer = settings.choice("kernel_initializer");
  if (input[2] % options.groups != 0 || options.filters % options.groups != 0) {
    return make_error(
        "conv2d.groups",
        {std::to_string(options.groups), std::to_string(input[2]), std::to_string(options.filters)}, -1,
        "groups");
  }
  return build(options, settings, input);
}

Result<OpChain> build_depthwise(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (Status status = check_image_input(input); !status) return status.error();
  Conv2DOptions options = read_options(settings);
  options.filters = input[2] * settings.integer("depth_multiplier");
  options.depthwise = true;
  options.kernel_initializer = settings.choice("depthwise_initializer");
  return build(options, settings, input);
}

/// What Keras has a ZeroPadding2D layer in front for, as PyTorch's convolution has it.
ParameterSchema zero_padding_parameter() {
  ParameterSchema zeros = size2_parameter("zero_padding", Value::of(Sizes{0, 0}));
  zeros.minimum = 0;
  zeros.pytorch = "padding";
  return zeros;
}

ParameterSchema dilation_parameter() {
  ParameterSchema dilation = size2_parameter("dilation_rate", Value::of(Sizes{1, 1}));
  dilation.pytorch = "dilation";
  return dilation;
}

}  // namespace

Schema Conv2DLayer::schema() {
  return {"Conv2D",
          "torch.nn.Conv2d",
          {count_parameter("filters", 32, "out_channels", true),
           size2_parameter("kernel_size", Value::of(Sizes{3, 3}), true),
           size2_parameter("strides", Value::of(Sizes{1, 1})), padding_parameter(), zero_padding_parameter(),
           dilation_parameter(), count_parameter("groups", 1, "groups"), activation_parameter(),
           use_bias_parameter(), initializer_parameter("kernel_initializer", "glorot_uniform"),
           initializer_parameter("bias_initializer", "zeros")}};
}

Result<OpChain> Conv2DLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_conv2d(settings, inputs);
}

Schema DepthwiseConv2DLayer::schema() {
  return {"DepthwiseConv2D",
          "torch.nn.Conv2d",
          {size2_parameter("kernel_size", Value::of(Sizes{3, 3}), true),
           size2_parameter("strides", Value::of(Sizes{1, 1})), padding_parameter(), zero_padding_parameter(),
           dilation_parameter(), count_parameter("depth_multiplier", 1, ""), activation_parameter(),
           use_bias_parameter(), initializer_parameter("depthwise_initializer", "glorot_uniform"),
           initializer_parameter("bias_initializer", "zeros")}};
}

Result<OpChain> DepthwiseConv2DLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_depthwise(settings, inputs);
}

}  // namespace glassbox
