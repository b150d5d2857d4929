#include "engine/inspect/layer_report.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/inspect/layers.h"
#include "engine/inspect/probe.h"

namespace glassbox {
namespace {

/// For every unit, how many of its values are flat.
template <class IsFlat>
std::vector<std::uint32_t> count_flat(std::span<const float> values, std::size_t units, IsFlat is_flat) {
  std::vector<std::uint32_t> counts(units);
  for (const float* row = values.data(); row != values.data() + values.size(); row += units) {
    for (std::size_t unit = 0; unit < units; ++unit) counts[unit] += is_flat(row[unit]) ? 1 : 0;
  }
  return counts;
}

FlatUnits find_flat_units(std::string_view activation, std::span<const float> values, int units) {
  constexpr float kTanh = 0.99F;
  constexpr float kSigmoidLow = 0.01F;
  constexpr float kSigmoidHigh = 0.99F;
  const auto count = [&](auto is_flat) {
    return count_flat(values, static_cast<std::size_t>(units), is_flat);
  };
  std::vector<std::uint32_t> counts;
  if (activation == "relu") {
    counts = count([](float y) { return y == 0.0F; });
  } else if (activation == "tanh") {
    counts = count([](float y) { return std::abs(y) > kTanh; });
  } else if (activation == "sigmoid") {
    counts = count([](float y) { return (y < kSigmoidLow) | (y > kSigmoidHigh); });
  }
  const std::size_t each = values.size() / static_cast<std::size_t>(units);
  FlatUnits flat;
  for (std::size_t unit = 0; unit < counts.size(); ++unit) {
    flat.share.push_back(static_cast<float>(counts[unit]) / static_cast<float>(each));
    if (counts[unit] != each) continue;
    (activation == "relu" ? flat.dead : flat.saturated).push_back(static_cast<std::int32_t>(unit));
  }
  return flat;
}

std::span<const float> tensor(const ParameterSlice& slice, std::span<const float> parameters) {
  return parameters.subspan(slice.offset, static_cast<std::size_t>(slice.parameter.shape.size()));
}

}  // namespace

LayerReport report_layer(const Plan& plan, int layer, const LayerTensors& tensors, int bins) {
  LayerReport report;
  report.layer = plan.spec().layers[static_cast<std::size_t>(layer)].name;
  report.samples = tensors.samples;
  report.activation = activation_of(plan, layer);
  report.activations = summarize(tensors.activations, bins);
  report.activation_gradients = summarize(tensors.activation_gradients, bins);
  report.pre_activations = report.activations;
  report.pre_activation_gradients = report.activation_gradients;
  if (!report.activation.empty()) {
    report.pre_activations = summarize(tensors.pre_activations, bins);
    report.pre_activation_gradients = summarize(tensors.pre_activation_gradients, bins);
  }
  for (const ParameterSlice& slice : plan.parameters()) {
    if (slice.layer != report.layer) continue;
    ParameterReport& parameter = report.parameters.emplace_back();
    parameter.name = slice.parameter.name;
    parameter.shape = slice.parameter.shape.sizes();
    parameter.values = summarize(tensor(slice, tensors.parameters), bins);
    if (!slice.parameter.trainable) continue;
    parameter.gradients = summarize(tensor(slice, tensors.parameter_gradients), bins);
  }
  report.flat = find_flat_units(report.activation, tensors.activations, units_of(plan, layer));
  return report;
}

Result<LayerReport> report_layer(const Probe<float>& probe, int layer, int bins) {
  const Plan& plan = probe.plan();
  if (Status status = check_layer(plan, layer); !status) return status.error();
  if (bins < 1 || bins > TensorSummary::kMostBins) {
    return make_error("parameter.range",
                      {std::to_string(bins), "1", std::to_string(TensorSummary::kMostBins)}, -1, "bins");
  }
  const int output = plan.output_node(layer);
  const int before = pre_activation_node(plan, layer);
  return report_layer(plan, layer,
                      {.samples = probe.batch(),
                       .pre_activations = probe.output(before),
                       .activations = probe.output(output),
                       .pre_activation_gradients = probe.gradient(before),
                       .activation_gradients = probe.gradient(output),
                       .parameters = probe.parameters(),
                       .parameter_gradients = probe.parameter_gradients()},
                      bins);
}

std::vector<TensorUpdate> measure_update(const Plan& plan, std::span<const float> before,
                                         std::span<const float> after) {
  std::vector<TensorUpdate> updates;
  for (const ParameterSlice& slice : plan.parameters()) {
    if (!slice.parameter.trainable) continue;
    TensorUpdate update{.layer = slice.layer, .name = slice.parameter.name};
    const std::span<const float> old_values = tensor(slice, before);
    const std::span<const float> new_values = tensor(slice, after);
    std::vector<float> difference;
    for (std::size_t i = 0; i < old_values.size(); ++i) difference.push_back(new_values[i] - old_values[i]);
    update.update_norm = norm(difference);
    update.weight_norm = norm(old_values);
    if (update.weight_norm > 0) update.ratio = update.update_norm / update.weight_norm;
    updates.push_back(std::move(update));
  }
  return updates;
}

}  // namespace glassbox
