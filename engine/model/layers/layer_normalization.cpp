#include "engine/ops/layer_normalization/layer_normalization.h"

#include <utility>

#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  OpChain ops;
  ops.push_back(make_layer_normalization({.epsilon = settings.real("epsilon"),
                                          .center = settings.boolean("center"),
                                          .scale = settings.boolean("scale"),
                                          .beta_initializer = settings.choice("beta_initializer"),
                                          .gamma_initializer = settings.choice("gamma_initializer")},
                                         inputs[0]));
  return ops;
}

}  // namespace

Schema LayerNormalizationLayer::schema() {
  return {"LayerNormalization",
          "torch.nn.LayerNorm",
          {real_parameter("epsilon", 1e-3, 1e-12, 1, "eps"), boolean_parameter("center", true, "bias"),
           boolean_parameter("scale", true, "elementwise_affine"),
           initializer_parameter("beta_initializer", "zeros"),
           initializer_parameter("gamma_initializer", "ones")}};
}

Result<OpChain> LayerNormalizationLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
