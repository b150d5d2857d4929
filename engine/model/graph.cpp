#include "engine/model/graph.h"

#include <algorithm>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/model/limits.h"
#include "engine/model/schema.h"
#include "engine/model/settings.h"

namespace glassbox {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_good_name(std::string_view name) {
  return name.size() <= static_cast<std::size_t>(limits::kNameLength) &&
         std::ranges::all_of(name, [](char c) {
           return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
         });
}

Status check_input_shape(const std::vector<std::int64_t>& sizes) {
  const bool good =
      !sizes.empty() && sizes.size() <= limits::kRank &&
      std::ranges::all_of(sizes, [](auto size) { return size >= 1 && size <= limits::kDimension; });
  if (!good) return make_error("model.input_shape", {std::to_string(limits::kDimension)}, -1, "input_shape");
  std::int64_t values = 1;
  for (std::int64_t size : sizes) values *= size;
  if (values > limits::kTensorSize) {
    return make_error("model.input_too_large", {std::to_string(values), std::to_string(limits::kTensorSize)},
                      -1, "input_shape");
  }
  return Done{};
}

Status check_layer(const LayerSpec& layer, int index) {
  const Schema* schema = find_layer_schema(layer.class_name);
  if (schema == nullptr) return make_error("layer.unknown_class", {layer.class_name}, index);
  if (Result<Settings> settings = Settings::read(*schema, layer.config); !settings) {
    Error error = settings.error();
    error.layer = index;
    return error;
  }
  if (!is_good_name(layer.name)) {
    return make_error("layer.bad_name", {layer.name, std::to_string(limits::kNameLength)}, index, "name");
  }
  const std::size_t given = std::max<std::size_t>(layer.inputs.size(), 1);
  const bool several = schema->merges;
  if (several ? given < 2 || given > static_cast<std::size_t>(limits::kLayers) : given != 1) {
    return make_error("layer.input_count", {std::to_string(given), several ? "2+" : "1"}, index, "inputs");
  }
  return Done{};
}

/// Keras' "dense", "dense_1", ... for the layers without a name, passing over names that are taken.
Status fill_names(std::vector<LayerSpec>& layers) {
  std::vector<std::string_view> taken{kInputName};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].name.empty()) continue;
    if (std::ranges::count(taken, layers[i].name) > 0) {
      return make_error("layer.duplicate_name", {layers[i].name}, static_cast<int>(i), "name");
    }
    taken.push_back(layers[i].name);
  }
  for (LayerSpec& layer : layers) {
    if (!layer.name.empty()) continue;
    const std::string stem = snake_case(layer.class_name);
    layer.name = stem;
    for (int k = 1; std::ranges::count(taken, layer.name) > 0; ++k) {
      layer.name = stem + "_" + std::to_string(k);
    }
    taken.push_back(layer.name);
  }
  return Done{};
}

Status fill_inputs(std::vector<LayerSpec>& layers) {
  std::vector<bool> used(layers.size(), false);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].inputs.empty()) {
      layers[i].inputs.push_back(i == 0 ? std::string(kInputName) : layers[i - 1].name);
    }
    for (const std::string& input : layers[i].inputs) {
      if (input == kInputName) continue;
      const auto earlier = layers.begin() + static_cast<std::ptrdiff_t>(i);
      const auto found =
          std::find_if(layers.begin(), earlier, [&](auto& layer) { return layer.name == input; });
      if (found == earlier) {
        return make_error("layer.unknown_input", {input}, static_cast<int>(i), "inputs");
      }
      used[static_cast<std::size_t>(found - layers.begin())] = true;
    }
  }
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
    if (!used[i]) return make_error("layer.unused", {layers[i].name}, static_cast<int>(i));
  }
  return Done{};
}

}  // namespace

std::string snake_case(std::string_view class_name) {
  std::string name;
  for (std::size_t i = 0; i < class_name.size(); ++i) {
    const char c = class_name[i];
    const bool starts_word =
        is_upper(c) && i > 0 &&
        (is_lower(class_name[i - 1]) || (i + 1 < class_name.size() && is_lower(class_name[i + 1])));
    if (starts_word) name += '_';
    name += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

Result<ModelSpec> normalize(const ModelSpec& spec) {
  if (spec.version != ModelSpec::kVersion) {
    return make_error("spec.version", {std::to_string(spec.version), std::to_string(ModelSpec::kVersion)});
  }
  if (Status status = check_input_shape(spec.input_shape); !status) return status.error();
  if (spec.layers.empty()) return make_error("model.no_layers");
  if (spec.layers.size() > static_cast<std::size_t>(limits::kLayers)) {
    return make_error("model.too_many_layers",
                      {std::to_string(spec.layers.size()), std::to_string(limits::kLayers)});
  }
  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    if (Status status = check_layer(spec.layers[i], static_cast<int>(i)); !status) return status.error();
  }
  ModelSpec full = spec;
  for (LayerSpec& layer : full.layers) layer.class_name = find_layer_schema(layer.class_name)->class_name;
  if (Status status = fill_names(full.layers); !status) return status.error();
  if (Status status = fill_inputs(full.layers); !status) return status.error();
  return full;
}

}  // namespace glassbox
