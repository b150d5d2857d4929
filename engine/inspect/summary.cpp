#include "engine/inspect/summary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/ops/clip/clip.h"
#include "engine/simd/vector.h"

namespace glassbox {
namespace {

using simd::Vec;

// Values that are taken together, each with a counter of its own for every part of the histogram: equal
// neighbours, such as ReLU's zeros, do not wait for each other.
constexpr std::size_t kTogether = std::max(8, simd::kLanes);
// Values whose sum single precision holds well; the sums of blocks are added in double.
constexpr std::size_t kBlock = 1024;

using Lanes = std::array<Vec, kTogether / simd::kLanes>;

/// Calls visit(first, last) for blocks of whole groups of kTogether values; returns where the rest begins.
template <class Visit>
std::size_t for_each_block(std::size_t count, Visit visit) {
  const std::size_t whole = count - count % kTogether;
  for (std::size_t i = 0; i < whole; i += kBlock) visit(i, std::min(i + kBlock, whole));
  return whole;
}

Vec load(const float* from, std::size_t vector) {
  return Vec::load(from + vector * simd::kLanes);
}

double sum_of(const Lanes& lanes) {
  double sum = 0;
  for (const Vec& vector : lanes) sum += static_cast<double>(sum_of_lanes(vector));
  return sum;
}

struct Extent {
  float minimum = 0;
  float maximum = 0;
  double sum = 0;  ///< not finite where a value is not, or where values are too large to be added
};

/// Of at least one value.
Extent extent_of(std::span<const float> values) {
  Lanes least;
  Lanes most;
  least.fill(values[0]);
  most.fill(values[0]);
  Extent extent{values[0], values[0], 0};
  std::size_t i = for_each_block(values.size(), [&](std::size_t first, std::size_t last) {
    Lanes sums;
    sums.fill(0.0F);
    for (std::size_t k = first; k < last; k += kTogether) {
      for (std::size_t v = 0; v < sums.size(); ++v) {
        const Vec value = load(values.data() + k, v);
        least[v] = min(least[v], value);
        most[v] = max(most[v], value);
        sums[v] = sums[v] + value;
      }
    }
    extent.sum += sum_of(sums);
  });
  for (; i < values.size(); ++i) {
    extent.minimum = std::min(extent.minimum, values[i]);
    extent.maximum = std::max(extent.maximum, values[i]);
    extent.sum += static_cast<double>(values[i]);
  }
  for (std::size_t v = 0; v < least.size(); ++v) {
    std::array<float, simd::kLanes> lanes;
    least[v].store(lanes.data());
    extent.minimum = std::min(extent.minimum, *std::ranges::min_element(lanes));
    most[v].store(lanes.data());
    extent.maximum = std::max(extent.maximum, *std::ranges::max_element(lanes));
  }
  return extent;
}

/// Counts how many values lie in each part, `scale` parts making 1, and returns the sum of the squares of
/// their distances from `centre`. Distances are in parts, places in parts from the minimum on.
double count_parts(std::span<const float> values, float minimum, float scale, float centre,
                   std::vector<std::int64_t>& histogram) {
  constexpr float kInteger = 8388608.0F;  // 2^23: the low bits of a float from there on are a whole number
  constexpr std::uint32_t kLow = 0xFFFF;
  static_assert(TensorSummary::kMostBins <= kLow);
  const auto last_part = static_cast<float>(histogram.size() - 1);
  std::vector<std::uint32_t> counters(histogram.size() * kTogether);
  std::uint32_t* const counts = counters.data();
  const auto part = [&](auto place) {
    using std::min;
    const auto inside = min(place, last_part);
    const auto nearest = inside + kInteger;
    return simd::select(inside < nearest - kInteger, nearest - 1.0F, nearest);
  };
  double squares = 0;
  std::array<float, kBlock> parts;
  std::size_t i = for_each_block(values.size(), [&](std::size_t first, std::size_t last) {
    Lanes sums;
    sums.fill(0.0F);
    for (std::size_t k = first; k < last; k += kTogether) {
      for (std::size_t v = 0; v < sums.size(); ++v) {
        const Vec place = (load(values.data() + k, v) - minimum) * scale;
        sums[v] = sums[v] + (place - centre) * (place - centre);
        part(place).store(parts.data() + (k - first) + v * simd::kLanes);
      }
    }
    squares += sum_of(sums);
    for (std::size_t k = 0; k < last - first; k += kTogether) {
      for (std::size_t n = 0; n < kTogether; ++n) {
        ++counts[(std::bit_cast<std::uint32_t>(parts[k + n]) & kLow) * kTogether + n];
      }
    }
  });
  for (; i < values.size(); ++i) {
    const float place = (values[i] - minimum) * scale;
    squares += static_cast<double>((place - centre) * (place - centre));
    ++counts[(std::bit_cast<std::uint32_t>(part(place)) & kLow) * kTogether];
  }
  for (std::size_t n = 0; n < counters.size(); ++n) histogram[n / kTogether] += counters[n];
  return squares;
}

/// What may be too large, too small or not finite: in double and in order.
void summarize_exactly(std::span<const float> values, TensorSummary& summary) {
  const auto for_each_finite = [&](auto visit) {
    for (const float value : values) {
      if (std::isfinite(value)) visit(static_cast<double>(value));
    }
  };
  std::int64_t finite = 0;
  double sum = 0;
  double squares = 0;
  for_each_finite([&](double value) {
    summary.minimum = finite == 0 ? value : std::min(summary.minimum, value);
    summary.maximum = finite == 0 ? value : std::max(summary.maximum, value);
    sum += value;
    squares += value * value;
    ++finite;
  });
  summary.non_finite = summary.count - finite;
  if (finite == 0) return;
  summary.norm = std::sqrt(squares);
  summary.mean = sum / static_cast<double>(finite);

  double deviations = 0;
  const auto bins = static_cast<int>(summary.histogram.size());
  const double width = (summary.maximum - summary.minimum) / bins;
  for_each_finite([&](double value) {
    deviations += (value - summary.mean) * (value - summary.mean);
    const auto bin = width > 0 ? static_cast<int>((value - summary.minimum) / width) : 0;
    ++summary.histogram[static_cast<std::size_t>(std::min(bin, bins - 1))];
  });
  summary.deviation = std::sqrt(deviations / static_cast<double>(finite));
}

}  // namespace

TensorSummary summarize(std::span<const float> values, int bins) {
  constexpr float kSmallest = 1e-30F;  // the inverse of a part is finite
  TensorSummary summary;
  summary.count = static_cast<std::int64_t>(values.size());
  summary.histogram.resize(static_cast<std::size_t>(bins));
  if (values.empty()) return summary;

  const Extent extent = extent_of(values);
  const float range = extent.maximum - extent.minimum;
  if (!std::isfinite(extent.sum) || !(range >= kSmallest && range <= std::numeric_limits<float>::max())) {
    summarize_exactly(values, summary);
    return summary;
  }
  const auto count = static_cast<double>(values.size());
  const float scale = static_cast<float>(bins) / range;
  const auto parts = static_cast<double>(scale);
  summary.minimum = static_cast<double>(extent.minimum);
  summary.maximum = static_cast<double>(extent.maximum);
  summary.mean = extent.sum / count;
  const auto centre = static_cast<float>((summary.mean - summary.minimum) * parts);
  const double squares = count_parts(values, extent.minimum, scale, centre, summary.histogram);
  summary.deviation = std::sqrt(squares / count) / parts;
  summary.norm = std::sqrt(count * (summary.mean * summary.mean + summary.deviation * summary.deviation));
  return summary;
}

double norm(std::span<const float> values) {
  return std::sqrt(squared_norm(values.size(), values.data()));
}

}  // namespace glassbox
