#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/tensor/shape.h"
#include "ui/i18n/tr.h"
#include "ui/panels/network.h"

namespace glassbox::ui {
namespace {

std::string shape_text(std::span<const std::int64_t> axes) {
  Shape shape;
  for (std::int64_t axis : axes.first(std::min<std::size_t>(axes.size(), Shape::kMaxRank)))
    shape.push_back(axis);
  return shape.to_string();
}

std::int64_t size_of(std::span<const std::int64_t> axes) {
  std::int64_t size = 1;
  for (std::int64_t axis : axes) size *= axis;
  return size;
}

/// A layer's values, or none when they are not (yet) those of this model.
std::span<const float> values_of(const Snapshot& snapshot, std::size_t layer) {
  const auto& activations = snapshot.digit.activations;
  if (activations.size() != snapshot.layers.size()) return {};
  const TensorView& tensor = activations[layer];
  const auto size = static_cast<std::size_t>(size_of(snapshot.layers[layer].output_shape));
  return tensor.values.size() == size ? std::span<const float>(tensor.values) : std::span<const float>();
}

/// Whether the last layer gives probabilities of the classes.
bool ends_in_softmax(const ModelSpec& model) {
  if (model.layers.empty()) return false;
  const LayerSpec& last = model.layers.back();
  const Value* activation = last.find("activation");
  return last.class_name == "Softmax" || (activation != nullptr && activation->text == "softmax");
}

LayerView input_view(const Context& context, std::vector<float>& values) {
  const Snapshot& snapshot = context.snapshot;
  const std::vector<std::int64_t>& shape = snapshot.model.input_shape;
  const GreyImage& image = snapshot.digit.image;
  if (snapshot.digit.source != DigitSource::none && is_whole(image) &&
      size_of(shape) == static_cast<std::int64_t>(image.pixels.size())) {
    values.assign(image.pixels.begin(), image.pixels.end());
    for (float& value : values) value /= 255;
  }
  LayerView view;
  view.key = "network.input";
  view.title = tr("network.input");
  view.shape = shape_text(shape);
  view.picture = picture_of(shape, false, false);
  return view;
}

}  // namespace

NetworkView view_network(const Context& context) {
  const Snapshot& snapshot = context.snapshot;
  NetworkView network;
  if (snapshot.layers.empty()) return network;
  network.layers.reserve(snapshot.layers.size() + 1);
  network.layers.push_back(input_view(context, network.input));
  network.layers.front().values = network.input;
  const bool classes = ends_in_softmax(snapshot.model);
  for (std::size_t i = 0; i < snapshot.layers.size(); ++i) {
    const LayerSummary& summary = snapshot.layers[i];
    LayerView view;
    view.index = static_cast<int>(i);
    view.inputs = layer_inputs(snapshot.model, i);
    view.key = "network.layer" + std::to_string(i);
    view.title = summary.class_name;
    view.class_name = summary.class_name;
    view.shape = shape_text(summary.output_shape);
    view.parameters = summary.parameters == 0 ? tr("network.no_parameters")
                                              : tr("network.parameters", {format_count(summary.parameters)});
    view.picture = picture_of(summary.output_shape, summary.class_name == "Flatten",
                              classes && i + 1 == snapshot.layers.size());
    view.values = values_of(snapshot, i);
    network.layers.push_back(std::move(view));
  }
  return network;
}

}  // namespace glassbox::ui
