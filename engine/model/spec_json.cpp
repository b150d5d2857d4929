#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/graph.h"
#include "engine/model/json.h"
#include "engine/model/limits.h"
#include "engine/model/spec.h"

namespace glassbox {
namespace {

Error bad_field(const std::string& path, int layer = -1) {
  return make_error("spec.field", {path}, layer);
}

Error at_layer(Error error, int layer) {
  error.layer = layer;
  return error;
}

/// An optional text: what is absent or null stays empty. False for anything else.
bool read_text(const Json* json, std::string& text) {
  if (json == nullptr || json->is_null()) return true;
  if (!json->is_string()) return false;
  text = json->get<std::string>();
  return true;
}

Result<LayerSpec> read_layer(const Json& json, int index) {
  const std::string path = "layers[" + std::to_string(index) + "]";
  if (Status status = check_members(json, {"class_name", "name", "inputs", "config"}, path); !status) {
    return at_layer(status.error(), index);
  }
  LayerSpec layer;
  if (!read_text(find_member(json, "class_name"), layer.class_name)) {
    return bad_field(path + ".class_name", index);
  }
  if (!read_text(find_member(json, "name"), layer.name)) return bad_field(path + ".name", index);
  if (const Json* inputs = find_member(json, "inputs"); inputs != nullptr) {
    if (!inputs->is_array() || inputs->size() > static_cast<std::size_t>(limits::kLayers)) {
      return bad_field(path + ".inputs", index);
    }
    for (const Json& input : *inputs) {
      if (!input.is_string()) return bad_field(path + ".inputs", index);
      layer.inputs.push_back(input.get<std::string>());
    }
  }
  if (const Json* config = find_member(json, "config"); config != nullptr) {
    Result<std::vector<Attribute>> attributes = read_config(*config, path + ".config");
    if (!attributes) return at_layer(attributes.error(), index);
    layer.config = std::move(attributes).value();
  }
  // Keras writes the name into the config.
  const auto name = std::ranges::find(layer.config, "name", &Attribute::name);
  if (name != layer.config.end() && layer.name.empty()) {
    if (name->value.kind != Value::Kind::text) return bad_field(path + ".config.name", index);
    layer.name = name->value.text;
    layer.config.erase(name);
  }
  return layer;
}

Status read_version(const Json& json, ModelSpec& spec) {
  const Json* version = find_member(json, "version");
  std::int64_t number = 0;
  if (version == nullptr || !read_integer(*version, number)) return bad_field("version");
  if (number != ModelSpec::kVersion) {
    return make_error("spec.version", {std::to_string(number), std::to_string(ModelSpec::kVersion)});
  }
  spec.version = ModelSpec::kVersion;
  return Done{};
}

Status read_input_shape(const Json& json, ModelSpec& spec) {
  const Json* sizes = find_member(json, "input_shape");
  if (sizes == nullptr || !sizes->is_array()) return bad_field("input_shape");
  for (const Json& size : *sizes) {
    if (!read_integer(size, spec.input_shape.emplace_back())) return bad_field("input_shape");
  }
  return Done{};
}

}  // namespace

Result<ModelSpec> parse_model_spec(std::string_view text) {
  Result<Json> parsed = parse_json(text);
  if (!parsed) return parsed.error();
  const Json& json = parsed.value();
  ModelSpec spec;
  if (Status status = read_version(json, spec); !status) return status.error();
  if (Status status = check_members(json, {"version", "input_shape", "layers"}, ""); !status) {
    return status.error();
  }
  if (Status status = read_input_shape(json, spec); !status) return status.error();
  const Json* layers = find_member(json, "layers");
  if (layers == nullptr || !layers->is_array()) return bad_field("layers");
  if (layers->size() > static_cast<std::size_t>(limits::kLayers)) {
    return make_error("model.too_many_layers",
                      {std::to_string(layers->size()), std::to_string(limits::kLayers)});
  }
  for (const Json& item : *layers) {
    Result<LayerSpec> layer = read_layer(item, static_cast<int>(spec.layers.size()));
    if (!layer) return layer.error();
    spec.layers.push_back(std::move(layer).value());
  }
  if (Result<ModelSpec> checked = normalize(spec); !checked) return checked.error();
  return spec;
}

std::string to_json(const ModelSpec& spec) {
  Json layers = Json::array();
  for (const LayerSpec& layer : spec.layers) {
    Json item = Json::object();
    item["class_name"] = layer.class_name;
    if (!layer.name.empty()) item["name"] = layer.name;
    if (!layer.inputs.empty()) item["inputs"] = layer.inputs;
    if (!layer.config.empty()) item["config"] = write_config(layer.config);
    layers.push_back(std::move(item));
  }
  Json json = Json::object();
  json["version"] = spec.version;
  json["input_shape"] = spec.input_shape;
  json["layers"] = std::move(layers);
  return write_json(json);
}

}  // namespace glassbox
