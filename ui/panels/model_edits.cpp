#include "ui/panels/model_edits.h"

#include <algorithm>
#include <utility>

#include "engine/model/schema.h"

namespace glassbox::ui {
namespace {

void loosen(ModelSpec& model) {
  std::string before = "input";
  for (LayerSpec& layer : model.layers) {
    if (layer.inputs.size() == 1 && layer.inputs[0] == before) layer.inputs.clear();
    before = layer.name;
  }
}

bool takes_images(const std::string& class_name) {
  return class_name.find("2D") != std::string::npos;
}

std::ptrdiff_t place_for(const ModelSpec& model, const std::string& class_name) {
  const auto& layers = model.layers;
  if (takes_images(class_name)) {
    const auto flat = std::find_if(layers.begin(), layers.end(), [](const LayerSpec& layer) {
      return layer.class_name == "Flatten" || layer.class_name == "Dense";
    });
    return flat - layers.begin();
  }
  return std::max<std::ptrdiff_t>(0, std::ssize(layers) - 1);
}

}  // namespace

ModelSpec with_layer_removed(ModelSpec model, int layer) {
  const auto leaving = model.layers.begin() + layer;
  const std::string name = leaving->name;
  const std::string input = leaving->inputs.empty() ? std::string() : leaving->inputs.front();
  loosen(model);
  model.layers.erase(model.layers.begin() + layer);
  for (LayerSpec& other : model.layers) {
    if (!input.empty()) std::replace(other.inputs.begin(), other.inputs.end(), name, input);
  }
  return model;
}

ModelSpec with_layer_added(ModelSpec model, const std::string& class_name) {
  loosen(model);
  LayerSpec added{.class_name = class_name, .name = {}, .inputs = {}, .config = {}};
  if (const Schema* schema = find_layer_schema(class_name)) {
    for (const ParameterSchema& parameter : schema->parameters) {
      if (parameter.required) added.set(parameter.name, parameter.default_value);
    }
    if (schema->find("activation") != nullptr) added.set("activation", Value::of(std::string("relu")));
  }
  model.layers.insert(model.layers.begin() + place_for(model, class_name), std::move(added));
  return model;
}

ModelSpec with_layer_moved(ModelSpec model, int layer, int by) {
  const auto from = static_cast<std::size_t>(layer);
  const auto to = static_cast<std::size_t>(layer + by);
  if (layer + by < 0 || to >= model.layers.size()) return model;
  loosen(model);
  std::swap(model.layers[from], model.layers[to]);
  return model;
}

bool same_layers(const ModelSpec& first, const ModelSpec& second) {
  return std::equal(first.layers.begin(), first.layers.end(), second.layers.begin(), second.layers.end(),
                    [](const LayerSpec& a, const LayerSpec& b) {
                      return find_layer_schema(a.class_name) == find_layer_schema(b.class_name) &&
                             a.config == b.config;
                    });
}

bool is_chosen(const Draft<ModelSpec>& draft, const ModelSpec& model) {
  return draft.refusals.empty() && same_layers(model, draft.value);
}

}  // namespace glassbox::ui
