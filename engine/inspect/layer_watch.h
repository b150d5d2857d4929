#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "engine/base/error.h"
#include "engine/inspect/layer_report.h"
#include "engine/inspect/replay.h"
#include "engine/train/model.h"

namespace glassbox {

/// Reports on a layer from within the steps of training. What a step has in memory is read where it stands;
/// what it does not keep (model/fusion.h) is computed again, for a quarter of the batch at most. The report
/// is of the first samples of the batch, whose order is random: as many as have kMostValues in the layer, at
/// least one.
class LayerWatch final : public StepWatcher {
 public:
  static constexpr std::int64_t kMostValues = std::int64_t{1} << 17;
  static constexpr int kBins = 20;

  /// Allocates all that the watch needs, and reserves it in the model. Errors: "inspect.layer", and those of
  /// Model::reserve().
  static Result<std::unique_ptr<LayerWatch>> create(Model& model, int layer);

  [[nodiscard]] int layer() const { return layer_; }
  void look(const StepView& view) override;
  /// Of the last step that was looked at; none before the first.
  [[nodiscard]] const std::optional<StepReport>& report() const { return report_; }
  void forget() { report_.reset(); }

 private:
  /// One of the plan's nodes, and the node of the fused plan that it is, or in which it is hidden.
  struct Place {
    int node = PlanNode::kModelInput;
    int fused = PlanNode::kModelInput;
    bool hidden = false;
  };
  static Place find(const Plan& plan, const Plan& fused, int node);

  LayerWatch(Model& model, int layer, const Place& before, const Place& output, int samples);

  std::shared_ptr<const Plan> plan_;
  int layer_;
  Place before_;  ///< the activation function
  Place output_;
  int samples_;
  std::optional<Replay> replay_;
  std::optional<StepReport> report_;
};

}  // namespace glassbox
