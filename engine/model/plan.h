#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/spec.h"
#include "engine/ops/loss.h"
#include "engine/ops/op.h"

namespace glassbox {

/// One row of the layer table, as Keras' summary() prints it.
struct LayerSummary {
  std::string name;
  std::string class_name;
  std::vector<std::int64_t> output_shape;  ///< one sample
  std::int64_t parameters = 0;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("name", self.name);
    visit("class_name", self.class_name);
    visit("output_shape", self.output_shape);
    visit("parameters", self.parameters);
  }
  friend bool operator==(const LayerSummary&, const LayerSummary&) = default;
};

/// Where one parameter tensor lies in the parameter vector.
struct ParameterSlice {
  std::string layer;  ///< the layer's name
  Parameter parameter;
  std::size_t offset = 0;  ///< in values; a multiple of 16, the gap behind a tensor stays zero
};

/// One op of the graph with its place in memory. A layer with an activation is two nodes.
struct PlanNode {
  std::shared_ptr<const Op> op;
  int layer = 0;            ///< index in ModelSpec::layers
  int number = 0;           ///< of the node before fusion: its random numbers depend on it
  int last = 0;             ///< that number, or of the last node that a fused one stands for
  std::vector<int> inputs;  ///< earlier nodes; kModelInput is the batch itself
  Shape output_shape;
  std::vector<std::size_t> parameters;  ///< indices in Plan::parameters()

  static constexpr int kModelInput = -1;
  static constexpr int kFused = -2;  ///< in a fused plan: a node that has no output of its own
};

/// A ModelSpec compiled: ops in order, shapes known, every size checked. Immutable; shared by all runners of
/// the model.
class Plan {
 public:
  /// Errors name the layer and the parameter at fault: those of model/graph.h, and what the shapes forbid
  /// ("conv2d.kernel_larger_than_input", "dense.needs_flat_input", ...).
  static Result<std::shared_ptr<const Plan>> compile(const ModelSpec& spec, const FastPaths& paths = {});

  /// The spec with names and inputs filled in.
  [[nodiscard]] const ModelSpec& spec() const { return spec_; }
  [[nodiscard]] Shape input_shape() const;
  [[nodiscard]] const std::vector<PlanNode>& nodes() const { return nodes_; }
  [[nodiscard]] const std::vector<ParameterSlice>& parameters() const { return parameters_; }
  /// Length of the parameter vector, gaps included; the trainable ones come first.
  [[nodiscard]] std::size_t parameter_values() const { return parameter_values_; }
  [[nodiscard]] std::size_t trainable_values() const { return trainable_values_; }
  [[nodiscard]] const std::vector<LayerSummary>& summary() const { return summary_; }
  [[nodiscard]] std::int64_t parameter_count() const;  ///< without gaps: the total that Keras prints
  /// The node that holds a layer's output (its activation when it has one); kModelInput where a linear
  /// Activation hands the input on.
  [[nodiscard]] int output_node(int layer) const { return layer_outputs_[static_cast<std::size_t>(layer)]; }
  /// The node of the model's output.
  [[nodiscard]] int output_node() const { return layer_outputs_.back(); }
  [[nodiscard]] const Shape& output_shape() const;
  /// Values of one output.
  [[nodiscard]] int output_size() const { return static_cast<int>(output_shape().size()); }
  /// Classes that an output tells apart: as many as it has values; a single one says yes or no.
  [[nodiscard]] int classes() const { return std::max(output_size(), 2); }
  /// The node whose output a loss takes: the one before the last where the last is that link, which the loss
  /// contains; else the last.
  [[nodiscard]] int loss_node(Link link) const;

 private:
  friend class PlanBuilder;
  friend class Fusion;

  ModelSpec spec_;
  std::vector<PlanNode> nodes_;
  std::vector<ParameterSlice> parameters_;
  std::size_t parameter_values_ = 0;
  std::size_t trainable_values_ = 0;
  std::vector<LayerSummary> summary_;
  std::vector<int> layer_outputs_;
};

/// The parameter vector at the start of a run: every tensor from its initialiser, by seed (stream
/// initialisation).
void initialize(const Plan& plan, std::uint64_t seed, float* parameters);

}  // namespace glassbox
