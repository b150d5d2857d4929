#include "engine/data/split.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace glassbox {

SampleSplit split_samples(std::span<const std::uint8_t> labels, double test_split, const Random& random) {
  std::array<std::int64_t, 256> wanted{};  // of each class, for testing
  for (const std::uint8_t label : labels) ++wanted[label];
  for (std::int64_t& count : wanted) {
    const auto rounded = static_cast<std::int64_t>(static_cast<double>(count) * test_split + 0.5);
    count = std::clamp<std::int64_t>(rounded, 0, std::max<std::int64_t>(count - 1, 0));
  }
  std::vector<std::uint32_t> order(labels.size());
  std::iota(order.begin(), order.end(), 0U);
  random.shuffle(order);
  SampleSplit split;
  for (const std::uint32_t index : order) {
    std::int64_t& missing = wanted[labels[index]];
    (missing > 0 ? split.test : split.train).push_back(index);
    if (missing > 0) --missing;
  }
  return split;
}

}  // namespace glassbox
