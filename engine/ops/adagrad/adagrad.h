#pragma once

#include <memory>

#include "engine/ops/optimizer.h"

namespace glassbox {

struct AdagradOptions {
  double initial_accumulator_value = 0.1;
  double epsilon = 1e-7;
};

/// Keras' Adagrad: s += g^2;  w -= rate g / sqrt(initial + s + epsilon). One slot, s. Source: Duchi, Hazan &
/// Singer, "Adaptive subgradient methods for online learning and stochastic optimization" (JMLR 2011).
std::unique_ptr<Optimizer> make_adagrad(const AdagradOptions& options);

}  // namespace glassbox
