#pragma once

#include "engine/model/parameters.h"

/// Parameters that several data sets have.
namespace glassbox {

/// Below 2^53, as in JSON.
ParameterSchema seed_parameter();
/// The share of the samples that is kept for testing (Keras' name, as in its own data sets).
ParameterSchema test_split_parameter(double default_value);

}  // namespace glassbox
