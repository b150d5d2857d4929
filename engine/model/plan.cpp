#include "engine/model/plan.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/graph.h"
#include "engine/model/initializers.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/model/limits.h"
#include "engine/tensor/random.h"

namespace glassbox {
namespace {

Shape to_shape(const std::vector<std::int64_t>& sizes) {
  Shape shape;
  for (std::int64_t size : sizes) shape.push_back(size);
  return shape;
}

Status check_output(const Shape& shape, int layer) {
  bool good = shape.size() <= limits::kTensorSize;
  for (int axis = 0; axis < shape.rank(); ++axis) good = good && shape[axis] <= limits::kDimension;
  if (!good) {
    return make_error(
        "layer.output_too_large",
        {shape.to_string(), std::to_string(limits::kDimension), std::to_string(limits::kTensorSize)}, layer);
  }
  return Done{};
}

/// "initializer.too_large" where "orthogonal" would take too long.
Status check_initializers(const OpChain& ops) {
  for (const std::unique_ptr<Op>& op : ops) {
    for (const Parameter& parameter : op->parameters()) {
      if (parameter.initial.initializer != "orthogonal") continue;
      const std::int64_t columns = parameter.shape.back();
      const std::int64_t rows = parameter.shape.size() / columns;
      // In real numbers: the sizes of a layer that is far too large are still unchecked.
      const double work = static_cast<double>(rows) * static_cast<double>(columns) *
                          static_cast<double>(std::min(rows, columns));
      if (work > limits::kOrthogonalWork) {
        const bool recurrent = parameter.name == "recurrent_kernel";
        return make_error(
            "initializer.too_large",
            {parameter.initial.initializer, std::to_string(rows) + "x" + std::to_string(columns)}, -1,
            recurrent ? "recurrent_initializer" : "kernel_initializer");
      }
    }
  }
  return Done{};
}

}  // namespace

/// Lays a Plan out layer by layer.
class PlanBuilder {
 public:
  PlanBuilder(ModelSpec spec, const FastPaths& paths) : paths_(paths) { plan_->spec_ = std::move(spec); }

  Result<std::shared_ptr<const Plan>> build() {
    for (std::size_t i = 0; i < plan_->spec_.layers.size(); ++i) {
      if (Status status = add_layer(static_cast<int>(i)); !status) return status.error();
    }
    if (Status status = finish(); !status) return status.error();
    return std::shared_ptr<const Plan>(std::move(plan_));
  }

 private:
  [[nodiscard]] Shape shape_of(int node) const {
    if (node == PlanNode::kModelInput) return plan_->input_shape();
    return plan_->nodes_[static_cast<std::size_t>(node)].output_shape;
  }

  [[nodiscard]] std::vector<int> input_nodes(const LayerSpec& layer) const {
    std::vector<int> nodes;
    for (const std::string& input : layer.inputs) {
      if (input == kInputName) {
        nodes.push_back(PlanNode::kModelInput);
      } else {
        const auto found = std::ranges::find(plan_->spec_.layers, input, &LayerSpec::name);
        nodes.push_back(plan_->output_node(static_cast<int>(found - plan_->spec_.layers.begin())));
      }
    }
    return nodes;
  }

  Status add_layer(int index) {
    const LayerSpec& layer = plan_->spec_.layers[static_cast<std::size_t>(index)];
    const Schema& schema = *find_layer_schema(layer.class_name);
    std::vector<int> inputs = input_nodes(layer);
    std::vector<Shape> shapes;
    for (int node : inputs) shapes.push_back(shape_of(node));

    Result<OpChain> ops =
        find_layer_builder(layer.class_name)(Settings::read(schema, layer.config).value(), shapes);
    const Status built = ops ? check_initializers(ops.value()) : Status(ops.error());
    if (!built) {
      Error error = built.error();
      error.layer = index;
      return error;
    }
    const std::int64_t before = parameter_count_;
    for (std::unique_ptr<Op>& op : ops.value()) {
      op->choose(paths_);
      if (Status status = add_node(index, std::move(op), inputs); !status) return status.error();
      inputs = {static_cast<int>(plan_->nodes_.size()) - 1};
    }
    plan_->layer_outputs_.push_back(inputs[0]);
    plan_->summary_.push_back(
        {layer.name, layer.class_name, shape_of(inputs[0]).sizes(), parameter_count_ - before});
    return Done{};
  }

