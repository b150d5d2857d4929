#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/inspect/loss_probe.h"
#include "engine/inspect/ranking.h"

namespace glassbox {

/// The samples of a data set that a model gets most wrong: the largest losses first, a loss that is not a
/// number before all others, the earlier sample first among equals. The data set is shown in slices.
class HardestSamples {
 public:
  static constexpr int kMost = 1000;
  static constexpr int kLargestSlice = 100;  ///< samples

  /// Looks for `count` samples, with a copy of the parameter vector. Errors: those of LossProbe::create,
  /// "parameter.range" for a `count` outside of 1 to kMost.
  static Result<HardestSamples> create(std::shared_ptr<const Plan> plan, const ClassSpec& loss,
                                       std::span<const float> parameters, int count);

  /// Shows the samples first, first + 1, ... of the data set: `inputs` [n, input_shape] with what they should
  /// give, n up to kLargestSlice. Returns their losses, valid until the next call. Errors: those of
  /// Probe::load and LossProbe::set_targets.
  Result<std::span<const float>> add(std::int64_t first, std::span<const float> inputs,
                                     const SampleTargets& targets);

  /// Of all samples shown so far, with their losses.
  [[nodiscard]] const std::vector<RankedSample>& samples() const { return ranking_.samples(); }

 private:
  /// NaN is larger than every number.
  struct Larger {
    bool operator()(double a, double b) const;
  };

  HardestSamples(LossProbe<float> probe, int count);

  LossProbe<float> probe_;
  Ranking<Larger> ranking_;
};

}  // namespace glassbox
