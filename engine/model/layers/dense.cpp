#include "engine/ops/dense/dense.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"

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
  append_activation(settings.choice("activation"), ops.back()->output_shape(), ops);
  return ops;
}

}  // namespace

Schema DenseLayer::schema() {
  return {"Dense",
          "torch.nn.Linear",
          {count_parameter("units", 10, "out_features", true), activation_parameter(), use_bias_parameter(),
           initializer_parameter("kernel_initializer", "glorot_uniform"),
           initializer_parameter("bias_initializer", "zeros")}};
}

Result<OpChain> DenseLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
