#pragma once

#include <memory>

#include "engine/ops/optimizer.h"

namespace glassbox {

struct SgdOptions {
  double momentum = 0;
  bool nesterov = false;
};

/// Keras' SGD: w += -rate g;  with momentum v = momentum v - rate g, w += v;  Nesterov: w += momentum v -
/// rate g with the new v. One slot, v, with momentum; none without. Source: Sutskever et al., "On the
/// importance of initialization and momentum in deep learning" (ICML 2013).
std::unique_ptr<Optimizer> make_sgd(const SgdOptions& options);

}  // namespace glassbox
