#pragma once

#include <doctest.h>

#include <string>

#include "engine/model/spec.h"

namespace glassbox::test {

/// The JSON of a spec from the JSON of its parts.
inline std::string spec_json(const std::string& input_shape, const std::string& layers) {
  return R"({"version":1,"input_shape":)" + input_shape + R"(,"layers":)" + layers + "}";
}

/// A spec that has to be a good one.
inline ModelSpec spec_of(const std::string& input_shape, const std::string& layers) {
  const auto spec = parse_model_spec(spec_json(input_shape, layers));
  REQUIRE_MESSAGE(spec.ok(), (spec.ok() ? "" : spec.error().code));
  return spec.value();
}

}  // namespace glassbox::test
