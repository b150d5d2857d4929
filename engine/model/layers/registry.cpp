#include "engine/model/layers/registry.h"

#include <type_traits>
#include <vector>

namespace glassbox {
namespace {

template <class... Layer>
std::vector<Schema> schemas_of(std::type_identity<std::tuple<Layer...>> /*layers*/) {
  return {Layer::schema()...};
}

template <class... Layer>
std::vector<LayerBuilder> builders_of(std::type_identity<std::tuple<Layer...>> /*layers*/) {
  return {Layer::build...};
}

}  // namespace

std::span<const Schema> layer_schemas() {
  static const std::vector<Schema> schemas = schemas_of(std::type_identity<Layers>{});
  return schemas;
}

LayerBuilder find_layer_builder(std::string_view class_name) {
  static const std::vector<LayerBuilder> builders = builders_of(std::type_identity<Layers>{});
  const Schema* schema = find_layer_schema(class_name);
  return schema == nullptr ? nullptr : builders[static_cast<std::size_t>(schema - layer_schemas().data())];
}

}  // namespace glassbox
