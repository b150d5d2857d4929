#include "engine/train/compare.h"

#include <algorithm>
#include <cmath>

namespace glassbox {

std::vector<TensorDifference> compare(const Plan& plan, std::span<const float> before,
                                      std::span<const float> after) {
  std::vector<TensorDifference> differences;
  for (const ParameterSlice& slice : plan.parameters()) {
    const auto size = static_cast<std::size_t>(slice.parameter.shape.size());
    const std::span<const float> a = before.subspan(slice.offset, size);
    const std::span<const float> b = after.subspan(slice.offset, size);
    double aa = 0;
    double bb = 0;
    double ab = 0;
    double square = 0;
    double largest = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const double change = double{b[i]} - a[i];
      aa += double{a[i]} * a[i];
      bb += double{b[i]} * b[i];
      ab += double{a[i]} * b[i];
      square += change * change;
      largest = std::max(largest, std::abs(change));
    }
    const double norms = std::sqrt(aa) * std::sqrt(bb);
    differences.push_back({slice.layer, slice.parameter.name, std::sqrt(aa), std::sqrt(bb), std::sqrt(square),
                           norms > 0 ? ab / norms : 0, largest});
  }
  return differences;
}

}  // namespace glassbox
