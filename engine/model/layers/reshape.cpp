#include "engine/ops/reshape/reshape.h"

#include <algorithm>

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/model/limits.h"

namespace glassbox {
namespace {

constexpr std::int64_t kRest = -1;  ///< a size that follows from the others

Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  const std::vector<std::int64_t>& target = settings.integers("target_shape");
  const auto rests = std::ranges::count(target, kRest);
  if (target.empty() || target.size() > limits::kRank || rests > 1 || std::ranges::count(target, 0) > 0) {
    return make_error("reshape.target_shape", {std::to_string(limits::kRank)}, -1, "target_shape");
  }
  Shape wanted;
  for (std::int64_t size : target) wanted.push_back(size);
  const std::int64_t said = rests == 0 ? wanted.size() : -wanted.size();
  if (rests == 0 ? said != input.size() : input.size() % said != 0) {
    return make_error("reshape.sizes_differ",
                      {input.to_string(), std::to_string(input.size()), wanted.to_string()}, -1,
                      "target_shape");
  }
  Shape output;
  for (std::int64_t size : target) output.push_back(size == kRest ? input.size() / said : size);
  OpChain ops;
  ops.push_back(make_reshape(output));
  return ops;
}

}  // namespace

Schema ReshapeLayer::schema() {
  const ParameterSchema target{.name = "target_shape",
                               .type = ParameterSchema::Type::integers,
                               .default_value = Value::of(std::vector<std::int64_t>{kRest}),
                               .minimum = static_cast<double>(kRest),
                               .maximum = static_cast<double>(limits::kDimension),
                               .choices = {},
                               .pytorch = "shape",
                               .required = true};
  return {"Reshape", "torch.reshape", {target}};
}

Result<OpChain> ReshapeLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build(settings, inputs);
}

}  // namespace glassbox
