#pragma once

#include <memory>

#include "engine/ops/op.h"
#include "engine/ops/recurrent/recurrent.h"

namespace glassbox {

/// Keras' GRU over the rows of (time, features), with reset_after as in cuDNN and PyTorch; s the logistic
/// function, f the activation, h before the first step zero:
///   a(t) = x(t) W + b[0],  e(t) = h(t-1) U + b[1],  each in three parts
///   z = s(a_z + e_z);  r = s(a_r + e_r);  g = f(a_g + r e_g);  h(t) = z h(t-1) + (1 - z) g
///   x (time, features), W "kernel" (features, 3 units), U "recurrent_kernel" (units, 3 units), b "bias"
///   (2, 3 units), y = h(time), (units), or all h, (time, units); the gates stand side by side in the order
///   z, r, g
///   da_z = de_z = dh (h(t-1) - g) z';  da_g = dh (1 - z) g';  de_g = da_g r;  da_r = de_r = da_g e_g r';
///   dh(t) = dy(t) + dh(t+1) z(t+1) + de(t+1) U^T;  W and b[0] by da, U and b[1] by de, as in simple_rnn.h
/// Sources: Cho et al., "Learning phrase representations using RNN encoder-decoder for statistical machine
/// translation" (EMNLP 2014); reset after the product: Appleyard, Kocisky & Blunsom, "Optimizing performance
/// of recurrent neural networks on GPUs" (2016).
std::unique_ptr<Op> make_gru(const RecurrentOptions& options, const Shape& input);

}  // namespace glassbox
