#include "engine/ops/reshape/reshape.h"

#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings&, std::span<const Shape> inputs) {
  OpChain ops;
  ops.push_back(make_reshape({inputs[0].size()}));
  return ops;
}

}  // namespace

LayerKind flatten_layer() {
  return {.schema = {"Flatten", "torch.nn.Flatten", {}}, .build = build};
}

}  // namespace glassbox
