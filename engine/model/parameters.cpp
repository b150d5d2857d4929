#include "engine/model/parameters.h"

#include <utility>

namespace glassbox {
namespace {

ParameterSchema parameter(std::string name, ParameterSchema::Type type, Value default_value, double minimum,
                          double maximum, std::string pytorch) {
  return {.name = std::move(name),
          .type = type,
          .default_value = std::move(default_value),
          .minimum = minimum,
          .maximum = maximum,
          .choices = {},
          .pytorch = std::move(pytorch)};
}

}  // namespace

ParameterSchema boolean_parameter(std::string name, bool default_value, std::string pytorch) {
  return parameter(std::move(name), ParameterSchema::Type::boolean, Value::of(default_value), 0, 0,
                   std::move(pytorch));
}

ParameterSchema integer_parameter(std::string name, std::int64_t default_value, std::int64_t minimum,
                                  std::int64_t maximum, std::string pytorch) {
  return parameter(std::move(name), ParameterSchema::Type::integer, Value::of(default_value),
                   static_cast<double>(minimum), static_cast<double>(maximum), std::move(pytorch));
}

ParameterSchema real_parameter(std::string name, double default_value, double minimum, double maximum,
                               std::string pytorch) {
  return parameter(std::move(name), ParameterSchema::Type::real, Value::of(default_value), minimum, maximum,
                   std::move(pytorch));
}

}  // namespace glassbox
