#include "engine/ops/layer_normalization/layer_normalization.h"

#include <utility>

#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  OpChain ops;
  ops.push_back(make_layer_normalization({.epsilon = settings.real("epsilon"),
                                          .center = settings.boolean("center"),
                                          .scale = settings.boolean("scale"),
                                          .beta_initializer = settings.choice("beta_initializer"),
                                          .gamma_initializer = settings.choice("gamma_initializer")},
                                         inputs[0]));
  return ops;
}

ParameterSchema flag(std::string name, std::string pytorch) {
  return {.name = std::move(name),
          .type = ParameterSchema::Type::boolean,
          .default_value = Value::of(true),
          .choices = {},
          .pytorch = std::move(pytorch)};
}

}  // namespace

Schema LayerNormalizationLayer::schema() {
  constexpr double kLeast = 1e-12;
  const ParameterSchema epsilon{.name = "epsilon",
                                .type = ParameterSchema::Type::real,
                                .default_value = Value::of(1e-3),
                                .minimum = kLeast,
                                .maximum = 1,
                                .choices = {},
                                .pytorch = "eps"};
  return {"LayerNormalization",
          "torch.nn.LayerNorm",
          {epsilon, flag("center", "bias"), flag("scale", "elementwise_affine"),
           initializer_parameter("beta_initializer", "zeros"),
           initializer_parameter("gamma_initializer", "ones")}};
}

Result<OpChain> LayerNormalizationLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
