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

Schema FlattenLayer::schema() {
  return {"Flatten", "torch.nn.Flatten", {}};
}

Result<OpChain> FlattenLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
