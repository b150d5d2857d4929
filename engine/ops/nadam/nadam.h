#pragma once

#include <memory>

#include "engine/ops/optimizer.h"

namespace glassbox {

struct NadamOptions {
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
};

/// Keras' Nadam, Adam with Nesterov's look ahead, at step t, counted from 1, with k_t = beta_1 (1 - 0.96^t /
/// 2) and K_t = k_1 k_2 ... k_t:
///   m += (g - m)(1 - beta_1),  v += (g^2 - v)(1 - beta_2)
///   w -= rate (k_(t+1) m / (1 - K_(t+1)) + (1 - k_t) g / (1 - K_t)) / (sqrt(v / (1 - beta_2^t)) + epsilon)
/// Two slots, m and v. Source: Dozat, "Incorporating Nesterov momentum into Adam" (2016), algorithm 8.
std::unique_ptr<Optimizer> make_nadam(const NadamOptions& options);

}  // namespace glassbox
