#pragma once

#include <memory>

#include "engine/ops/optimizer.h"

namespace glassbox {

struct AdamOptions {
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  double weight_decay = 0;  ///< decoupled: AdamW
};

/// Keras' Adam, at step t, counted from 1:
///   m += (g - m)(1 - beta_1),  v += (g^2 - v)(1 - beta_2)
///   w -= rate sqrt(1 - beta_2^t) / (1 - beta_1^t)  m / (sqrt v + epsilon)
/// Two slots, m and v. Source: Kingma & Ba, "Adam" (ICLR 2015), the order of computation at the end of
/// section 2. With weight decay, w is multiplied by 1 - rate decay before: AdamW, Loshchilov & Hutter,
/// "Decoupled weight decay regularization" (ICLR 2019).
std::unique_ptr<Optimizer> make_adam(const AdamOptions& options);

}  // namespace glassbox
