#include "engine/ops/multiply/multiply.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings&, std::span<const Shape> inputs) {
  for (const Shape& input : inputs) {
    if (input != inputs[0]) {
      return make_error("multiply.shapes_differ", {inputs[0].to_string(), input.to_string()});
    }
  }
  OpChain ops;
  ops.push_back(make_multiply(inputs));
  return ops;
}

}  // namespace

Schema MultiplyLayer::schema() {
  return {.class_name = "Multiply", .pytorch = "torch.mul", .parameters = {}, .merges = true};
}

Result<OpChain> MultiplyLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
