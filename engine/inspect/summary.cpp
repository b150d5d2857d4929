#include "engine/inspect/summary.h"

#include <algorithm>
#include <cmath>

#include "engine/ops/clip/clip.h"

namespace glassbox {
namespace {

/// Calls visit(value) for the finite ones, in order.
template <class Visit>
void for_each_finite(std::span<const float> values, Visit visit) {
  for (const float value : values) {
    if (std::isfinite(value)) visit(static_cast<double>(value));
  }
}

}  // namespace

TensorSummary summarize(std::span<const float> values, int bins) {
  TensorSummary summary;
  summary.count = static_cast<std::int64_t>(values.size());
  summary.histogram.resize(static_cast<std::size_t>(bins));

  std::int64_t finite = 0;
  double sum = 0;
  double squares = 0;
  for_each_finite(values, [&](double value) {
    summary.minimum = finite == 0 ? value : std::min(summary.minimum, value);
    summary.maximum = finite == 0 ? value : std::max(summary.maximum, value);
    sum += value;
    squares += value * value;
    ++finite;
  });
  summary.non_finite = summary.count - finite;
  if (finite == 0) return summary;
  summary.norm = std::sqrt(squares);
  summary.mean = sum / static_cast<double>(finite);

  double deviations = 0;
  const double width = (summary.maximum - summary.minimum) / bins;
  for_each_finite(values, [&](double value) {
    deviations += (value - summary.mean) * (value - summary.mean);
    const auto bin = width > 0 ? static_cast<int>((value - summary.minimum) / width) : 0;
    ++summary.histogram[static_cast<std::size_t>(std::min(bin, bins - 1))];
  });
  summary.deviation = std::sqrt(deviations / static_cast<double>(finite));
  return summary;
}

double norm(std::span<const float> values) {
  return std::sqrt(squared_norm(values.size(), values.data()));
}

}  // namespace glassbox
