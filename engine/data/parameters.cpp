#include "engine/data/parameters.h"

#include <utility>

namespace glassbox {
namespace {

ParameterSchema number(std::string name, ParameterSchema::Type type, Value default_value, double minimum,
                       double maximum) {
  return {.name = std::move(name),
          .type = type,
          .default_value = std::move(default_value),
          .minimum = minimum,
          .maximum = maximum,
          .choices = {},
          .pytorch = {}};
}

}  // namespace

ParameterSchema integer_parameter(std::string name, std::int64_t default_value, std::int64_t minimum,
                                  std::int64_t maximum) {
  return number(std::move(name), ParameterSchema::Type::integer, Value::of(default_value),
                static_cast<double>(minimum), static_cast<double>(maximum));
}

ParameterSchema real_parameter(std::string name, double default_value, double minimum, double maximum) {
  return number(std::move(name), ParameterSchema::Type::real, Value::of(default_value), minimum, maximum);
}

ParameterSchema seed_parameter() {
  return integer_parameter("seed", 1, 0, (std::int64_t{1} << 53) - 1);
}

ParameterSchema test_split_parameter(double default_value) {
  return real_parameter("test_split", default_value, 0, 0.9);
}

}  // namespace glassbox
