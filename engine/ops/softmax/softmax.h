#pragma once

#include <memory>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' Softmax over the last axis: y[i] = exp(x[i] - max x) / sum over j of exp(x[j] - max x).
///   x and y of one shape;  dx[i] = y[i] (dy[i] - sum over j of dy[j] y[j])
/// Source: Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 4.1 (the shift) and 6.2.2.3.
std::unique_ptr<Op> make_softmax(const Shape& input);

}  // namespace glassbox
