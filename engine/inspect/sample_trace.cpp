#include "engine/inspect/sample_trace.h"

#include <cmath>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/inspect/layers.h"
#include "engine/inspect/taps.h"
#include "engine/ops/activation/activation.h"

namespace glassbox {
namespace {

/// A layer of sums with its numbers in the run that is traced.
struct TracedLayer {
  std::string name;
  TapLayout layout;
  std::span<const double> inputs;
  std::span<const double> sums;
  std::span<const double> sum_gradients;
  std::span<const double> kernel;  ///< empty for pooling
  std::span<const double> bias;    ///< empty where there is none
};

std::span<const double> find_tensor(const Probe<double>& probe, const std::string& layer,
                                    std::string_view name) {
  for (const ParameterSlice& slice : probe.plan().parameters()) {
    if (slice.layer == layer && slice.parameter.name == name) {
      return probe.parameters().subspan(slice.offset, static_cast<std::size_t>(slice.parameter.shape.size()));
    }
  }
  return {};
}

Result<TracedLayer> find_layer(const Probe<double>& probe, int layer, int most_terms) {
  const Plan& plan = probe.plan();
  if (Status status = check_layer(plan, layer); !status) return status.error();
  if (most_terms < 1 || most_terms > SampleTrace::kMostTerms) {
    return make_error("parameter.range",
                      {std::to_string(most_terms), "1", std::to_string(SampleTrace::kMostTerms)}, -1,
                      "most_terms");
  }
  const std::optional<TapLayout> layout = tap_layout(plan, layer);
  const LayerSpec& spec = plan.spec().layers[static_cast<std::size_t>(layer)];
  if (!layout) return make_error("inspect.not_traceable", {spec.class_name}, layer);
  const int node = pre_activation_node(plan, layer);
  const int first = first_node(plan, layer);
  return TracedLayer{.name = spec.name,
                     .layout = *layout,
                     .inputs = probe.output(plan.nodes()[static_cast<std::size_t>(first)].inputs[0]),
                     .sums = probe.output(node),
                     .sum_gradients = probe.gradient(node),
                     .kernel = find_tensor(probe, spec.name, "kernel"),
                     .bias = find_tensor(probe, spec.name, "bias")};
}

Status check_place(std::int64_t place, std::size_t size) {
  if (place < 0 || place >= static_cast<std::int64_t>(size)) {
    return make_error("inspect.value", {std::to_string(place), std::to_string(size)});
  }
  return Done{};
}

double at(std::span<const double> values, std::int64_t place) {
  return values[static_cast<std::size_t>(place)];
}

Trace begin_trace(const TracedLayer& layer, const char* quantity, std::int64_t place, const char* left,
                  const char* right) {
  Trace trace;
  trace.layer = layer.name;
  trace.quantity = quantity;
  trace.place = place;
  trace.left = left;
  trace.right = right;
  return trace;
}

/// Adds terms to a trace, the first of them one by one.
class Sum {
 public:
  Sum(Trace& trace, int most_terms) : trace_(trace), most_terms_(static_cast<std::size_t>(most_terms)) {
    trace_.sum = trace_.bias;
  }

  void add(std::int64_t left_place, double left, std::int64_t right_place, double right) {
    const double product = left * right;
    trace_.sum += product;
    if (trace_.terms.size() < most_terms_) {
      trace_.terms.push_back({left_place, left, right_place, right, product});
    } else {
      ++trace_.rest_terms;
      trace_.rest += product;
    }
  }

 private:
  Trace& trace_;
  std::size_t most_terms_;
};

/// What a tap's input counts in its output: a weight, or the cell's share of its pooling window.
class Factors {
 public:
  explicit Factors(const TracedLayer& layer) : layer_(layer) {}

  [[nodiscard]] const char* name() const { return is_pooling() ? "share" : "kernel"; }

  [[nodiscard]] double of(const Tap& tap) {
    if (!is_pooling()) return at(layer_.kernel, tap.weight);
    if (tap.output != output_) look_at(tap.output);
    if (layer_.layout.kind == TapLayout::Kind::average) return 1 / static_cast<double>(cells_);
    return tap.input == winner_ ? 1 : 0;
  }

 private:
  [[nodiscard]] bool is_pooling() const { return layer_.layout.kind != TapLayout::Kind::weighted; }

  /// Counts the cells of an output's window and finds the first of the largest; NaN is larger than all.
  void look_at(std::int64_t output) {
    output_ = output;
    cells_ = 0;
    double largest = 0;
    for_each_tap(layer_.layout, {.output = output}, [&](const Tap& tap) {
      const double value = at(layer_.inputs, tap.input);
      if (cells_++ == 0 || value > largest || (std::isnan(value) && !std::isnan(largest))) {
        winner_ = tap.input;
        largest = value;
      }
    });
  }

