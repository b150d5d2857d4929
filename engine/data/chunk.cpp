#include "engine/data/chunk.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "engine/base/crc32.h"
#include "engine/base/error_codes.h"
#include "engine/base/little_endian.h"

namespace glassbox {
namespace {

constexpr std::array kMagic{std::byte{'G'}, std::byte{'B'}, std::byte{'C'}, std::byte{'1'}};
constexpr std::size_t kHeaderSize = 28;
constexpr std::uint32_t kLargestField = 1 << 20;  ///< keeps every product below within 64 bits
constexpr std::uint32_t kLargestClasses = 256;

Error truncated(std::size_t there, std::uint64_t expected) {
  return make_error("chunk.truncated", {std::to_string(there), std::to_string(expected)});
}

}  // namespace

Result<Chunk> decode_chunk(std::span<const std::byte> file) {
  if (file.size() < kHeaderSize) return truncated(file.size(), kHeaderSize);
  if (!std::ranges::equal(file.first(kMagic.size()), kMagic)) return make_error("chunk.format");

  std::array<std::uint32_t, 5> fields{};  // samples, height, width, channels, classes
  for (std::size_t i = 0; i < fields.size(); ++i) {
    fields[i] = load_little_endian<std::uint32_t>(file.subspan(4 + 4 * i));
    if (fields[i] < 1 || fields[i] > kLargestField) return make_error("chunk.format");
  }
  const auto [samples, height, width, channels, classes] = fields;
  if (classes > kLargestClasses) return make_error("chunk.format");

  const std::uint64_t row_values = std::uint64_t{width} * channels;  // at most 2^40
  if (row_values * height > std::numeric_limits<std::uint32_t>::max()) return make_error("chunk.format");
  const std::uint64_t expected = kHeaderSize + samples * (1 + row_values * height);  // below 2^53
  if (file.size() < expected) return truncated(file.size(), expected);
  if (file.size() > expected) return make_error("chunk.format");

  const auto body = file.subspan(kHeaderSize);
  if (crc32(body) != load_little_endian<std::uint32_t>(file.subspan(24))) return make_error("chunk.checksum");

  const std::span bytes(reinterpret_cast<const std::uint8_t*>(body.data()), body.size());
  const auto labels = bytes.first(samples);
  for (const std::uint8_t label : labels) {
    if (label >= classes) return make_error("chunk.label", {std::to_string(label), std::to_string(classes)});
  }
  const auto as_int = [](std::uint32_t value) { return static_cast<std::int32_t>(value); };
  return Chunk{as_int(samples), as_int(height), as_int(width),         as_int(channels),
               as_int(classes), labels,         bytes.subspan(samples)};
}

}  // namespace glassbox
