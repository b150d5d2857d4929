#include <algorithm>

#include "engine/model/layers/layer_kind.h"

namespace glassbox {

std::span<const LayerKind> layer_kinds() {
  static const std::vector<LayerKind> kinds{
      conv2d_layer(),
      depthwise_conv2d_layer(),
      conv2d_transpose_layer(),
      max_pooling2d_layer(),
      average_pooling2d_layer(),
      global_max_pooling2d_layer(),
      global_average_pooling2d_layer(),
      up_sampling2d_layer(),
      flatten_layer(),
      reshape_layer(),
      dense_layer(),
      maxout_layer(),
      layer_normalization_layer(),
      simple_rnn_layer(),
      lstm_layer(),
      gru_layer(),
      dropout_layer(),
      batch_normalization_layer(),
      activation_layer(),
      relu_layer(),
      leaky_relu_layer(),
      prelu_layer(),
      elu_layer(),
      softmax_layer(),
      add_layer(),
      subtract_layer(),
      multiply_layer(),
      concatenate_layer(),
  };
  return kinds;
}

std::span<const Schema> layer_schemas() {
  static const std::vector<Schema> schemas = [] {
    std::vector<Schema> all;
    for (const LayerKind& kind : layer_kinds()) all.push_back(kind.schema);
    return all;
  }();
  return schemas;
}

const LayerKind* find_layer_kind(std::string_view class_name) {
  const Schema* schema = find_layer_schema(class_name);
  if (schema == nullptr) return nullptr;
  return &*std::ranges::find_if(
      layer_kinds(), [&](const LayerKind& kind) { return kind.schema.class_name == schema->class_name; });
}

}  // namespace glassbox
