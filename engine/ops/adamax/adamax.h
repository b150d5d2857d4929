#pragma once

#include <memory>

#include "engine/ops/optimizer.h"

namespace glassbox {

struct AdamaxOptions {
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
};

/// Keras' Adamax, at step t, counted from 1: m += (g - m)(1 - beta_1);  u = max(beta_2 u, |g|);
/// w -= rate / (1 - beta_1^t)  m / (u + epsilon). Two slots, m and u. Source: Kingma & Ba, "Adam" (ICLR
/// 2015), section 7.1.
std::unique_ptr<Optimizer> make_adamax(const AdamaxOptions& options);

}  // namespace glassbox
