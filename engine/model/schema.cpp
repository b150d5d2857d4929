#include "engine/model/schema.h"

#include <algorithm>

#include "engine/model/initializers.h"
#include "engine/ops/activation/activation.h"

namespace glassbox {

const ParameterSchema* Schema::find(std::string_view parameter) const {
  const auto found = std::ranges::find(parameters, parameter, &ParameterSchema::name);
  return found == parameters.end() ? nullptr : &*found;
}

bool Schema::is_called(std::string_view name) const {
  return class_name == name || std::ranges::count(aliases, name) > 0;
}

namespace {

const Schema* find_class(std::span<const Schema> schemas, std::string_view class_name) {
  const auto found =
      std::ranges::find_if(schemas, [&](const Schema& schema) { return schema.is_called(class_name); });
  return found == schemas.end() ? nullptr : &*found;
}

}  // namespace

const Schema* find_layer_schema(std::string_view class_name) {
  return find_class(layer_schemas(), class_name);
}

const Schema* find_optimizer_schema(std::string_view class_name) {
  return find_class(optimizer_schemas(), class_name);
}

const Schema* find_loss_schema(std::string_view class_name) {
  return find_class(loss_schemas(), class_name);
}

const Schema* find_schedule_schema(std::string_view class_name) {
  return find_class(schedule_schemas(), class_name);
}

std::span<const std::string> activation_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all{"linear"};
    for (std::string_view name : activation_functions()) all.emplace_back(name);
    all.emplace_back("softmax");
    return all;
  }();
  return names;
}

std::span<const std::string> initializer_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Initializer& initializer : initializers()) all.emplace_back(initializer.name);
    return all;
  }();
  return names;
}

std::span<const std::string> vector_initializer_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Initializer& initializer : initializers()) {
      if (initializer.distribution != Initializer::Distribution::orthogonal) {
        all.emplace_back(initializer.name);
      }
    }
    return all;
  }();
  return names;
}

}  // namespace glassbox
