#include "engine/inspect/layers.h"

#include <algorithm>

#include "engine/base/error_codes.h"
#include "engine/ops/activation/activation.h"

namespace glassbox {
namespace {

int layer_count(const Plan& plan) {
  return static_cast<int>(plan.spec().layers.size());
}

}  // namespace

Status check_layer(const Plan& plan, int layer) {
  if (layer < 0 || layer >= layer_count(plan)) {
    return make_error("inspect.layer", {std::to_string(layer), std::to_string(layer_count(plan))});
  }
  return Done{};
}

Shape shape_of(const Plan& plan, int node) {
  if (node == PlanNode::kModelInput) return plan.input_shape();
  return plan.nodes()[static_cast<std::size_t>(node)].output_shape;
}

std::string activation_of(const Plan& plan, int layer) {
  const int output = plan.output_node(layer);
  if (output == PlanNode::kModelInput) return {};
  const PlanNode& node = plan.nodes()[static_cast<std::size_t>(output)];
  std::string kind = node.op->kind();
  const bool activates = kind == "softmax" || std::ranges::count(activation_functions(), kind) > 0;
  return activates && node.layer == layer ? kind : std::string();
}

int first_node(const Plan& plan, int layer) {
  const auto node = std::ranges::find(plan.nodes(), layer, &PlanNode::layer);
  return node == plan.nodes().end() ? PlanNode::kModelInput : static_cast<int>(node - plan.nodes().begin());
}

int pre_activation_node(const Plan& plan, int layer) {
  const int output = plan.output_node(layer);
  if (activation_of(plan, layer).empty()) return output;
  return plan.nodes()[static_cast<std::size_t>(output)].inputs[0];
}

int score_node(const Plan& plan) {
  const int last = layer_count(plan) - 1;
  const std::string activation = activation_of(plan, last);
  return activation == "softmax" || activation == "sigmoid" ? pre_activation_node(plan, last)
                                                            : plan.output_node();
}

int units_of(const Plan& plan, int layer) {
  return static_cast<int>(shape_of(plan, plan.output_node(layer)).back());
}

}  // namespace glassbox
