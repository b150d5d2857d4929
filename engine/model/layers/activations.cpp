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
  return real_parameter(name, default_value, 0, 100, name);
}

}  // namespace

Schema ActivationLayer::schema() {
  return {"Activation", "", {activation_parameter(true)}};
}

Result<OpChain> ActivationLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_activation(settings, inputs);
}

Schema ReLULayer::schema() {
  return {"ReLU", "torch.nn.ReLU", {}};
}

Result<OpChain> ReLULayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_relu(settings, inputs);
}

Schema LeakyReLULayer::schema() {
  return {"LeakyReLU", "torch.nn.LeakyReLU", {slope_parameter("negative_slope", 0.3)}};
}

Result<OpChain> LeakyReLULayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_leaky_relu(settings, inputs);
}

Schema ELULayer::schema() {
  return {"ELU", "torch.nn.ELU", {slope_parameter("alpha", 1.0)}};
}

Result<OpChain> ELULayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_elu(settings, inputs);
}

Schema SoftmaxLayer::schema() {
  return {"Softmax", "torch.nn.Softmax", {}};
}

Result<OpChain> SoftmaxLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_softmax(settings, inputs);
}

}  // namespace glassbox
