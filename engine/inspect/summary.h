#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace glassbox {

/// A tensor in numbers, over its finite values: all are 0 where there is none.
struct TensorSummary {
  static constexpr int kMostBins = 1024;

  std::int64_t count = 0;       ///< values, those that are not finite included
  std::int64_t non_finite = 0;  ///< NaN and infinities
  double norm = 0;              ///< L2: the root of the sum of the squares
  double mean = 0;
  double deviation = 0;  ///< standard deviation, of the values as the whole population
  double minimum = 0;
  double maximum = 0;
  /// How many values lie in each of the equal parts of [minimum, maximum]; a part owns its lower bound, the
  /// last one both. Where all values are equal, they lie in the first.
  std::vector<std::int64_t> histogram;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("count", self.count);
    visit("non_finite", self.non_finite);
    visit("norm", self.norm);
    visit("mean", self.mean);
    visit("deviation", self.deviation);
    visit("minimum", self.minimum);
    visit("maximum", self.maximum);
    visit("histogram", self.histogram);
  }
};

/// To about seven digits, on vectors: less than a nanosecond a value. `bins` from 1 to kMostBins.
TensorSummary summarize(std::span<const float> values, int bins);

/// The L2 norm, in double and in order.
double norm(std::span<const float> values);

}  // namespace glassbox
