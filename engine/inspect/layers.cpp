#include "engine/inspect/layers.h"

#include <array>
#include <string_view>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

/// The activations that are layers of their own.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kActivationLayers{
    {{"ReLU", "relu"}, {"LeakyReLU", "leaky_relu"}, {"ELU", "elu"}, {"Softmax", "softmax"}}};

}  // namespace

Status check_layer(const Plan& plan, int layer) {
  const std::size_t layers = plan.spec().layers.size();
  if (layer < 0 || static_cast<std::size_t>(layer) >= layers) {
    return make_error("inspect.layer", {std::to_string(layer), std::to_string(layers)});
  }
  return Done{};
}

Shape shape_of(const Plan& plan, int node) {
  if (node == PlanNode::kModelInput) return plan.input_shape();
  return plan.nodes()[static_cast<std::size_t>(node)].output_shape;
}

std::vector<std::int64_t> sizes_of(const Shape& shape) {
  std::vector<std::int64_t> sizes;
  for (int axis = 0; axis < shape.rank(); ++axis) sizes.push_back(shape[axis]);
  return sizes;
}

std::string activation_of(const Plan& plan, int layer) {
  if (pre_activation_node(plan, layer) == plan.output_node(layer)) return {};
  const LayerSpec& spec = plan.spec().layers[static_cast<std::size_t>(layer)];
  for (const auto& [class_name, activation] : kActivationLayers) {
    if (spec.class_name == class_name) return std::string(activation);
  }
  const Schema& schema = find_layer_kind(spec.class_name)->schema;
  return Settings::read(schema, spec.config).value().choice("activation");
}

int pre_activation_node(const Plan& plan, int layer) {
  const int output = plan.output_node(layer);
  if (output == PlanNode::kModelInput) return output;
  const PlanNode& node = plan.nodes()[static_cast<std::size_t>(output)];
  const std::string kind = node.op->kind();
  const bool activates = node.layer == layer && (kind == "activation" || kind == "softmax");
  return activates ? node.inputs[0] : output;
}

int units_of(const Plan& plan, int layer) {
  return static_cast<int>(shape_of(plan, plan.output_node(layer)).back());
}

}  // namespace glassbox
