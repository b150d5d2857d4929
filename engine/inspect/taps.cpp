#include "engine/inspect/taps.h"

#include <string>

#include "engine/inspect/layers.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/ops/conv2d/conv2d.h"

namespace glassbox {
namespace {

/// Whether behind its first op a layer only applies an activation function or another shape.
bool ends_with_its_sums(const Plan& plan, int layer, int first) {
  const int output = plan.output_node(layer);
  for (int node = first + 1; node <= output; ++node) {
    const bool activates = node == output && !activation_of(plan, layer).empty();
    if (!activates && plan.nodes()[static_cast<std::size_t>(node)].op->kind() != "reshape") return false;
  }
  return true;
}

Window2D whole_image(const Shape& image) {
  const Size2 size{image[0], image[1]};
  return make_window(image[0], image[1], size, size, Padding::valid);
}

Window2D pooling_window(const Settings& settings, const Shape& image) {
  const Size2 size = settings.size2("pool_size");
  const Size2 strides = settings.has("strides") ? settings.size2("strides") : size;
  return make_window(image[0], image[1], size, strides, read_padding(settings));
}

Conv2DOptions convolution_options(const Settings& settings) {
  Conv2DOptions options;
  options.kernel_size = settings.size2("kernel_size");
  options.strides = settings.size2("strides");
  options.padding = read_padding(settings);
  options.zero_padding = settings.size2("zero_padding");
  options.dilation_rate = settings.size2("dilation_rate");
  return options;
}

}  // namespace

std::optional<TapLayout> tap_layout(const Plan& plan, int layer) {
  const int first = first_node(plan, layer);
  if (first == PlanNode::kModelInput || !ends_with_its_sums(plan, layer, first)) return std::nullopt;
  const PlanNode& node = plan.nodes()[static_cast<std::size_t>(first)];
  const Shape input = shape_of(plan, node.inputs[0]);
  const LayerSpec& spec = plan.spec().layers[static_cast<std::size_t>(layer)];
  const Schema& schema = *find_layer_schema(spec.class_name);
  const Settings settings = Settings::read(schema, spec.config).value();
  const std::string op = node.op->kind();
  TapLayout layout;
  layout.channels = input.back();
  layout.filters = node.output_shape.back();
  if (op == "dense") {
    layout.window = whole_image({1, 1});
  } else if (op == "conv2d") {
    layout.window = conv2d_window(convolution_options(settings), input);
    const bool depthwise = schema.find("groups") == nullptr;
    layout.groups = depthwise ? layout.channels : settings.integer("groups");
  } else if (op == "max_pool2d" || op == "average_pool2d") {
    const bool global = schema.find("pool_size") == nullptr;
    layout.window = global ? whole_image(input) : pooling_window(settings, input);
    layout.groups = layout.channels;
    layout.kind = op == "max_pool2d" ? TapLayout::Kind::maximum : TapLayout::Kind::average;
  } else {
    return std::nullopt;
  }
  return layout;
}

}  // namespace glassbox
