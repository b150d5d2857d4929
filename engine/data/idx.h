#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace glassbox {

/// An idx file of bytes, the form of MNIST and of the sets after it (Y. LeCun, C. Cortes, C. Burges): 0, 0,
/// 8, the number of axes, their sizes as big-endian uint32, the values.
struct Idx {
  std::vector<std::int64_t> sizes;
  std::span<const std::uint8_t> values;  ///< borrow from the file's bytes
};

/// Nothing where the bytes are no such file, or not as many as its sizes say.
std::optional<Idx> parse_idx(std::span<const std::byte> file);

}  // namespace glassbox
