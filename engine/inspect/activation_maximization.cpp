#include "engine/inspect/activation_maximization.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/base/error_codes.h"
#include "engine/inspect/layers.h"
#include "engine/tensor/random.h"

namespace glassbox {
namespace {

constexpr float kLargestValue = 1000;

Status check_range(float value, float smallest, float largest, const char* option) {
  if (value >= smallest && value <= largest) return Done{};
  const auto text = [](float number) { return std::to_string(number); };
  return make_error("parameter.range", {text(value), text(smallest), text(largest)}, -1, option);
}

Status check_options(const ActivationMaximizationOptions& options) {
  if (options.steps < 1 || options.steps > ActivationMaximization::kMostSteps) {
    return make_error(
        "parameter.range",
        {std::to_string(options.steps), "1", std::to_string(ActivationMaximization::kMostSteps)}, -1,
        "steps");
  }
  for (Status status : {check_range(options.rate, 0, 1, "rate"), check_range(options.decay, 0, 1, "decay"),
                        check_range(options.blur, 0, 1, "blur"),
                        check_range(options.maximum, -kLargestValue, kLargestValue, "maximum"),
                        check_range(options.minimum, -kLargestValue, options.maximum, "minimum")}) {
    if (!status) return status;
  }
  return Done{};
}

}  // namespace

ActivationMaximization::ActivationMaximization(const std::shared_ptr<const Plan>& plan, int node,
                                               std::size_t unit, const ActivationMaximizationOptions& options)
    : options_(options),
      probe_(plan, 1, Gradients::of_inputs, node),
      objective_(static_cast<std::size_t>(shape_of(*plan, node).size())) {
  const auto units = static_cast<std::size_t>(shape_of(*plan, node).back());
  const std::size_t places = objective_.size() / units;
  for (std::size_t i = unit; i < objective_.size(); i += units)
    objective_[i] = 1 / static_cast<float>(places);
}

Result<ActivationMaximization> ActivationMaximization::create(const std::shared_ptr<const Plan>& plan,
                                                              std::span<const float> parameters, int layer,
                                                              int unit,
                                                              const ActivationMaximizationOptions& options) {
  if (Status status = check_options(options); !status) return status.error();
  if (Status status = check_layer(*plan, layer); !status) return status.error();
  const int units = units_of(*plan, layer);
  if (unit < 0 || unit >= units) {
    return make_error("inspect.unit", {std::to_string(unit), std::to_string(units)}, layer);
  }
  const bool softmax = activation_of(*plan, layer) == "softmax";
  const int node = softmax ? pre_activation_node(*plan, layer) : plan->output_node(layer);
  ActivationMaximization search(plan, node, static_cast<std::size_t>(unit), options);
  search.probe_.set_parameters(parameters);
  if (Status status = search.start(); !status) return status.error();
  return search;
}

Status ActivationMaximization::start() {
  constexpr float kNoise = 0.1F;  // of the range, to either side of its middle
  const Random random(options_.seed, Stream::data);
  const float range = options_.maximum - options_.minimum;
  std::vector<float> input(static_cast<std::size_t>(probe_.plan().input_shape().size()));
  for (std::size_t i = 0; i < input.size(); ++i) {
    const float noise = kNoise * (2 * random.uniform(i) - 1);
    input[i] = options_.minimum + range * (0.5F + noise);
  }
  return probe_.load(input);
}

bool ActivationMaximization::advance(int steps) {
  const auto all = static_cast<std::size_t>(options_.steps);
  for (; steps > 0 && activations_.size() < all; --steps) step();
  return activations_.size() < all;
}

float ActivationMaximization::mean_activation() const {
  const std::span<const float> values = probe_.output(probe_.from());
  double mean = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    mean += static_cast<double>(objective_[i]) * static_cast<double>(values[i]);
  }
  return static_cast<float>(mean);
}

void ActivationMaximization::step() {
  probe_.forward();
  probe_.backward(objective_);
  activations_.push_back(mean_activation());

  const std::span<float> input = probe_.inputs();
  const std::span<const float> gradient = probe_.gradient(PlanNode::kModelInput);
  double squares = 0;
  for (const float g : gradient) squares += static_cast<double>(g) * static_cast<double>(g);
  const auto rms = static_cast<float>(std::sqrt(squares / static_cast<double>(gradient.size())));
  if (rms > 0) {
    for (std::size_t i = 0; i < input.size(); ++i) input[i] += options_.rate * (gradient[i] / rms);
  }
  for (float& value : input) value *= 1 - options_.decay;
  smooth();
  for (float& value : input) value = std::clamp(value, options_.minimum, options_.maximum);
}

void ActivationMaximization::smooth() {
  const Shape shape = probe_.plan().input_shape();
  if (shape.rank() < 2 || options_.blur == 0) return;
  const std::int64_t height = shape[0];
  const std::int64_t width = shape[1];
  const std::int64_t channels = shape.rank() == 3 ? shape[2] : 1;
  const std::span<float> input = probe_.inputs();
  const std::vector<float> sharp(input.begin(), input.end());
  const auto at = [&](std::int64_t row, std::int64_t column, std::int64_t channel) {
    const std::int64_t r = std::clamp<std::int64_t>(row, 0, height - 1);
    const std::int64_t c = std::clamp<std::int64_t>(column, 0, width - 1);
    return sharp[static_cast<std::size_t>((r * width + c) * channels + channel)];
  };
  std::size_t i = 0;
  for (std::int64_t r = 0; r < height; ++r) {
    for (std::int64_t c = 0; c < width; ++c) {
      for (std::int64_t k = 0; k < channels; ++k, ++i) {
        const float corners =
            at(r - 1, c - 1, k) + at(r - 1, c + 1, k) + at(r + 1, c - 1, k) + at(r + 1, c + 1, k);
        const float sides = at(r - 1, c, k) + at(r, c - 1, k) + at(r, c + 1, k) + at(r + 1, c, k);
        const float smooth = (corners + 2 * sides + 4 * sharp[i]) / 16;
        input[i] += options_.blur * (smooth - sharp[i]);
      }
    }
  }
}

}  // namespace glassbox
