#pragma once

#include <memory>
#include <string>

#include "engine/ops/op.h"

namespace glassbox {

struct LayerNormalizationOptions {
  double epsilon = 1e-3;
  bool center = true;  ///< whether there is a beta
  bool scale = true;   ///< whether there is a gamma
  std::string beta_initializer = "zeros";
  std::string gamma_initializer = "ones";
};

/// Keras' LayerNormalization over the last axis, of C values: for each row of them
///   z[c] = (x[c] - m) / sqrt(v + epsilon),  m = mean of x,  v = mean of (x - m)^2
///   y[c] = gamma[c] z[c] + beta[c]
///   x, y of one shape, "gamma" and "beta" (C)
///   dgamma = sum of z dy,  dbeta = sum of dy over all rows;  with g = gamma dy:
///   dx = (g - mean of g - z mean of g z) / sqrt(v + epsilon)
/// Source: Ba, Kiros & Hinton, "Layer normalization" (2016).
std::unique_ptr<Op> make_layer_normalization(const LayerNormalizationOptions& options, const Shape& input);

}  // namespace glassbox
