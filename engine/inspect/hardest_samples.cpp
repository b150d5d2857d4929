#include "engine/inspect/hardest_samples.h"

#include <cmath>
#include <string>
#include <utility>

#include "engine/base/error_codes.h"

namespace glassbox {

bool HardestSamples::Larger::operator()(double a, double b) const {
  return !std::isnan(b) && (std::isnan(a) || a > b);
}

HardestSamples::HardestSamples(LossProbe<float> probe, int count)
    : probe_(std::move(probe)), ranking_(static_cast<std::size_t>(count)) {}

Result<HardestSamples> HardestSamples::create(std::shared_ptr<const Plan> plan, const ClassSpec& loss,
                                              std::span<const float> parameters, int count) {
  if (count < 1 || count > kMost) {
    return make_error("parameter.range", {std::to_string(count), "1", std::to_string(kMost)}, -1, "count");
  }
  auto probe = LossProbe<float>::create(std::move(plan), loss, kLargestSlice, Gradients::none);
  if (!probe) return probe.error();
  probe.value().set_parameters(parameters);
  return HardestSamples(std::move(probe).value(), count);
}

Result<std::span<const float>> HardestSamples::add(std::int64_t first, std::span<const float> inputs,
                                                   const SampleTargets& targets) {
  if (Status status = probe_.load(inputs); !status) return status.error();
  if (Status status = probe_.set_targets(targets); !status) return status.error();
  probe_.forward();
  probe_.compare();
  const std::span<const float> losses = probe_.losses();
  for (std::size_t i = 0; i < losses.size(); ++i) {
    ranking_.add(first + static_cast<std::int64_t>(i), static_cast<double>(losses[i]));
  }
  return losses;
}

}  // namespace glassbox
