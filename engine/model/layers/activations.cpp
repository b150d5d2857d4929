#include <string>

#include "engine/model/layers/layer_kind.h"
#include "engine/ops/activation/activation.h"

namespace glassbox {
namespace {

Result<OpChain> build_named(const std::string& name, std::span<const Shape> inputs) {
  OpChain ops;
  append_activation(name, inputs[0], ops);
  return ops;
}

Result<OpChain> build_activation(const Settings& settings, std::span<const Shape> inputs) {
  return build_named(settings.choice("activation"), inputs);
}

Result<OpChain> build_relu(const Settings&, std::span<const Shape> inputs) {
  return build_named("relu", inputs);
}

Result<OpChain> build_softmax(const Settings&, std::span<const Shape> inputs) {
  return build_named("softmax", inputs);
}

Result<OpChain> build_leaky_relu(const Settings& settings, std::span<const Shape> inputs) {
  OpChain ops;
  ops.push_back(
      make_activation("leaky_relu", inputs[0], {.negative_slope = settings.real("negative_slope")}));
  return ops;
}

Result<OpChain> build_elu(const Settings& settings, std::span<const Shape> inputs) {
  OpChain ops;
  ops.push_back(make_activation("elu", inputs[0], {.alpha = settings.real("alpha")}));
  return ops;
}

ParameterSchema slope_parameter(const std::string& name, double default_value) {
  return {.name = name,
          .type = ParameterSchema::Type::real,
          .default_value = Value::of(default_value),
          .minimum = 0,
          .maximum = 100,
          .choices = {},
          .pytorch = name};
}

}  // namespace

LayerKind activation_layer() {
  return {.schema = {"Activation", "", {activation_parameter(true)}}, .build = build_activation};
}

LayerKind relu_layer() {
  return {.schema = {"ReLU", "torch.nn.ReLU", {}}, .build = build_relu};
}

LayerKind leaky_relu_layer() {
  return {.schema = {"LeakyReLU", "torch.nn.LeakyReLU", {slope_parameter("negative_slope", 0.3)}},
          .build = build_leaky_relu};
}

LayerKind elu_layer() {
  return {.schema = {"ELU", "torch.nn.ELU", {slope_parameter("alpha", 1.0)}}, .build = build_elu};
}

LayerKind softmax_layer() {
  return {.schema = {"Softmax", "torch.nn.Softmax", {}}, .build = build_softmax};
}

}  // namespace glassbox
