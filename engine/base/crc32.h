#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace glassbox {

namespace detail {

/// The remainders of all bytes by the reflected polynomial 0xEDB88320.
consteval std::array<std::uint32_t, 256> crc32_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t remainder = byte;
    for (int bit = 0; bit < 8; ++bit) remainder = (remainder >> 1) ^ ((remainder & 1) * 0xEDB88320U);
    table[byte] = remainder;
  }
  return table;
}

inline constexpr std::array<std::uint32_t, 256> kCrc32Table = crc32_table();

}  // namespace detail

/// CRC-32/ISO-HDLC, as zlib's crc32() and PNG's.
constexpr std::uint32_t crc32(std::span<const std::byte> bytes) {
  std::uint32_t remainder = ~0U;
  for (const std::byte byte : bytes) {
    remainder =
        (remainder >> 8) ^ detail::kCrc32Table[(remainder ^ std::to_integer<std::uint32_t>(byte)) & 0xFF];
  }
  return ~remainder;
}

}  // namespace glassbox
