#include "engine/data/idx.h"

#include <algorithm>
#include <array>

namespace glassbox {
namespace {

constexpr std::array kMagic{std::byte{0}, std::byte{0}, std::byte{8}};
constexpr std::size_t kSizeBytes = 4;

std::int64_t load_big_endian(std::span<const std::byte> bytes) {
  std::int64_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::int64_t>(byte);
  return value;
}

}  // namespace

std::optional<Idx> parse_idx(std::span<const std::byte> file) {
  if (file.size() <= kMagic.size() || !std::ranges::equal(file.first(kMagic.size()), kMagic))
    return std::nullopt;
  const auto axes = std::to_integer<std::size_t>(file[kMagic.size()]);
  file = file.subspan(kMagic.size() + 1);
  if (axes == 0 || file.size() < axes * kSizeBytes) return std::nullopt;
  Idx idx;
  // Each size divides what is left, so that no product is ever made that could overflow.
  auto left = static_cast<std::int64_t>(file.size() - axes * kSizeBytes);
  const auto values = file.subspan(axes * kSizeBytes);
  for (; axes > idx.sizes.size(); file = file.subspan(kSizeBytes)) {
    const std::int64_t size = load_big_endian(file.first(kSizeBytes));
    if (size == 0 || left % size != 0) return std::nullopt;
    left /= size;
    idx.sizes.push_back(size);
  }
  if (left != 1) return std::nullopt;
  idx.values = {reinterpret_cast<const std::uint8_t*>(values.data()), values.size()};
  return idx;
}

}  // namespace glassbox
