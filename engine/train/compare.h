#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/model/plan.h"

namespace glassbox {

/// How far one parameter tensor is from what it was at another moment: a and b as vectors.
struct TensorDifference {
  std::string layer;
  std::string parameter;
  double norm_before = 0;  ///< |a|, the square root of the sum of squares
  double norm_after = 0;   ///< |b|
  double distance = 0;     ///< |b - a|
  double cosine = 0;       ///< a b / (|a| |b|): 1 for the same direction; 0 where one of them is zero
  double largest = 0;      ///< largest |b[i] - a[i]|

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("layer", self.layer);
    visit("parameter", self.parameter);
    visit("norm_before", self.norm_before);
    visit("norm_after", self.norm_after);
    visit("distance", self.distance);
    visit("cosine", self.cosine);
    visit("largest", self.largest);
  }
};

/// Tensor by tensor, in the order of plan.parameters(), from two parameter vectors of the plan.
std::vector<TensorDifference> compare(const Plan& plan, std::span<const float> before,
                                      std::span<const float> after);

}  // namespace glassbox
