#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/inspect/probe.h"
#include "engine/inspect/ranking.h"

namespace glassbox {

enum class Distance : std::int32_t {
  euclidean,  ///< the root of the sum of (a - b)^2
  cosine,     ///< 1 - a b / (|a| |b|), 0 to 2; 1 where one of them is 0 and has no direction
};

/// The samples of a data set that a layer's output holds for most alike one sample: nearest first, the
/// earlier one first among equals. What is no number is never near. The data set is shown in slices.
class NearestSamples {
 public:
  static constexpr int kMost = 1000;
  static constexpr int kLargestSlice = 100;  ///< samples

  /// Looks for the `count` samples nearest to `sample`, [input_shape], in the space of a layer's output, with
  /// a copy of the parameter vector. Errors: "inspect.layer", "input.size", "input.batch" unless it is one
  /// sample, "parameter.range" for a `count` outside of 1 to kMost.
  static Result<NearestSamples> create(const std::shared_ptr<const Plan>& plan,
                                       std::span<const float> parameters, int layer,
                                       std::span<const float> sample, Distance distance, int count);

  /// Shows the samples first, first + 1, ... of the data set: `inputs` [n, input_shape], n up to
  /// kLargestSlice. Errors: those of Probe::load.
  Status add(std::int64_t first, std::span<const float> inputs);

  /// Of all samples shown so far, with their distances.
  [[nodiscard]] const std::vector<RankedSample>& samples() const { return ranking_.samples(); }

 private:
  NearestSamples(const std::shared_ptr<const Plan>& plan, std::span<const float> parameters, int layer,
                 Distance distance, int count);
  [[nodiscard]] double distance_to(std::span<const float> place) const;

  int node_;
  Probe<float> probe_;
  Distance distance_;
  std::vector<float> target_;
  Ranking<std::ranges::less> ranking_;
};

}  // namespace glassbox
