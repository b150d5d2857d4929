#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace glassbox {

/// True when no value is infinite or NaN: no exponent has all its bits. Written as a running maximum of
/// integers, which the compiler turns into vectors.
inline bool all_finite(std::span<const float> values) {
  std::uint32_t largest = 0;
  for (float value : values) {
    const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(value) & 0x7FFFFFFFU;
    largest = magnitude > largest ? magnitude : largest;
  }
  return largest < 0x7F800000U;
}

}  // namespace glassbox
