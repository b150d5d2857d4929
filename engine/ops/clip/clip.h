#pragma once

#include <cstddef>

namespace glassbox {

/// Gradient clipping, as Keras' optimizers do it. Source: Pascanu et al., "On the difficulty of training
/// recurrent neural networks" (ICML 2013), algorithm 1.

/// g = min(max(g, -limit), limit): clipvalue; torch.nn.utils.clip_grad_value_.
void clip_values(double limit, std::size_t count, double* g);
void clip_values(double limit, std::size_t count, float* g);

/// The sum of g^2, in order.
double squared_norm(std::size_t count, const double* g);
double squared_norm(std::size_t count, const float* g);

/// g *= limit / norm where norm is above the limit: clipnorm with the norm of one tensor, global_clipnorm
/// with that of all (torch.nn.utils.clip_grad_norm_).
void clip_norm(double limit, double norm, std::size_t count, double* g);
void clip_norm(double limit, double norm, std::size_t count, float* g);

}  // namespace glassbox
