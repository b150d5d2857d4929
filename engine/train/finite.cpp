#include "engine/train/finite.h"

#include <bit>
#include <cstdint>

namespace glassbox {

// No exponent has all its bits. A running maximum of integers is what the compiler turns into vectors.
bool all_finite(std::span<const float> values) {
  std::uint32_t largest = 0;
  for (float value : values) {
    const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(value) & 0x7FFFFFFFU;
    largest = magnitude > largest ? magnitude : largest;
  }
  return largest < 0x7F800000U;
}

}  // namespace glassbox
