#pragma once

#include <memory>

#include "engine/ops/op.h"

namespace glassbox {

/// Keras' Dropout: in training every value is 0 with probability `rate`, in [0, 1), else divided by 1 - rate,
/// so that the mean stays; in prediction y = x. dx = dy times the same factor. Source: Srivastava et al.,
/// "Dropout: a simple way to prevent neural networks from overfitting" (JMLR 2014), in its inverted form.
std::unique_ptr<Op> make_dropout(double rate, const Shape& input);

}  // namespace glassbox
