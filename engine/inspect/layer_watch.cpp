#include "engine/inspect/layer_watch.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/inspect/layers.h"
#include "engine/model/limits.h"

namespace glassbox {

LayerWatch::Place LayerWatch::find(const Plan& plan, const Plan& fused, int node) {
  while (node != PlanNode::kModelInput) {
    for (std::size_t i = 0; i < fused.nodes().size(); ++i) {
      const std::vector<int> nodes = Replay::nodes(plan, fused.nodes()[i]);
      if (std::ranges::find(nodes, node) != nodes.end()) {
        return {node, static_cast<int>(i), node != nodes.back()};
      }
    }
    node = plan.nodes()[static_cast<std::size_t>(node)].inputs[0];  // a change of shape, which is passed over
  }
  return {};
}

Result<std::unique_ptr<LayerWatch>> LayerWatch::create(Model& model, int layer) {
  const Plan& plan = model.plan();
  if (Status status = check_layer(plan, layer); !status) return status.error();
  const Place before = find(plan, model.fused_plan(), pre_activation_node(plan, layer));
  const Place output = find(plan, model.fused_plan(), plan.output_node(layer));
  const std::int64_t most = kMostValues / shape_of(plan, output.node).size();
  const int samples = static_cast<int>(std::clamp<std::int64_t>(most, 1, limits::kBatch));
  std::int64_t bytes = 0;
  if (before.hidden) {
    bytes = Replay::bytes(plan, model.fused_plan().nodes()[static_cast<std::size_t>(before.fused)], samples);
  }
  if (Status status = model.reserve(bytes); !status) return status.error();
  return std::unique_ptr<LayerWatch>(new LayerWatch(model, layer, before, output, samples));
}

LayerWatch::LayerWatch(Model& model, int layer, const Place& before, const Place& output, int samples)
    : plan_(model.shared_plan()), layer_(layer), before_(before), output_(output), samples_(samples) {
  if (!before.hidden) return;
  replay_.emplace(plan_, model.fused_plan().nodes()[static_cast<std::size_t>(before.fused)], samples);
}

void LayerWatch::look(const StepView& view) {
  const Runner<float>& step = view.runner;
  constexpr int kQuarter = 4;
  const int n = std::min(samples_, replay_ ? (step.batch() + kQuarter - 1) / kQuarter : step.batch());
  if (replay_) {
    const PlanNode& node = step.plan().nodes()[static_cast<std::size_t>(before_.fused)];
    replay_->run(view.parameters, step.output(node.inputs[0]), step.gradient(before_.fused), n);
  }
  const auto values = [&](const Place& place, const float* first) {
    const auto size = static_cast<std::size_t>(shape_of(*plan_, place.node).size());
    return std::span(first, first == nullptr ? 0 : size * static_cast<std::size_t>(n));
  };
  const auto output = [&](const Place& place) {
    return values(place, place.hidden ? replay_->output(place.node) : step.output(place.fused));
  };
  const auto gradient = [&](const Place& place) {
    return values(place, place.hidden ? replay_->gradient(place.node) : step.gradient(place.fused));
  };
  report_ = {view.step, report_layer(*plan_, layer_,
                                     {.samples = n,
                                      .pre_activations = output(before_),
                                      .activations = output(output_),
                                      .pre_activation_gradients = gradient(before_),
                                      .activation_gradients = gradient(output_),
                                      .parameters = view.parameters,
                                      .parameter_gradients = view.gradients},
                                     kBins)};
}

}  // namespace glassbox