  Status add_node(int layer, std::unique_ptr<Op> op, std::vector<int> inputs) {
    PlanNode node{.op = std::move(op),
                  .layer = layer,
                  .number = static_cast<int>(plan_->nodes_.size()),
                  .last = static_cast<int>(plan_->nodes_.size()),
                  .inputs = std::move(inputs),
                  .output_shape = {},
                  .parameters = {}};
    node.output_shape = node.op->output_shape();
    if (Status status = check_output(node.output_shape, layer); !status) return status.error();
    for (Parameter& parameter : node.op->parameters()) {
      const std::int64_t size = parameter.shape.size();
      parameter_count_ += size;
      if (parameter_count_ > limits::kParameters) {
        return make_error("model.too_many_parameters",
                          {std::to_string(parameter_count_), std::to_string(limits::kParameters)}, layer);
      }
      node.parameters.push_back(plan_->parameters_.size());
      plan_->parameters_.push_back(
          {plan_->spec_.layers[static_cast<std::size_t>(layer)].name, std::move(parameter), 0});
    }
    plan_->nodes_.push_back(std::move(node));
    return Done{};
  }

  Status finish() {
    lay_out(true);
    plan_->trainable_values_ = plan_->parameter_values_;
    lay_out(false);
    return plan_->trainable_values_ > 0 ? Status(Done{}) : make_error("model.nothing_to_train");
  }

  /// Gives the parameters of one kind their places, behind what has one.
  void lay_out(bool trainable) {
    constexpr std::size_t kAlignment = 16;  // floats of a cache line
    for (ParameterSlice& slice : plan_->parameters_) {
      if (slice.parameter.trainable != trainable) continue;
      slice.offset = plan_->parameter_values_;
      const auto values = static_cast<std::size_t>(slice.parameter.shape.size());
      plan_->parameter_values_ += (values + kAlignment - 1) / kAlignment * kAlignment;
    }
  }

  std::shared_ptr<Plan> plan_ = std::make_shared<Plan>();
  FastPaths paths_;
  std::int64_t parameter_count_ = 0;
};

Result<std::shared_ptr<const Plan>> Plan::compile(const ModelSpec& spec, const FastPaths& paths) {
  Result<ModelSpec> full = normalize(spec);
  if (!full) return full.error();
  return PlanBuilder(std::move(full).value(), paths).build();
}

Shape Plan::input_shape() const {
  return to_shape(spec_.input_shape);
}

std::int64_t Plan::parameter_count() const {
  std::int64_t count = 0;
  for (const ParameterSlice& slice : parameters_) count += slice.parameter.shape.size();
  return count;
}

const Shape& Plan::output_shape() const {
  return nodes_[static_cast<std::size_t>(output_node())].output_shape;
}

int Plan::loss_node(Link link) const {
  const PlanNode& last = nodes_[static_cast<std::size_t>(output_node())];
  const bool contained = (link == Link::softmax && last.op->kind() == "softmax") ||
                         (link == Link::sigmoid && last.op->kind() == "sigmoid");
  return contained ? last.inputs[0] : output_node();
}

void initialize(const Plan& plan, std::uint64_t seed, float* parameters) {
  std::fill_n(parameters, plan.parameter_values(), 0.0F);
  for (std::size_t i = 0; i < plan.parameters().size(); ++i) {
    const ParameterSlice& slice = plan.parameters()[i];
    initialize(slice.parameter.initial, slice.parameter.shape, Random(seed, Stream::initialisation, i),
               parameters + slice.offset);
  }
}

}  // namespace glassbox
