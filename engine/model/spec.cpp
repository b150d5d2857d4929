#include "engine/model/spec.h"

#include <algorithm>
#include <utility>

namespace glassbox {

Value Value::of(bool value) {
  Value result;
  result.kind = Kind::boolean;
  result.integer = value ? 1 : 0;
  return result;
}

Value Value::of(std::int64_t value) {
  Value result;
  result.kind = Kind::integer;
  result.integer = value;
  return result;
}

Value Value::of(double value) {
  Value result;
  result.kind = Kind::real;
  result.real = value;
  return result;
}

Value Value::of(std::string value) {
  Value result;
  result.kind = Kind::text;
  result.text = std::move(value);
  return result;
}

Value Value::of(std::vector<std::int64_t> value) {
  Value result;
  result.kind = Kind::integers;
  result.integers = std::move(value);
  return result;
}

const Value* LayerSpec::find(std::string_view attribute) const {
  const auto found = std::ranges::find(config, attribute, &Attribute::name);
  return found == config.end() ? nullptr : &found->value;
}

void LayerSpec::set(std::string_view attribute, Value value) {
  const auto found = std::ranges::find(config, attribute, &Attribute::name);
  if (found != config.end()) {
    found->value = std::move(value);
  } else {
    config.push_back({std::string(attribute), std::move(value)});
  }
}

namespace {

const std::vector<std::int64_t> kDigit{28, 28, 1};
constexpr std::int64_t kDigits = 10;

LayerSpec flatten() {
  return {.class_name = "Flatten", .name = {}, .inputs = {}, .config = {}};
}

LayerSpec dense(std::int64_t units, const char* activation) {
  return {.class_name = "Dense",
          .name = {},
          .inputs = {},
          .config = {{"units", Value::of(units)}, {"activation", Value::of(std::string(activation))}}};
}

}  // namespace

ModelSpec linear_classifier() {
  return {.input_shape = kDigit, .layers = {flatten(), dense(kDigits, "softmax")}};
}

ModelSpec mlp() {
  return {.input_shape = kDigit, .layers = {flatten(), dense(128, "relu"), dense(kDigits, "softmax")}};
}

ModelSpec course_cnn() {
  LayerSpec convolution{.class_name = "Conv2D", .name = {}, .inputs = {}, .config = {}};
  convolution.set("filters", Value::of(std::int64_t{32}));
  convolution.set("kernel_size", Value::of(std::vector<std::int64_t>{5, 5}));
  convolution.set("activation", Value::of(std::string("relu")));
  LayerSpec pooling{.class_name = "MaxPooling2D", .name = {}, .inputs = {}, .config = {}};
  pooling.set("pool_size", Value::of(std::vector<std::int64_t>{2, 2}));
  return {.input_shape = kDigit, .layers = {convolution, pooling, flatten(), dense(kDigits, "softmax")}};
}

}  // namespace glassbox
