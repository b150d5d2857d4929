#include "engine/inspect/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/tensor/random.h"

namespace glassbox {
namespace {

std::int64_t size_of(const Plan& plan, std::size_t tensor) {
  return plan.parameters()[tensor].parameter.shape.size();
}

Status check_places(const Plan& plan, std::span<const ParameterPlace> places) {
  if (places.size() > GradientCheck::kMostPlaces) {
    return make_error("parameter.range",
                      {std::to_string(places.size()), "0", std::to_string(GradientCheck::kMostPlaces)}, -1,
                      "places");
  }
  for (const ParameterPlace& place : places) {
    if (place.tensor < plan.parameters().size() && !plan.parameters()[place.tensor].parameter.trainable) {
      const ParameterSlice& slice = plan.parameters()[place.tensor];
      return make_error("inspect.not_trainable", {slice.layer, slice.parameter.name});
    }
    const std::int64_t size = place.tensor < plan.parameters().size() ? size_of(plan, place.tensor) : 0;
    if (place.place < 0 || place.place >= size) {
      return make_error("inspect.value", {std::to_string(place.place), std::to_string(size)});
    }
  }
  return Done{};
}

}  // namespace

std::vector<ParameterPlace> random_places(const Plan& plan, int count, std::uint64_t seed) {
  std::vector<ParameterPlace> places;
  for (std::size_t tensor = 0; tensor < plan.parameters().size(); ++tensor) {
    if (!plan.parameters()[tensor].parameter.trainable) continue;
    const Random random(seed, Stream::data, tensor);
    const std::int64_t size = size_of(plan, tensor);
    const std::int64_t wanted = std::min<std::int64_t>(count, size);
    // Floyd's sampling (Bentley & Floyd, "A sample of brilliance", CACM 1987): all subsets are equally
    // likely.
    std::set<std::int64_t> chosen;
    for (std::int64_t last = size - wanted; last < size; ++last) {
      const auto draw = static_cast<std::int64_t>(
          random.below(static_cast<std::uint64_t>(last), static_cast<std::uint32_t>(last + 1)));
      if (!chosen.insert(draw).second) chosen.insert(last);
    }
    for (const std::int64_t place : chosen) places.push_back({tensor, place});
  }
  return places;
}

GradientCheck::GradientCheck(LossProbe<double> probe, std::vector<ParameterPlace> places)
    : probe_(std::move(probe)), places_(std::move(places)) {
  probe_.forward();
  loss_ = probe_.compare();
  probe_.backward();
}

Result<GradientCheck> GradientCheck::create(std::shared_ptr<const Plan> plan, const ClassSpec& loss,
                                            std::span<const float> parameters, std::span<const float> inputs,
                                            const SampleTargets& targets,
                                            std::vector<ParameterPlace> places) {
  if (Status status = check_places(*plan, places); !status) return status.error();
  const auto samples = inputs.size() / static_cast<std::size_t>(plan->input_shape().size());
  const auto batch = static_cast<int>(std::clamp<std::size_t>(samples, 1, kLargestBatch));
  auto created = LossProbe<double>::create(std::move(plan), loss, batch, Gradients::of_parameters);
  if (!created) return created.error();
  LossProbe<double>& probe = created.value();
  if (Status status = probe.load(inputs); !status) return status.error();
  if (Status status = probe.set_targets(targets); !status) return status.error();
  probe.set_parameters(parameters);
  return GradientCheck(std::move(created).value(), std::move(places));
}

bool GradientCheck::advance(int count) {
  for (; count > 0 && gradients_.size() < places_.size(); --count) {
    gradients_.push_back(check(places_[gradients_.size()]));
  }
  return gradients_.size() < places_.size();
}

CheckedGradient GradientCheck::check(const ParameterPlace& place) {
  const ParameterSlice& slice = probe_.plan().parameters()[place.tensor];
  const std::size_t index = slice.offset + static_cast<std::size_t>(place.place);
  const double value = probe_.parameters()[index];
  const double h = kStep * std::max(1.0, std::abs(value));
  const auto loss_at = [&](double moved) {
    probe_.parameters()[index] = moved;
    probe_.forward();
    const double loss = probe_.compare();
    probe_.parameters()[index] = value;
    return loss;
  };

  CheckedGradient gradient;
  gradient.layer = slice.layer;
  gradient.parameter = slice.parameter.name;
  gradient.place = place.place;
  gradient.value = value;
  gradient.analytic = probe_.parameter_gradients()[index];
  gradient.left = (loss_ - loss_at(value - h)) / h;
  gradient.right = (loss_at(value + h) - loss_) / h;
  gradient.numeric = (gradient.left + gradient.right) / 2;
  const double largest = std::max(std::abs(gradient.analytic), std::abs(gradient.numeric));
  gradient.relative_error = std::abs(gradient.analytic - gradient.numeric) / std::max(largest, kSmallest);

  constexpr double kRounding = 1e-8;  // of a difference of losses, divided by h
  constexpr double kBend = 1e-6;
  const double half = h / 2;
  const double bend = (loss_at(value + half) + loss_at(value - half) - 2 * loss_) / half;
  gradient.kink = std::abs(gradient.right - gradient.left - 2 * bend) >
                  kBend * largest + kRounding * std::max(1.0, std::abs(loss_));
  return gradient;
}

std::vector<LayerGradientError> GradientCheck::layers() const {
  std::vector<LayerGradientError> layers;
  for (const CheckedGradient& gradient : gradients_) {
    auto layer = std::ranges::find(layers, gradient.layer, &LayerGradientError::layer);
    if (layer == layers.end()) layer = layers.insert(layer, {.layer = gradient.layer});
    ++layer->checked;
    if (gradient.kink) {
      ++layer->kinks;
    } else {
      layer->worst = std::max(layer->worst, gradient.relative_error);
    }
  }
  return layers;
}

}  // namespace glassbox
