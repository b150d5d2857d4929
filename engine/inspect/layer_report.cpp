#include "engine/inspect/layer_report.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/inspect/layers.h"

namespace glassbox {
namespace {

bool is_flat(std::string_view activation, float value) {
  constexpr float kTanh = 0.99F;
  constexpr float kSigmoidLow = 0.01F;
  constexpr float kSigmoidHigh = 0.99F;
  if (activation == "relu") return value == 0.0F;
  if (activation == "tanh") return std::abs(value) > kTanh;
  return value < kSigmoidLow || value > kSigmoidHigh;
}

FlatUnits find_flat_units(std::string_view activation, std::span<const float> values, int units) {
  FlatUnits flat;
  if (activation != "relu" && activation != "tanh" && activation != "sigmoid") return flat;
  std::vector<std::size_t> counts(static_cast<std::size_t>(units));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_flat(activation, values[i])) ++counts[i % counts.size()];
  }
  const std::size_t each = values.size() / counts.size();
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

Result<LayerReport> report_layer(const Probe<float>& probe, int layer, int bins) {
  const Plan& plan = probe.plan();
  if (Status status = check_layer(plan, layer); !status) return status.error();
  if (bins < 1 || bins > TensorSummary::kMostBins) {
    return make_error("parameter.range",
                      {std::to_string(bins), "1", std::to_string(TensorSummary::kMostBins)}, -1, "bins");
  }
  const int output = plan.output_node(layer);
  const int before = pre_activation_node(plan, layer);

  LayerReport report;
  report.layer = plan.spec().layers[static_cast<std::size_t>(layer)].name;
  report.activation = activation_of(plan, layer);
  report.pre_activations = summarize(probe.output(before), bins);
  report.activations = summarize(probe.output(output), bins);
  report.pre_activation_gradients = summarize(probe.gradient(before), bins);
  report.activation_gradients = summarize(probe.gradient(output), bins);
  for (const ParameterSlice& slice : plan.parameters()) {
    if (slice.layer != report.layer) continue;
    ParameterReport& parameter = report.parameters.emplace_back();
    parameter.name = slice.parameter.name;
    parameter.shape = slice.parameter.shape.sizes();
    parameter.values = summarize(tensor(slice, probe.parameters()), bins);
    if (!slice.parameter.trainable) continue;
    parameter.gradients = summarize(tensor(slice, probe.parameter_gradients()), bins);
  }
  report.flat = find_flat_units(report.activation, probe.output(output), units_of(plan, layer));
  return report;
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
