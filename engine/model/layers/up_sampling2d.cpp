#include "engine/ops/up_sampling2d/up_sampling2d.h"

#include "engine/model/layers/layer_kind.h"

namespace glassbox {
namespace {

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  if (Status status = check_image_input(inputs[0]); !status) return status.error();
  OpChain ops;
  ops.push_back(make_up_sampling2d(settings.size2("size"), inputs[0]));
  return ops;
}

}  // namespace

Schema UpSampling2DLayer::schema() {
  ParameterSchema size = size2_parameter("size", Value::of(std::vector<std::int64_t>{2, 2}));
  size.pytorch = "scale_factor";
  return {"UpSampling2D", "torch.nn.Upsample", {size}};
}

Result<OpChain> UpSampling2DLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
