#pragma once

#include <cstdint>
#include <string>

#include "engine/model/schema.h"

/// The parameters that schemas of every kind are made of. `pytorch`: PyTorch's name; empty where it has none.
namespace glassbox {

ParameterSchema boolean_parameter(std::string name, bool default_value, std::string pytorch = {});
ParameterSchema integer_parameter(std::string name, std::int64_t default_value, std::int64_t minimum,
                                  std::int64_t maximum, std::string pytorch = {});
ParameterSchema real_parameter(std::string name, double default_value, double minimum, double maximum,
                               std::string pytorch = {});

}  // namespace glassbox
