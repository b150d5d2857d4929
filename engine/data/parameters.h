#pragma once

#include <cstdint>
#include <string>

#include "engine/model/schema.h"

/// Parameters of data sets, for their schemas.
namespace glassbox {

ParameterSchema integer_parameter(std::string name, std::int64_t default_value, std::int64_t minimum,
                                  std::int64_t maximum);
ParameterSchema real_parameter(std::string name, double default_value, double minimum, double maximum);
/// Below 2^53, as in JSON.
ParameterSchema seed_parameter();
/// The share of the samples that is kept for testing (Keras' name, as in its own data sets).
ParameterSchema test_split_parameter(double default_value);

}  // namespace glassbox
