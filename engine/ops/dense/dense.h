#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/ops/op.h"

namespace glassbox {

struct DenseOptions {
  std::int64_t units = 0;
  bool use_bias = true;
  std::string kernel_initializer = "glorot_uniform";
  std::string bias_initializer = "zeros";
};

/// Keras' Dense on a flat input: y = x W + b.
///   x (inputs), W "kernel" (inputs, units), b "bias" (units), y (units)
///   dW = x^T dy,  db = sum of dy over the batch,  dx = dy W^T
/// Source: Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.5.
std::unique_ptr<Op> make_dense(const DenseOptions& options, const Shape& input);

}  // namespace glassbox
