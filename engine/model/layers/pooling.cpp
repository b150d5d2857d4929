#include <array>

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/ops/average_pool2d/average_pool2d.h"
#include "engine/ops/max_pool2d/max_pool2d.h"
#include "engine/ops/reshape/reshape.h"

namespace glassbox {
namespace {

using MakePool = std::unique_ptr<Op> (*)(const Pool2DOptions&, const Shape&);

template <MakePool make>
Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (Status status = check_image_input(input); !status) return status.error();
  const auto pool_size = settings.size2("pool_size");
  const Padding padding = read_padding(settings);
  if (padding == Padding::valid && (pool_size[0] > input[0] || pool_size[1] > input[1])) {
    return make_error("pooling.window_larger_than_input",
                      {size_text(pool_size[0], pool_size[1]), size_text(input[0], input[1])}, -1,
                      "pool_size");
  }
  OpChain ops;
  ops.push_back(make({.pool_size = pool_size,
                      .strides = settings.has("strides") ? settings.size2("strides") : pool_size,
                      .padding = padding},
                     input));
  return ops;
}

/// One value a channel: a window as large as the image.
template <MakePool make>
Result<OpChain> build_global(const Settings& /*settings*/, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (Status status = check_image_input(input); !status) return status.error();
  const std::array<std::int64_t, 2> whole{input[0], input[1]};
  OpChain ops;
  ops.push_back(make({.pool_size = whole, .strides = whole}, input));
  ops.push_back(make_reshape({ops.back()->output_shape().size()}));
  return ops;
}

std::vector<ParameterSchema> parameters() {
  return {size2_parameter("pool_size", Value::of(std::vector<std::int64_t>{2, 2})),
          size2_parameter("strides", Value{}), padding_parameter()};
}

}  // namespace

Schema MaxPooling2DLayer::schema() {
  return {"MaxPooling2D", "torch.nn.MaxPool2d", parameters(), {"MaxPool2D"}};
}

Result<OpChain> MaxPooling2DLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build<make_max_pool2d>(settings, inputs);
}

Schema AveragePooling2DLayer::schema() {
  return {"AveragePooling2D", "torch.nn.AvgPool2d", parameters(), {"AvgPool2D"}};
}

Result<OpChain> AveragePooling2DLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build<make_average_pool2d>(settings, inputs);
}

Schema GlobalMaxPooling2DLayer::schema() {
  return {"GlobalMaxPooling2D", "torch.nn.AdaptiveMaxPool2d", {}, {"GlobalMaxPool2D"}};
}

Result<OpChain> GlobalMaxPooling2DLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_global<make_max_pool2d>(settings, inputs);
}

Schema GlobalAveragePooling2DLayer::schema() {
  return {"GlobalAveragePooling2D", "torch.nn.AdaptiveAvgPool2d", {}, {"GlobalAvgPool2D"}};
}

Result<OpChain> GlobalAveragePooling2DLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build_global<make_average_pool2d>(settings, inputs);
}

}  // namespace glassbox
