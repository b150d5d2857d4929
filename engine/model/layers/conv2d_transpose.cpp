#include "engine/ops/conv2d_transpose/conv2d_transpose.h"

#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

using Sizes = std::vector<std::int64_t>;

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (Status status = check_image_input(input); !status) return status.error();
  const Conv2DTransposeOptions options{.filters = settings.integer("filters"),
                                       .kernel_size = settings.size2("kernel_size"),
                                       .strides = settings.size2("strides"),
                                       .padding = read_padding(settings),
                                       .use_bias = settings.boolean("use_bias"),
                                       .kernel_initializer = settings.choice("kernel_initializer"),
                                       .bias_initializer = settings.choice("bias_initializer")};
  const auto [height, width] = options.kernel_size;
  if (Status status = check_kernel_weights(height * width * options.filters * input[2]); !status) {
    return status.error();
  }
  OpChain ops;
  ops.push_back(make_conv2d_transpose(options, input));
  append_activation(settings.choice("activation"), ops.back()->output_shape(), ops);
  return ops;
}

}  // namespace

Schema Conv2DTransposeLayer::schema() {
  return {"Conv2DTranspose",
          "torch.nn.ConvTranspose2d",
          {count_parameter("filters", 32, "out_channels", true),
           size2_parameter("kernel_size", Value::of(Sizes{3, 3}), true),
           size2_parameter("strides", Value::of(Sizes{1, 1})), padding_parameter(), activation_parameter(),
           use_bias_parameter(), initializer_parameter("kernel_initializer", "glorot_uniform"),
           initializer_parameter("bias_initializer", "zeros")}};
}

Result<OpChain> Conv2DTransposeLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
