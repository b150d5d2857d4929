#pragma once

#include <memory>

#include "engine/ops/op.h"
#include "engine/ops/recurrent/recurrent.h"

namespace glassbox {

/// Keras' SimpleRNN over the rows of (time, features), f the activation, h before the first step zero:
///   h(t) = f(x(t) W + h(t-1) U + b)
///   x (time, features), W "kernel" (features, units), U "recurrent_kernel" (units, units), b "bias" (units),
///   y = h(time), (units), or all h, (time, units)
///   da(t) = (dy(t) + da(t+1) U^T) f'(a(t));  dW = sum of x(t)^T da(t);  dU = sum of h(t-1)^T da(t);
///   db = sum of da(t);  dx(t) = da(t) W^T
/// Source: Elman, "Finding structure in time" (Cognitive Science, 1990).
std::unique_ptr<Op> make_simple_rnn(const RecurrentOptions& options, const Shape& input);

}  // namespace glassbox
