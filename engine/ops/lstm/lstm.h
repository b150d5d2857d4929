#pragma once

#include <memory>

#include "engine/ops/op.h"
#include "engine/ops/recurrent/recurrent.h"

namespace glassbox {

/// Keras' LSTM over the rows of (time, features), s the logistic function, f the activation, h and c before
/// the first step zero:
///   i, f, g, o = s(a_i), s(a_f), f(a_g), s(a_o)  with  a(t) = x(t) W + h(t-1) U + b  in four parts
///   c(t) = f c(t-1) + i g;  h(t) = o f(c(t))
///   x (time, features), W "kernel" (features, 4 units), U "recurrent_kernel" (units, 4 units), b "bias"
///   (4 units), y = h(time), (units), or all h, (time, units); the gates stand side by side in the order
///   i, f, g, o
///   dc(t) = dh(t) o f'(c(t)) + dc(t+1) f(t+1);  da_i = dc g i';  da_f = dc c(t-1) f';  da_g = dc i g';
///   da_o = dh f(c) o';  dh(t) = dy(t) + da(t+1) U^T;  W, U, b and x as in simple_rnn.h
/// Sources: Hochreiter & Schmidhuber, "Long short-term memory" (Neural Computation, 1997); the forget gate:
/// Gers, Schmidhuber & Cummins, "Learning to forget" (Neural Computation, 2000); its bias of 1: Jozefowicz,
/// Zaremba & Sutskever, "An empirical exploration of recurrent network architectures" (ICML 2015).
std::unique_ptr<Op> make_lstm(const RecurrentOptions& options, const Shape& input);

}  // namespace glassbox
