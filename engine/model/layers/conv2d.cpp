#include "engine/ops/conv2d/conv2d.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/model/limits.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (Status status = check_image_input(input); !status) return status.error();
  const auto [height, width] = settings.size2("kernel_size");
  const Padding padding = read_padding(settings);
  if (padding == Padding::valid && (height > input[0] || width > input[1])) {
    return make_error("conv2d.kernel_larger_than_input",
                      {size_text(height, width), size_text(input[0], input[1])}, -1, "kernel_size");
  }
  OpChain ops;
  ops.push_back(make_conv2d({.filters = settings.integer("filters"),
                             .kernel_size = {height, width},
                             .strides = settings.size2("strides"),
                             .padding = padding,
                             .use_bias = settings.boolean("use_bias"),
                             .kernel_initializer = settings.choice("kernel_initializer"),
                             .bias_initializer = settings.choice("bias_initializer")},
                            input));
  if (Status status = check_initializers(ops); !status) return status.error();
  append_activation(settings.choice("activation"), ops.back()->output_shape(), ops);
  return ops;
}

}  // namespace

LayerKind conv2d_layer() {
  ParameterSchema filters{.name = "filters",
                          .type = ParameterSchema::Type::integer,
                          .default_value = Value::of(std::int64_t{32}),
                          .minimum = 1,
                          .maximum = static_cast<double>(limits::kDimension),
                          .choices = {},
                          .pytorch = "out_channels",
                          .required = true};
  return {
      .schema = {"Conv2D",
                 "torch.nn.Conv2d",
                 {filters, size2_parameter("kernel_size", Value::of(std::vector<std::int64_t>{3, 3}), true),
                  size2_parameter("strides", Value::of(std::vector<std::int64_t>{1, 1})), padding_parameter(),
                  activation_parameter(), use_bias_parameter(),
                  initializer_parameter("kernel_initializer", "glorot_uniform"),
                  initializer_parameter("bias_initializer", "zeros")}},
      .build = build};
}

}  // namespace glassbox
