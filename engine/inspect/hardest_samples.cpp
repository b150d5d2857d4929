#include "engine/inspect/hardest_samples.h"

#include <cmath>
#include <string>
#include <utility>

#include "engine/base/error_codes.h"

namespace glassbox {

bool HardestSamples::Larger::operator()(double a, double b) const {
  return !std::isnan(b) && (std::isnan(a) || a > b);
}

HardestSamples::HardestSamples(std::shared_ptr<const Plan> plan, std::span<const float> parameters, int count)
    : probe_(std::make_unique<Probe<float>>(std::move(plan), kLargestSlice, Gradients::none)),
      ranking_(static_cast<std::size_t>(count)) {
  probe_->set_parameters(parameters);
}

Result<HardestSamples> HardestSamples::create(std::shared_ptr<const Plan> plan,
                                              std::span<const float> parameters, int count) {
  if (count < 1 || count > kMost) {
    return make_error("parameter.range", {std::to_string(count), "1", std::to_string(kMost)}, -1, "count");
  }
  return HardestSamples(std::move(plan), parameters, count);
}

Result<std::span<const double>> HardestSamples::add(std::int64_t first, std::span<const float> inputs,
                                                    std::span<const std::uint8_t> labels) {
  if (Status status = probe_->load(inputs, labels); !status) return status.error();
  if (labels.empty()) {
    return make_error("input.label_count", {"0", std::to_string(probe_->batch())});
  }
  probe_->forward();
  probe_->evaluate();
  const std::span<const double> losses = probe_->losses();
  for (std::size_t i = 0; i < losses.size(); ++i) {
    ranking_.add(first + static_cast<std::int64_t>(i), losses[i]);
  }
  return losses;
}

}  // namespace glassbox
