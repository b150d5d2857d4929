#pragma once

#include <memory>

#include "engine/ops/optimizer.h"

namespace glassbox {

struct RmspropOptions {
  double rho = 0.9;
  double momentum = 0;
  double epsilon = 1e-7;
  bool centered = false;
};

/// Keras' RMSprop: v += (g^2 - v)(1 - rho);  w -= rate g / sqrt(v + epsilon).  Centered: a += (g - a)(1 -
/// rho), and v - a^2 stands for v under the root. With momentum: p = momentum p + rate g / sqrt(...), w -= p.
/// A slot each for v, p and a where they are in use. Source: Tieleman & Hinton, lecture 6.5 of "Neural
/// networks for machine learning" (2012); centered: Graves, "Generating sequences with recurrent neural
/// networks" (2013), section 4.2.
std::unique_ptr<Optimizer> make_rmsprop(const RmspropOptions& options);

}  // namespace glassbox
