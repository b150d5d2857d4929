#pragma once

#include <cstddef>

namespace glassbox {

/// Keras' L1L2 regularizer of one tensor w: adds its gradient to g and returns the penalty, which belongs to
/// the loss.
///   penalty = l1 sum of |w| + l2 sum of w^2;  dpenalty/dw = l1 sign(w) + 2 l2 w
/// (PyTorch's weight_decay is 2 l2.) Source: Goodfellow, Bengio & Courville, "Deep Learning" (2016), section
/// 7.1.
double add_penalty(double l1, double l2, std::size_t count, const double* w, double* g);
double add_penalty(double l1, double l2, std::size_t count, const float* w, float* g);

/// Keras' MaxNorm constraint over the weights into each unit, the columns of w [rows, columns]:
///   w *= min(|w|, limit) / |w|
/// Source: Srivastava et al., "Dropout" (JMLR 2014), section 5.1. `norms` is room for `columns` values.
void limit_norms(double limit, std::size_t rows, std::size_t columns, double* w, double* norms);
void limit_norms(double limit, std::size_t rows, std::size_t columns, float* w, float* norms);

}  // namespace glassbox
