#pragma once

#include "engine/model/spec.h"
#include "tests/model/specs.h"

namespace glassbox::test {

inline ModelSpec small_mlp() {
  return spec_of("[6]", R"([
    {"class_name":"Dense","config":{"units":7,"activation":"tanh"}},
    {"class_name":"Dense","config":{"units":5,"activation":"sigmoid"}},
    {"class_name":"Dense","config":{"units":4,"activation":"relu"}},
    {"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])");
}

inline ModelSpec small_cnn() {
  return spec_of("[9,8,2]", R"([
    {"class_name":"Conv2D","config":{"filters":3,"kernel_size":[3,2],"padding":"same","activation":"tanh"}},
    {"class_name":"MaxPooling2D"},
    {"class_name":"Conv2D","config":{"filters":4,"kernel_size":2,"strides":[1,2],"activation":"relu"}},
    {"class_name":"AveragePooling2D","config":{"pool_size":2,"strides":1,"padding":"same"}},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":3}},
    {"class_name":"Softmax"}])");
}

/// The further kinds of convolution and of units, and a way back to a larger image.
inline ModelSpec small_encoder() {
  return spec_of("[8,7,4]", R"([
    {"class_name":"Conv2D","config":{"filters":6,"kernel_size":2,"zero_padding":1,"dilation_rate":[2,1],"groups":2}},
    {"class_name":"PReLU","config":{"alpha_initializer":"random_normal","shared_axes":[1,2]}},
    {"class_name":"DepthwiseConv2D","config":{"kernel_size":3,"strides":2,"depth_multiplier":2,"activation":"tanh"}},
    {"class_name":"LayerNormalization"},
    {"class_name":"Conv2DTranspose","config":{"filters":3,"kernel_size":[2,3],"strides":2,"padding":"same"}},
    {"class_name":"DepthwiseConv2D","config":{"kernel_size":2,"padding":"same"}},
    {"class_name":"Reshape","config":{"target_shape":-1}},
    {"class_name":"PReLU","config":{"alpha_initializer":"random_normal"}},
    {"class_name":"Maxout","config":{"units":5,"pieces":3}},
    {"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])");
}

/// Residual connections, an input that is used twice, a softmax in the middle, an Add of the same layer
/// twice.
inline ModelSpec small_graph() {
  return spec_of("[6]", R"([
    {"class_name":"Dense","name":"stem","config":{"units":5,"activation":"tanh"}},
    {"class_name":"Dense","name":"branch","config":{"units":5,"activation":"sigmoid"}},
    {"class_name":"Add","name":"residual","inputs":["stem","branch"]},
    {"class_name":"Dense","name":"shortcut","inputs":["input"],"config":{"units":5}},
    {"class_name":"Softmax","name":"gate","inputs":["residual"]},
    {"class_name":"Add","name":"sum","inputs":["stem","gate","shortcut","residual"]},
    {"class_name":"Add","name":"twice","inputs":["sum","sum"]},
    {"class_name":"Dense","name":"logits","config":{"units":3,"activation":"softmax"}}])");
}

/// One of each recurrent layer.
inline ModelSpec small_rnn() {
  return spec_of("[6,4]", R"([
    {"class_name":"LSTM","config":{"units":5,"return_sequences":true}},
    {"class_name":"GRU","config":{"units":4,"return_sequences":true}},
    {"class_name":"SimpleRNN","config":{"units":5}},
    {"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])");
}

}  // namespace glassbox::test
