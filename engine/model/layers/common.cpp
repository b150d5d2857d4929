#include <algorithm>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/model/limits.h"
#include "engine/ops/activation/activation.h"
#include "engine/ops/softmax/softmax.h"

namespace glassbox {

using Type = ParameterSchema::Type;

ParameterSchema count_parameter(std::string name, std::int64_t default_value, std::string pytorch,
                                bool required) {
  ParameterSchema count =
      integer_parameter(std::move(name), default_value, 1, limits::kDimension, std::move(pytorch));
  count.required = required;
  return count;
}

ParameterSchema activation_parameter(bool required) {
  return {.name = "activation",
          .type = Type::choice,
          .default_value = Value::of(std::string(required ? "relu" : "linear")),
          .choices = {activation_names().begin(), activation_names().end()},
          .pytorch = "",
          .required = required};
}

ParameterSchema padding_parameter() {
  return {.name = "padding",
          .type = Type::choice,
          .default_value = Value::of(std::string("valid")),
          .choices = {"valid", "same"},
          .pytorch = "padding"};
}

ParameterSchema use_bias_parameter() {
  return boolean_parameter("use_bias", true, "bias");
}

ParameterSchema initializer_parameter(std::string name, std::string default_value) {
  const bool vector = name == "bias_initializer" || name == "beta_initializer" || name == "gamma_initializer";
  const auto names = vector ? vector_initializer_names() : initializer_names();
  return {.name = std::move(name),
          .type = Type::choice,
          .default_value = Value::of(std::move(default_value)),
          .choices = {names.begin(), names.end()},
          .pytorch = ""};
}

ParameterSchema size2_parameter(std::string name, Value default_value, bool required) {
  std::string pytorch = name == "strides" ? "stride" : "kernel_size";
  return {.name = std::move(name),
          .type = Type::size2,
          .default_value = std::move(default_value),
          .minimum = 1,
          .maximum = static_cast<double>(limits::kWindow),
          .choices = {},
          .pytorch = std::move(pytorch),
          .required = required};
}

void append_activation(const std::string& name, const Shape& input, OpChain& ops) {
  if (name == "softmax") {
    ops.push_back(make_softmax(input));
  } else if (name != "linear") {
    ops.push_back(make_activation(name, input));
  }
}

Padding read_padding(const Settings& settings) {
  return settings.choice("padding") == "same" ? Padding::same : Padding::valid;
}

std::string size_text(std::int64_t height, std::int64_t width) {
  return std::to_string(height) + "x" + std::to_string(width);
}

Status check_kernel_weights(std::int64_t weights) {
  if (weights > limits::kParameters) {
    return make_error("model.too_many_parameters",
                      {std::to_string(weights), std::to_string(limits::kParameters)}, -1, "kernel_size");
  }
  return Done{};
}

Status check_image_input(const Shape& input) {
  if (input.rank() != 3) return make_error("layer.needs_image_input", {input.to_string()});
  return Done{};
}

}  // namespace glassbox