  const TracedLayer& layer_;
  std::int64_t output_ = -1;
  std::int64_t cells_ = 0;
  std::int64_t winner_ = -1;
};

}  // namespace

SampleTrace::SampleTrace(LossProbe<double> probe) : probe_(std::move(probe)) {}

Result<SampleTrace> SampleTrace::create(std::shared_ptr<const Plan> plan, const ClassSpec& loss,
                                        std::span<const float> parameters, std::span<const float> sample,
                                        const SampleTargets& target) {
  auto created = LossProbe<double>::create(std::move(plan), loss, 1, Gradients::of_inputs);
  if (!created) return created.error();
  LossProbe<double>& probe = created.value();
  if (Status status = probe.load(sample); !status) return status.error();
  if (Status status = probe.set_targets(target); !status) return status.error();
  probe.set_parameters(parameters);
  probe.forward();
  probe.compare();
  probe.backward();
  return SampleTrace(std::move(created).value());
}

Result<Trace> SampleTrace::output(int layer, std::int64_t place, int most_terms) const {
  const Result<TracedLayer> found = find_layer(probe_, layer, most_terms);
  if (!found) return found.error();
  const TracedLayer& traced = found.value();
  if (Status status = check_place(place, traced.sums.size()); !status) return status.error();

  Factors factors(traced);
  Trace trace = begin_trace(traced, "output", place, "input", factors.name());
  if (!traced.bias.empty()) trace.bias = at(traced.bias, place % traced.layout.filters);
  Sum sum(trace, most_terms);
  for_each_tap(traced.layout, {.output = place}, [&](const Tap& tap) {
    sum.add(tap.input, at(traced.inputs, tap.input), tap.weight, factors.of(tap));
  });

  const Plan& plan = probe_.plan();
  const int output = plan.output_node(layer);
  trace.activation = activation_of(plan, layer);
  trace.value = at(probe_.output(output), place);
  trace.sum_gradient = at(traced.sum_gradients, place);
  const std::span<const double> gradients = probe_.gradient(output);
  if (!gradients.empty()) trace.activation_gradient = at(gradients, place);
  if (const auto point = evaluate_activation(trace.activation, trace.sum)) trace.slope = point->slope;
  if (trace.activation.empty()) trace.slope = 1;
  return trace;
}

Result<Trace> SampleTrace::input_gradient(int layer, std::int64_t place, int most_terms) const {
  const Result<TracedLayer> found = find_layer(probe_, layer, most_terms);
  if (!found) return found.error();
  const TracedLayer& traced = found.value();
  if (Status status = check_place(place, traced.inputs.size()); !status) return status.error();

  Factors factors(traced);
  Trace trace = begin_trace(traced, "input_gradient", place, "output_gradient", factors.name());
  Sum sum(trace, most_terms);
  for_each_tap(traced.layout, {.input = place}, [&](const Tap& tap) {
    sum.add(tap.output, at(traced.sum_gradients, tap.output), tap.weight, factors.of(tap));
  });
  return trace;
}

Result<Trace> SampleTrace::parameter_gradient(int layer, std::string_view tensor, std::int64_t place,
                                              int most_terms) const {
  const Result<TracedLayer> found = find_layer(probe_, layer, most_terms);
  if (!found) return found.error();
  const TracedLayer& traced = found.value();
  const bool of_kernel = tensor == "kernel" && !traced.kernel.empty();
  const bool of_bias = tensor == "bias" && !traced.bias.empty();
  if (!of_kernel && !of_bias) {
    return make_error("inspect.no_tensor", {traced.name, std::string(tensor)}, layer);
  }
  const std::size_t size = of_kernel ? traced.kernel.size() : traced.bias.size();
  if (Status status = check_place(place, size); !status) return status.error();

  Trace trace = of_kernel ? begin_trace(traced, "kernel_gradient", place, "input", "output_gradient")
                          : begin_trace(traced, "bias_gradient", place, "output_gradient", "one");
  Sum sum(trace, most_terms);
  if (of_kernel) {
    for_each_tap(traced.layout, {.weight = place}, [&](const Tap& tap) {
      sum.add(tap.input, at(traced.inputs, tap.input), tap.output, at(traced.sum_gradients, tap.output));
    });
  } else {
    for (std::int64_t output = place; output < traced.layout.outputs(); output += traced.layout.filters) {
      sum.add(output, at(traced.sum_gradients, output), -1, 1);
    }
  }
  return trace;
}

}  // namespace glassbox
