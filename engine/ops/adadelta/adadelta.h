#pragma once

#include <memory>

#include "engine/ops/optimizer.h"

namespace glassbox {

struct AdadeltaOptions {
  double rho = 0.95;
  double epsilon = 1e-7;
};

/// Keras' Adadelta: v += (g^2 - v)(1 - rho);  d = g sqrt(u + epsilon) / sqrt(v + epsilon);  u += (d^2 - u)(1
/// - rho); w -= rate d. Two slots, v and u. Source: Zeiler, "ADADELTA: an adaptive learning rate method"
/// (2012), algorithm 1.
std::unique_ptr<Optimizer> make_adadelta(const AdadeltaOptions& options);

}  // namespace glassbox
