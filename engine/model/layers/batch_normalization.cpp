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

ParameterSchema real(const char* name, double default_value, double minimum, double maximum,
                     const char* pytorch) {
  return {.name = name,
          .type = ParameterSchema::Type::real,
          .default_value = Value::of(default_value),
          .minimum = minimum,
          .maximum = maximum,
          .choices = {},
          .pytorch = pytorch};
}

ParameterSchema flag(const char* name) {
  return {.name = name,
          .type = ParameterSchema::Type::boolean,
          .default_value = Value::of(true),
          .choices = {},
          .pytorch = "affine"};
}

}  // namespace

Schema BatchNormalizationLayer::schema() {
  return {"BatchNormalization",
          "torch.nn.BatchNorm2d",
          {real("momentum", 0.99, 0, 1, "1 - momentum"), real("epsilon", 1e-3, 1e-12, 1, "eps"),
           flag("center"), flag("scale")}};
}

Result<OpChain> BatchNormalizationLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
