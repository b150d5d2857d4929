#pragma once

#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>

namespace glassbox {

static_assert(std::endian::native == std::endian::little, "files and messages are little-endian");

/// The number at the start of `bytes`, which are at least as many.
template <class T>
T load_little_endian(std::span<const std::byte> bytes) {
  static_assert(std::is_arithmetic_v<T>);
  T value;
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

}  // namespace glassbox
