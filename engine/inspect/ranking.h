#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace glassbox {

/// A sample of a data set with what it was ranked by.
struct RankedSample {
  std::int64_t index = 0;  ///< in the data set
  double score = 0;        ///< a loss, or a distance
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("index", self.index);
    visit("score", self.score);
  }
  friend bool operator==(const RankedSample&, const RankedSample&) = default;
};

/// The first `places` of all samples shown to it in the order `Before` of their scores (a strict weak order);
/// among equals, the one shown earlier stands first. So a data set can be ranked in slices.
template <class Before>
class Ranking {
 public:
  explicit Ranking(std::size_t places) : places_(places) {}

  void add(std::int64_t index, double score) {
    if (first_.size() == places_ && (places_ == 0 || !Before()(score, first_.back().score))) return;
    const auto place = std::ranges::upper_bound(first_, score, Before(), &RankedSample::score);
    first_.insert(place, {index, score});
    if (first_.size() > places_) first_.pop_back();
  }

  [[nodiscard]] const std::vector<RankedSample>& samples() const { return first_; }

 private:
  std::size_t places_;
  std::vector<RankedSample> first_;
};

}  // namespace glassbox
