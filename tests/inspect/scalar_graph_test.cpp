#include "engine/inspect/scalar_graph.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace glassbox;

namespace {

std::vector<ScalarNode> nodes_of(const ScalarGraph& graph) {
  const auto nodes = run(graph);
  REQUIRE_MESSAGE(nodes.ok(), (nodes.ok() ? "" : nodes.error().code));
  return nodes.value();
}

const ScalarNode& node(const std::vector<ScalarNode>& nodes, const std::string& name) {
  const auto found = std::ranges::find(nodes, name, &ScalarNode::name);
  REQUIRE(found != nodes.end());
  return *found;
}

Error refusal(const ScalarGraph& graph) {
  const auto nodes = run(graph);
  return nodes ? Error{} : nodes.error();
}

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

/// d result / d input by central differences.
double difference(ScalarGraph graph, std::size_t input) {
  constexpr double kStep = 1e-6;
  const double value = graph.inputs[input].value;
  graph.inputs[input].value = value + kStep;
  const double above = nodes_of(graph).back().value;
  graph.inputs[input].value = value - kStep;
  const double below = nodes_of(graph).back().value;
  return (above - below) / (2 * kStep);
}

}  // namespace

TEST_CASE("f = (x + y) z gives the numbers of the lesson, forward and backward") {
  const auto nodes = nodes_of(product_of_sum());
  REQUIRE(nodes.size() == 5);
  CHECK(node(nodes, "q").value == 3);
  CHECK(node(nodes, "f").value == -12);
  CHECK(node(nodes, "f").gradient == 1);
  CHECK(node(nodes, "q").gradient == -4);
  CHECK(node(nodes, "z").gradient == 3);
  CHECK(node(nodes, "x").gradient == -4);
  CHECK(node(nodes, "y").gradient == -4);
  CHECK(node(nodes, "f").local_gradients == std::vector<double>{-4, 3});
  CHECK(node(nodes, "f").input_gradients == std::vector<double>{-4, 3});
  CHECK(node(nodes, "q").local_gradients == std::vector<double>{1, 1});
  CHECK(node(nodes, "q").input_gradients == std::vector<double>{-4, -4});
  CHECK(node(nodes, "q").inputs == std::vector<std::int32_t>{0, 1});
  CHECK(node(nodes, "x").op == "input");
}

TEST_CASE("the two-neuron chain follows the chain rule") {
  const ScalarGraph graph = two_neuron_chain();
  const auto nodes = nodes_of(graph);
  const double x1 = 1;
  const double w1 = 0.5;
  const double w2 = -1;
  const double target = 1;
  const double a1 = sigmoid(w1 * x1);
  const double y = sigmoid(w2 * a1);
  const auto close = [](double value) { return doctest::Approx(value).epsilon(1e-14); };
  CHECK(node(nodes, "z1").value == w1 * x1);
  CHECK(node(nodes, "a1").value == close(a1));
  CHECK(node(nodes, "y").value == close(y));
  CHECK(node(nodes, "J").value == close((y - target) * (y - target)));
  const double dy = 2 * (y - target);
  const double dz2 = dy * y * (1 - y);
  const double da1 = dz2 * w2;
  const double dz1 = da1 * a1 * (1 - a1);
  CHECK(node(nodes, "y").gradient == close(dy));
  CHECK(node(nodes, "z2").gradient == close(dz2));
  CHECK(node(nodes, "w2").gradient == close(dz2 * a1));
  CHECK(node(nodes, "a1").gradient == close(da1));
  CHECK(node(nodes, "z1").gradient == close(dz1));
  CHECK(node(nodes, "w1").gradient == close(dz1 * x1));
  CHECK(node(nodes, "y").local_gradients[0] == close(y * (1 - y)));
}

TEST_CASE("a value that is read several times gathers its gradients, on every operation") {
  ScalarGraph graph{.inputs = {{"a", 0.7}, {"b", -1.3}, {"c", 0.2}},
                    .operations = {{"sum", "add", {"a", "b", "a"}},
                                   {"bent", "tanh", {"sum"}},
                                   {"product", "multiply", {"bent", "c", "a", "bent"}},
                                   {"soft", "softplus", {"b"}},
                                   {"result", "subtract", {"product", "soft"}}}};
  const auto nodes = nodes_of(graph);
  for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
    CAPTURE(graph.inputs[i].name);
    CHECK(nodes[i].gradient == doctest::Approx(difference(graph, i)).epsilon(1e-8));
  }
  for (const ScalarNode& n : nodes) {
    for (std::size_t k = 0; k < n.inputs.size(); ++k) {
      CHECK(n.input_gradients[k] == doctest::Approx(n.gradient * n.local_gradients[k]).epsilon(1e-15));
    }
  }
}

TEST_CASE("a node that the result does not read has the gradient 0") {
  ScalarGraph graph = product_of_sum();
  graph.operations.insert(graph.operations.begin() + 1, {"aside", "tanh", {"q"}});
  const auto nodes = nodes_of(graph);
  CHECK(node(nodes, "aside").gradient == 0);
  CHECK(node(nodes, "q").gradient == -4);
}

TEST_CASE("an impossible graph is refused with its reason") {
  const std::vector<ScalarInput> inputs{{"x", 1}, {"y", 2}};
  CHECK(refusal({inputs, {}}) == Error{"scalar.no_operation", {}, -1, ""});
  CHECK(refusal({{{"x", 1}, {"x", 2}}, {{"f", "tanh", {"x"}}}}) ==
        Error{"scalar.duplicate_name", {"x"}, -1, ""});
  CHECK(refusal({inputs, {{"y", "tanh", {"x"}}}}) == Error{"scalar.duplicate_name", {"y"}, -1, ""});
  CHECK(refusal({inputs, {{"f", "power", {"x", "y"}}}}) == Error{"scalar.unknown_op", {"power"}, -1, ""});
  CHECK(refusal({inputs, {{"f", "tanh", {"f"}}}}) == Error{"scalar.unknown_input", {"f", "f"}, -1, ""});
  CHECK(refusal({inputs, {{"f", "add", {"x"}}}}) == Error{"scalar.input_count", {"f", "1"}, -1, ""});
  CHECK(refusal({inputs, {{"f", "multiply", {}}}}) == Error{"scalar.input_count", {"f", "0"}, -1, ""});
  CHECK(refusal({inputs, {{"f", "subtract", {"x", "y", "x"}}}}) ==
        Error{"scalar.input_count", {"f", "3"}, -1, ""});
  CHECK(refusal({inputs, {{"f", "relu", {"x", "y"}}}}) == Error{"scalar.input_count", {"f", "2"}, -1, ""});
  ScalarGraph large{{}, {{"f", "tanh", {"x0"}}}};
  for (int i = 0; i < ScalarGraph::kNodes; ++i) large.inputs.push_back({"x" + std::to_string(i), 1});
  CHECK(refusal(large) == Error{"scalar.too_many_nodes", {"257", "256"}, -1, ""});
}
