#include "engine/model/layers/layer_kind.h"

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

}  // namespace

LayerKind activation_layer() {
  return {.schema = {"Activation", "", {activation_parameter(true)}}, .build = build_activation};
}

LayerKind relu_layer() {
  return {.schema = {"ReLU", "torch.nn.ReLU", {}}, .build = build_relu};
}

LayerKind softmax_layer() {
  return {.schema = {"Softmax", "torch.nn.Softmax", {}}, .build = build_softmax};
}

}  // namespace glassbox
