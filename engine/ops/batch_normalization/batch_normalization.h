#pragma once

#include <memory>

#include "engine/ops/op.h"

namespace glassbox {

struct BatchNormalizationOptions {
  double momentum = 0.99;  ///< share of the running statistics that a step keeps
  double epsilon = 1e-3;
  bool center = true;  ///< has "beta"
  bool scale = true;   ///< has "gamma"
};

/// Keras' BatchNormalization over all axes but the last: with mean m and variance v of channel c over the n
/// values that it has in the batch,
///   u = (x - m) / sqrt(v + epsilon),  y = gamma u + beta
///   dgamma = sum of dy u;  dbeta = sum of dy
///   dx = gamma / sqrt(v + epsilon) (dy - (dbeta + u dgamma) / n)
/// A step of training moves "moving_mean" and "moving_variance", which no optimizer touches, by
/// (1 - momentum) of the way to m and v. In prediction they stand for m and v, and are constants:
///   dx = gamma / sqrt(v + epsilon) dy
/// Parameters: gamma, beta (where asked for), moving_mean, moving_variance, each (channels). Source: Ioffe &
/// Szegedy, "Batch normalization" (ICML 2015), algorithms 1 and 2; v is the biased variance, as in Keras
/// (PyTorch's running_var is the unbiased one).
std::unique_ptr<Op> make_batch_normalization(const BatchNormalizationOptions& options, const Shape& input);

}  // namespace glassbox
