#include "engine/ops/subtract/subtract.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings&, std::span<const Shape> inputs) {
  if (inputs.size() != 2) {
    return make_error("layer.input_count", {std::to_string(inputs.size()), "2"}, -1, "inputs");
  }
  if (inputs[0] != inputs[1]) {
    return make_error("subtract.shapes_differ", {inputs[0].to_string(), inputs[1].to_string()});
  }
  OpChain ops;
  ops.push_back(make_subtract(inputs[0]));
  return ops;
}

}  // namespace

Schema SubtractLayer::schema() {
  return {.class_name = "Subtract", .pytorch = "torch.sub", .parameters = {}, .merges = true};
}

Result<OpChain> SubtractLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
