#include "engine/data/parameters.h"

namespace glassbox {

ParameterSchema seed_parameter() {
  return integer_parameter("seed", 1, 0, (std::int64_t{1} << 53) - 1);
}

ParameterSchema test_split_parameter(double default_value) {
  return real_parameter("test_split", default_value, 0, 0.9);
}

}  // namespace glassbox
