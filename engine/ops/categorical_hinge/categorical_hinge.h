#pragma once

#include <memory>

#include "engine/ops/loss.h"

namespace glassbox {

/// Keras' CategoricalHinge, near PyTorch's MultiMarginLoss: the right class is to lead the best wrong one
/// by 1.
///   loss = max(1 + max over j of (1 - t[j]) y[j] - sum over j of t[j] y[j], 0)
/// Its gradient is that of the first largest term. Source: Keras 3, keras/src/losses/losses.py; Crammer &
/// Singer, "On the algorithmic implementation of multiclass kernel-based vector machines" (2001).
std::unique_ptr<Loss> make_categorical_hinge();

}  // namespace glassbox
