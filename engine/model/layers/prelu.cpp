#include "engine/ops/prelu/prelu.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/model/limits.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  PReLUOptions options{.alpha_initializer = settings.choice("alpha_initializer"),
                       .shared_axes = settings.integers("shared_axes")};
  for (const std::int64_t axis : options.shared_axes) {
    if (axis > input.rank()) {
      return make_error("prelu.shared_axes", {std::to_string(axis), std::to_string(input.rank())}, -1,
                        "shared_axes");
    }
  }
  OpChain ops;
  ops.push_back(make_prelu(options, input));
  return ops;
}

}  // namespace

Schema PReLULayer::schema() {
  const ParameterSchema shared_axes{.name = "shared_axes",
                                    .type = ParameterSchema::Type::integers,
                                    .default_value = {},
                                    .minimum = 1,
                                    .maximum = limits::kRank,
                                    .choices = {},
                                    .pytorch = ""};
  return {"PReLU", "torch.nn.PReLU", {initializer_parameter("alpha_initializer", "zeros"), shared_axes}};
}

Result<OpChain> PReLULayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
