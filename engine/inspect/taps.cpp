#include "engine/inspect/taps.h"

#include <array>
#include <string>

#include "engine/inspect/layers.h"
#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Window2D window_of(const Settings& settings, const Shape& image, const std::string& size_parameter) {
  const auto size = settings.size2(size_parameter);
  const auto strides = settings.has("strides") ? settings.size2("strides") : size;
  return make_window(image[0], image[1], size, strides, read_padding(settings));
}

Window2D whole_image(const Shape& image) {
  const std::array<std::int64_t, 2> size{image[0], image[1]};
  return make_window(image[0], image[1], size, size, Padding::valid);
}

}  // namespace

std::optional<TapLayout> tap_layout(const Plan& plan, int layer) {
  const int first = first_node(plan, layer);
  if (first == PlanNode::kModelInput) return std::nullopt;
  const PlanNode& node = plan.nodes()[static_cast<std::size_t>(first)];
  const Shape input = shape_of(plan, node.inputs[0]);
  const LayerSpec& spec = plan.spec().layers[static_cast<std::size_t>(layer)];
  const Schema& schema = find_layer_kind(spec.class_name)->schema;
  const Settings settings = Settings::read(schema, spec.config).value();
  using Kind = TapLayout::Kind;
  const std::string op = node.op->kind();
  if (op == "dense") {
    return TapLayout{Kind::weighted, whole_image({1, 1}), input.size(), node.output_shape.back()};
  }
  if (op == "conv2d") {
    return TapLayout{Kind::weighted, window_of(settings, input, "kernel_size"), input.back(),
                     node.output_shape.back()};
  }
  if (op != "max_pool2d" && op != "average_pool2d") return std::nullopt;
  const bool global = schema.find("pool_size") == nullptr;
  return TapLayout{op == "max_pool2d" ? Kind::maximum : Kind::average,
                   global ? whole_image(input) : window_of(settings, input, "pool_size"), input.back(),
                   input.back()};
}

}  // namespace glassbox
