#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/parameters.h"
#include "engine/model/schema.h"
#include "engine/model/settings.h"
#include "engine/ops/op.h"
#include "engine/ops/window.h"

namespace glassbox {

/// What a layer is computed by: the first op takes the layer's inputs, every other one the output before it.
/// Without ops the layer hands its only input on.
using OpChain = std::vector<std::unique_ptr<Op>>;

/// A layer class: its schema, and build(), which checks what the schema cannot (the input shapes) and makes
/// the ops; errors without a layer index. They are two functions, so that what only needs the schemas (the
/// user interface) does without the ops. To add one: a file beside this one, its struct here, its line in
/// registry.h.
struct Conv2DLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct DepthwiseConv2DLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct Conv2DTransposeLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct MaxPooling2DLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct AveragePooling2DLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct GlobalMaxPooling2DLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct GlobalAveragePooling2DLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct UpSampling2DLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct FlattenLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct ReshapeLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct DenseLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct MaxoutLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct LayerNormalizationLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct SimpleRNNLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct LSTMLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct GRULayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct DropoutLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct BatchNormalizationLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct ActivationLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct ReLULayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct LeakyReLULayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct PReLULayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct ELULayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct SoftmaxLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct AddLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct SubtractLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct MultiplyLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};
struct ConcatenateLayer {
  static Schema schema();
  static Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs);
};

using LayerBuilder = Result<OpChain> (*)(const Settings& settings, std::span<const Shape> inputs);
/// Finds aliases too; null for an unknown name. (Schemas: find_layer_schema().)
LayerBuilder find_layer_builder(std::string_view class_name);

/// Parameters that several layers have.
ParameterSchema count_parameter(std::string name, std::int64_t default_value, std::string pytorch,
                                bool required = false);
ParameterSchema activation_parameter(bool required = false);
ParameterSchema padding_parameter();
ParameterSchema use_bias_parameter();
ParameterSchema initializer_parameter(std::string name, std::string default_value);
ParameterSchema size2_parameter(std::string name, Value default_value, bool required = false);

/// Appends the op of an activation's name; "linear" has none.
void append_activation(const std::string& name, const Shape& input, OpChain& ops);
Padding read_padding(const Settings& settings);
/// "5x5", as errors write the size of a window or an image.
std::string size_text(std::int64_t height, std::int64_t width);
/// "model.too_many_parameters" for a kernel that alone has too many: the tables of a convolution grow with
/// it.
Status check_kernel_weights(std::int64_t weights);
/// "layer.needs_image_input" unless the shape is (height, width, channels).
Status check_image_input(const Shape& input);

}  // namespace glassbox
