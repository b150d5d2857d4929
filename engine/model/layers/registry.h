#pragma once

#include <tuple>

#include "engine/model/layers/layer_kind.h"

namespace glassbox {

/// Every layer class, in the order in which editors list them.
using Layers = std::tuple<Conv2DLayer, DepthwiseConv2DLayer, Conv2DTransposeLayer, MaxPooling2DLayer,
                          AveragePooling2DLayer, GlobalMaxPooling2DLayer, GlobalAveragePooling2DLayer,
                          UpSampling2DLayer, FlattenLayer, ReshapeLayer, DenseLayer, MaxoutLayer,
                          LayerNormalizationLayer, SimpleRNNLayer, LSTMLayer, GRULayer, DropoutLayer,
                          BatchNormalizationLayer, ActivationLayer, ReLULayer, LeakyReLULayer, PReLULayer,
                          ELULayer, SoftmaxLayer, AddLayer, SubtractLayer, MultiplyLayer, ConcatenateLayer>;

}  // namespace glassbox
