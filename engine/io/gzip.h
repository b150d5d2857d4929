#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace glassbox {

/// Whether a file begins as gzip files do.
bool is_gzip(std::span<const std::byte> file);

/// What a gzip file of one member holds (RFC 1952, compressed as in RFC 1951). Nothing where the file is
/// damaged, or holds more than kLargestGunzipped bytes.
std::optional<std::vector<std::byte>> gunzip(std::span<const std::byte> file);
inline constexpr std::size_t kLargestGunzipped = std::size_t{1} << 30;

}  // namespace glassbox
