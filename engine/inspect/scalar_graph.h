#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/error.h"

namespace glassbox {

/// A named number that goes into a scalar graph.
struct ScalarInput {
  std::string name;
  double value = 0;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("name", self.name);
    visit("value", self.value);
  }
};

/// A node that computes: an op of engine/ops on numbers. `op`: "add", "multiply" (two inputs or more),
/// "subtract" (two), or an activation by Keras' name (one).
struct ScalarOperation {
  std::string name;
  std::string op;
  std::vector<std::string> inputs;  ///< names of inputs and earlier operations; one may appear twice
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("name", self.name);
    visit("op", self.op);
    visit("inputs", self.inputs);
  }
};

/// A computational graph of numbers, in an order in which every operation follows its inputs. The last
/// operation is the result.
struct ScalarGraph {
  static constexpr int kNodes = 256;  ///< at most, inputs and operations together

  std::vector<ScalarInput> inputs;
  std::vector<ScalarOperation> operations;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("inputs", self.inputs);
    visit("operations", self.operations);
  }
};

/// A node after forward() and backward(). In the words of the chain rule, for a node n with the inputs x_k
/// and the result f:
///   gradient           df/dn, the sum over the nodes that read n; 1 for the result: the upstream gradient
///   local_gradients    dn/dx_k
///   input_gradients    df/dn dn/dx_k, upstream times local: what the node passes on to x_k
struct ScalarNode {
  std::string name;
  std::string op;                    ///< "input" for an input
  std::vector<std::int32_t> inputs;  ///< places of earlier nodes
  double value = 0;
  double gradient = 0;
  std::vector<double> local_gradients;  ///< one for each of `inputs`, as the next
  std::vector<double> input_gradients;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("name", self.name);
    visit("op", self.op);
    visit("inputs", self.inputs);
    visit("value", self.value);
    visit("gradient", self.gradient);
    visit("local_gradients", self.local_gradients);
    visit("input_gradients", self.input_gradients);
  }
};

/// Runs the graph forward and backward, in double, on the very ops that networks are made of. The nodes are
/// the inputs, then the operations, in their order. Errors: "scalar.too_many_nodes", "scalar.no_operation",
/// "scalar.duplicate_name", "scalar.unknown_input", "scalar.unknown_op", "scalar.input_count".
/// Source: Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.5.
Result<std::vector<ScalarNode>> run(const ScalarGraph& graph);

/// f = (x + y) z at x = -2, y = 5, z = -4, by way of q = x + y.
ScalarGraph product_of_sum();

/// Two neurons in a row and their loss: z1 = w1 x1, a1 = sigmoid(z1), z2 = w2 a1, y = sigmoid(z2),
/// J = (y - t)^2 for the target t.
ScalarGraph two_neuron_chain();

}  // namespace glassbox
