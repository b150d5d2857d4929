#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/schema.h"
#include "engine/model/settings.h"
#include "engine/ops/op.h"
#include "engine/ops/window.h"

namespace glassbox {

/// What a layer is computed by: the first op takes the layer's inputs, every other one the output before it.
/// Without ops the layer hands its only input on.
using OpChain = std::vector<std::unique_ptr<const Op>>;

/// How a layer class becomes ops. To add one: a file beside this one, and its line in registry.cpp.
struct LayerKind {
  Schema schema;
  /// Checks what the schema cannot (the input shapes) and makes the ops. Errors without a layer index.
  Result<OpChain> (*build)(const Settings& settings, std::span<const Shape> inputs) = nullptr;
};

LayerKind conv2d_layer();
LayerKind depthwise_conv2d_layer();
LayerKind conv2d_transpose_layer();
LayerKind max_pooling2d_layer();
LayerKind average_pooling2d_layer();
LayerKind global_max_pooling2d_layer();
LayerKind global_average_pooling2d_layer();
LayerKind up_sampling2d_layer();
LayerKind flatten_layer();
LayerKind reshape_layer();
LayerKind dense_layer();
LayerKind maxout_layer();
LayerKind layer_normalization_layer();
LayerKind simple_rnn_layer();
LayerKind lstm_layer();
LayerKind gru_layer();
LayerKind dropout_layer();
LayerKind batch_normalization_layer();
LayerKind activation_layer();
LayerKind relu_layer();
LayerKind leaky_relu_layer();
LayerKind prelu_layer();
LayerKind elu_layer();
LayerKind softmax_layer();
LayerKind add_layer();
LayerKind subtract_layer();
LayerKind multiply_layer();
LayerKind concatenate_layer();

/// Every layer class, in the order in which editors list them.
std::span<const LayerKind> layer_kinds();
/// Finds aliases too; null for an unknown name.
const LayerKind* find_layer_kind(std::string_view class_name);

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
