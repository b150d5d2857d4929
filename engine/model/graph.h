#pragma once

#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "engine/model/spec.h"

namespace glassbox {

/// The spec with Keras' class names, every layer named and its inputs said, after all checks that need no
/// shapes: limits, class names, parameters, names, that every layer follows its inputs and is of use to the
/// last. Errors: "spec.version", "model.*", "layer.*", "parameter.*", with the index of the layer.
Result<ModelSpec> normalize(const ModelSpec& spec);

/// Keras' name for the first layer of a class: "MaxPooling2D" -> "max_pooling2d", "ReLU" -> "re_lu".
std::string snake_case(std::string_view class_name);

/// What a layer's `inputs` call the model's input.
inline constexpr std::string_view kInputName = "input";

}  // namespace glassbox
