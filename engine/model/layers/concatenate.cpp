#include "engine/ops/concatenate/concatenate.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

bool differ_in_last_axis_only(const Shape& a, const Shape& b) {
  if (a.rank() != b.rank()) return false;
  for (int axis = 0; axis + 1 < a.rank(); ++axis) {
    if (a[axis] != b[axis]) return false;
  }
  return true;
}

Result<OpChain> build(const Settings&, std::span<const Shape> inputs) {
  for (const Shape& input : inputs) {
    if (!differ_in_last_axis_only(input, inputs[0])) {
      return make_error("concatenate.shapes_differ", {inputs[0].to_string(), input.to_string()});
    }
  }
  OpChain ops;
  ops.push_back(make_concatenate(inputs));
  return ops;
}

}  // namespace

Schema ConcatenateLayer::schema() {
  return {.class_name = "Concatenate", .pytorch = "torch.cat", .parameters = {}, .merges = true};
}

Result<OpChain> ConcatenateLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
