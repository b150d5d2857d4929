#pragma once

#include <span>

namespace glassbox {

/// True when no value is infinite or NaN.
bool all_finite(std::span<const float> values);

}  // namespace glassbox
