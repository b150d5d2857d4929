#include "engine/ops/batch_normalization/batch_normalization.h"

#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  OpChain ops;
  ops.push_back(make_batch_normalization({.momentum = settings.real("momentum"),
                                          .epsilon = settings.real("epsilon"),
                                          .center = settings.boolean("center"),
                                          .scale = settings.boolean("scale")},
                                         inputs[0]));
  return ops;
}

}  // namespace

Schema BatchNormalizationLayer::schema() {
  return {"BatchNormalization",
          "torch.nn.BatchNorm2d",
          {real_parameter("momentum", 0.99, 0, 1, "1 - momentum"),
           real_parameter("epsilon", 1e-3, 1e-12, 1, "eps"), boolean_parameter("center", true, "affine"),
           boolean_parameter("scale", true, "affine")}};
}

Result<OpChain> BatchNormalizationLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
