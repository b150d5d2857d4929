#include "engine/ops/dense/dense.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/model/limits.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (input.rank() != 1) return make_error("dense.needs_flat_input", {input.to_string()});
  OpChain ops;
  ops.push_back(make_dense({.units = settings.integer("units"),
                            .use_bias = settings.boolean("use_bias"),
                            .kernel_initializer = settings.choice("kernel_initializer"),
                            .bias_initializer = settings.choice("bias_initializer")},
                           input));
  if (Status status = check_initializers(ops); !status) return status.error();
  append_activation(settings.choice("activation"), ops.back()->output_shape(), ops);
  return ops;
}

}  // namespace

LayerKind dense_layer() {
  ParameterSchema units{.name = "units",
                        .type = ParameterSchema::Type::integer,
                        .default_value = Value::of(std::int64_t{10}),
                        .minimum = 1,
                        .maximum = static_cast<double>(limits::kDimension),
                        .choices = {},
                        .pytorch = "out_features",
                        .required = true};
  return {.schema = {"Dense",
                     "torch.nn.Linear",
                     {units, activation_parameter(), use_bias_parameter(),
                      initializer_parameter("kernel_initializer", "glorot_uniform"),
                      initializer_parameter("bias_initializer", "zeros")}},
          .build = build};
}

}  // namespace glassbox
