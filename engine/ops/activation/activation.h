#pragma once

#include <memory>
#include <string_view>

#include "engine/ops/op.h"

namespace glassbox {

/// An elementwise activation, x and y of one shape: "relu", "tanh" or "sigmoid" (formulas:
/// activation/functions.h); null for another name. dx = dy f'(x), where f' is computed from y.
std::unique_ptr<Op> make_activation(std::string_view name, const Shape& input);

}  // namespace glassbox
