#pragma once

#include <cstdint>
#include <memory>

#include "engine/ops/op.h"

namespace glassbox {

/// The largest of each unit's pieces: y[j] = max over k of x[j pieces + k]. After a dense layer of
/// units x pieces it is a maxout layer, whose units learn their own activation: convex, and linear in pieces.
///   x (units pieces), y (units); dx of the first largest piece = dy, of the others 0; NaN wins
/// Source: Goodfellow, Warde-Farley, Mirza, Courville & Bengio, "Maxout networks" (ICML 2013). Pieces stand
/// side by side as in TensorFlow Addons' Maxout.
std::unique_ptr<Op> make_maxout(std::int64_t pieces, const Shape& input);

}  // namespace glassbox
