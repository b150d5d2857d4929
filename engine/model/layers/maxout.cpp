#include "engine/ops/maxout/maxout.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/ops/dense/dense.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (input.rank() != 1) return make_error("dense.needs_flat_input", {input.to_string()});
  const std::int64_t pieces = settings.integer("pieces");
  OpChain ops;
  ops.push_back(make_dense({.units = settings.integer("units") * pieces,
                            .use_bias = settings.boolean("use_bias"),
                            .kernel_initializer = settings.choice("kernel_initializer"),
                            .bias_initializer = settings.choice("bias_initializer")},
                           input));
  ops.push_back(make_maxout(pieces, ops.back()->output_shape()));
  return ops;
}

}  // namespace

Schema MaxoutLayer::schema() {
  constexpr double kMostPieces = 64;
  ParameterSchema pieces = count_parameter("pieces", 2, "", true);
  pieces.maximum = kMostPieces;
  return {"Maxout",
          "",
          {count_parameter("units", 10, "", true), pieces, use_bias_parameter(),
           initializer_parameter("kernel_initializer", "glorot_uniform"),
           initializer_parameter("bias_initializer", "zeros")}};
}

Result<OpChain> MaxoutLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
