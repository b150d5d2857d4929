#include "engine/ops/add/add.h"

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings&, std::span<const Shape> inputs) {
  for (const Shape& input : inputs) {
    if (input != inputs[0]) {
      return make_error("add.shapes_differ", {inputs[0].to_string(), input.to_string()});
    }
  }
  OpChain ops;
  ops.push_back(make_add(inputs));
  return ops;
}

}  // namespace

Schema AddLayer::schema() {
  return {.class_name = "Add", .pytorch = "torch.add", .parameters = {}, .merges = true};
}

Result<OpChain> AddLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
