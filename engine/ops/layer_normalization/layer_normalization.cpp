#include "engine/ops/layer_normalization/layer_normalization.h"

#include "engine/ops/layer_normalization/layer_normalization_op.h"

namespace glassbox {

LayerNormalization::LayerNormalization(const LayerNormalizationOptions& options, const Shape& input)
    : options_(options),
      shape_(input),
      channels_(static_cast<int>(input.back())),
      rows_(static_cast<int>(input.size() / input.back())),
      beta_(options.scale ? 1 : 0) {}

std::vector<Parameter> LayerNormalization::parameters() const {
  std::vector<Parameter> parameters;
  if (options_.scale) {
    parameters.push_back({"gamma", {channels_}, {options_.gamma_initializer, channels_, channels_}});
  }
  if (options_.center) {
    parameters.push_back({"beta", {channels_}, {options_.beta_initializer, channels_, channels_}});
  }
  return parameters;
}

std::unique_ptr<Op> make_layer_normalization(const LayerNormalizationOptions& options, const Shape& input) {
  return std::make_unique<LayerNormalization>(options, input);
}

}  // namespace glassbox
