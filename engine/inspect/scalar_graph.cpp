#include "engine/inspect/scalar_graph.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/ops/activation/activation.h"
#include "engine/ops/add/add.h"
#include "engine/ops/multiply/multiply.h"
#include "engine/ops/subtract/subtract.h"

namespace glassbox {
namespace {

/// How many inputs an operation reads.
struct Arity {
  std::size_t smallest = 1;
  std::size_t largest = 1;
};

/// None for an unknown name.
std::optional<Arity> arity(std::string_view op) {
  if (op == "subtract") return Arity{2, 2};
  if (op == "add" || op == "multiply") return Arity{2, ScalarGraph::kNodes};
  if (std::ranges::count(activation_functions(), op) > 0) return Arity{1, 1};
  return std::nullopt;
}

std::unique_ptr<const Op> make_scalar_op(std::string_view name, std::size_t inputs) {
  const Shape scalar{1};
  const std::vector<Shape> shapes(inputs, scalar);
  if (name == "add") return make_add(shapes);
  if (name == "subtract") return make_subtract(scalar);
  if (name == "multiply") return make_multiply(shapes);
  return make_activation(name, scalar);
}

/// One op on numbers, with the memory it asks for.
class ScalarOp {
 public:
  ScalarOp(std::unique_ptr<const Op> op, std::vector<double> inputs)
      : op_(std::move(op)),
        inputs_(std::move(inputs)),
        saved_(op_->saved_size(1)),
        scratch_(op_->scratch_size(1)) {
    for (const double& input : inputs_) input_pointers_.push_back(&input);
  }

  double forward() {
    op_->forward(frame());
    return output_;
  }

  /// After forward: what the node passes on to each of its inputs.
  std::vector<double> backward(double output_gradient) {
    std::vector<double> gradients(inputs_.size());
    std::vector<double*> pointers;
    for (double& gradient : gradients) pointers.push_back(&gradient);
    Frame<double> pass = frame();
    pass.output_gradient = &output_gradient;
    pass.input_gradients = pointers;
    op_->backward(pass);
    return gradients;
  }

 private:
  Frame<double> frame() {
    Frame<double> frame;
    frame.batch = 1;
    frame.inputs = input_pointers_;
    frame.output = &output_;
    frame.saved = saved_.data();
    frame.scratch = scratch_.data();
    return frame;
  }

  std::unique_ptr<const Op> op_;
  std::vector<double> inputs_;
  std::vector<const double*> input_pointers_;
  double output_ = 0;
  std::vector<double> saved_;
  std::vector<double> scratch_;
};

/// The place of a node among those so far, -1 for an unknown name.
std::int32_t find_node(const std::vector<ScalarNode>& nodes, std::string_view name) {
  const auto found = std::ranges::find(nodes, name, &ScalarNode::name);
  return found == nodes.end() ? -1 : static_cast<std::int32_t>(found - nodes.begin());
}

Status check_operation(const ScalarOperation& operation, const std::vector<ScalarNode>& nodes) {
  if (find_node(nodes, operation.name) >= 0) return make_error("scalar.duplicate_name", {operation.name});
  const std::optional<Arity> reads = arity(operation.op);
  if (!reads) return make_error("scalar.unknown_op", {operation.op});
  const std::size_t given = operation.inputs.size();
  if (given < reads->smallest || given > reads->largest) {
    return make_error("scalar.input_count", {operation.name, std::to_string(given)});
  }
  for (const std::string& input : operation.inputs) {
    if (find_node(nodes, input) < 0) return make_error("scalar.unknown_input", {operation.name, input});
  }
  return Done{};
}

}  // namespace

Result<std::vector<ScalarNode>> run(const ScalarGraph& graph) {
  const std::size_t size = graph.inputs.size() + graph.operations.size();
  if (size > static_cast<std::size_t>(ScalarGraph::kNodes)) {
    return make_error("scalar.too_many_nodes", {std::to_string(size), std::to_string(ScalarGraph::kNodes)});
  }
  if (graph.operations.empty()) return make_error("scalar.no_operation");

  std::vector<ScalarNode> nodes;
  for (const ScalarInput& input : graph.inputs) {
    if (find_node(nodes, input.name) >= 0) return make_error("scalar.duplicate_name", {input.name});
    ScalarNode& node = nodes.emplace_back();
    node.name = input.name;
    node.op = "input";
    node.value = input.value;
  }

  std::vector<ScalarOp> ops;
  ops.reserve(graph.operations.size());
  for (const ScalarOperation& operation : graph.operations) {
    if (Status status = check_operation(operation, nodes); !status) return status.error();
    ScalarNode node{.name = operation.name,
                    .op = operation.op,
                    .inputs = {},
                    .local_gradients = {},
                    .input_gradients = {}};
    std::vector<double> values;
    for (const std::string& input : operation.inputs) {
      node.inputs.push_back(find_node(nodes, input));
      values.push_back(nodes[static_cast<std::size_t>(node.inputs.back())].value);
    }
    auto op = make_scalar_op(operation.op, values.size());
    node.value = ops.emplace_back(std::move(op), std::move(values)).forward();
    node.local_gradients = ops.back().backward(1);
    nodes.push_back(std::move(node));
  }

  nodes.back().gradient = 1;
  for (std::size_t i = ops.size(); i-- > 0;) {
    ScalarNode& node = nodes[graph.inputs.size() + i];
    node.input_gradients = ops[i].backward(node.gradient);
    for (std::size_t k = 0; k < node.inputs.size(); ++k) {
      nodes[static_cast<std::size_t>(node.inputs[k])].gradient += node.input_gradients[k];
    }
  }
  return nodes;
}

ScalarGraph product_of_sum() {
  return {.inputs = {{"x", -2}, {"y", 5}, {"z", -4}},
          .operations = {{"q", "add", {"x", "y"}}, {"f", "multiply", {"q", "z"}}}};
}

ScalarGraph two_neuron_chain() {
  return {.inputs = {{"x1", 1}, {"w1", 0.5}, {"w2", -1}, {"t", 1}},
          .operations = {{"z1", "multiply", {"w1", "x1"}},
                         {"a1", "sigmoid", {"z1"}},
                         {"z2", "multiply", {"w2", "a1"}},
                         {"y", "sigmoid", {"z2"}},
                         {"error", "subtract", {"y", "t"}},
                         {"J", "multiply", {"error", "error"}}}};
}

}  // namespace glassbox
