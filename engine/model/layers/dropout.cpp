#include "engine/ops/dropout/dropout.h"

#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  OpChain ops;
  ops.push_back(make_dropout(settings.real("rate"), inputs[0]));
  return ops;
}

}  // namespace

Schema DropoutLayer::schema() {
  constexpr double kLargest = 0.99;
  ParameterSchema rate = real_parameter("rate", 0.5, 0, kLargest, "p");
  rate.required = true;
  return {"Dropout", "torch.nn.Dropout", {rate}};
}

Result<OpChain> DropoutLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
