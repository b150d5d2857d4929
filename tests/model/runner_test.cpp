#include "engine/model/runner.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"
#include "tests/model/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

constexpr int kBatch = 4;

/// A whole pass: model, loss, gradients.
template <class T>
struct WholePass {
  explicit WholePass(const ModelSpec& spec)
      : plan(Plan::compile(spec).value()),
        runner(plan, kBatch, Gradients::of_parameters, logits),
        parameters(plan->parameter_values()),
        gradients(plan->parameter_values()),
        inputs(kBatch * static_cast<std::size_t>(plan->input_shape().size())),
        losses(kBatch),
        logits_gradient(static_cast<std::size_t>(kBatch * plan->classes())),
        scratch(logits_gradient.size()) {
    fill_parameters(*plan, parameters.data());
    for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i] *= T{8};
    fill_batch<T>(0, plan->classes(), inputs, labels);
  }

  double forward(int batch = kBatch) {
    runner.forward(parameters.data(), inputs.data(), batch);
    loss->evaluate(LossFrame<T>{.batch = batch,
                                .size = plan->classes(),
                                .outputs = runner.output(logits),
                                .labels = labels.data(),
                                .losses = losses.data(),
                                .gradient = logits_gradient.data(),
                                .scratch = scratch.data()});
    return std::accumulate(losses.begin(), losses.begin() + batch, 0.0) / batch;
  }

  double forward_backward(int batch = kBatch) {
    const double result = forward(batch);
    runner.backward(parameters.data(), logits_gradient.data(), gradients.data());
    return result;
  }

  std::shared_ptr<const Plan> plan;
  int logits = plan->loss_node(Link::softmax);
  Runner<T> runner;
  std::unique_ptr<Loss> loss = make_sparse_categorical_crossentropy();
  std::vector<T> parameters;
  std::vector<T> gradients;
  std::vector<T> inputs;
  std::vector<std::uint8_t> labels = std::vector<std::uint8_t>(kBatch);
  std::vector<T> losses;
  std::vector<T> logits_gradient;
  std::vector<T> scratch;
};

template <class T>
double largest_magnitude(const std::vector<T>& values) {
  double largest = 0;
  for (T value : values) largest = std::max(largest, std::abs(static_cast<double>(value)));
  return largest;
}

/// How close a kink is: the smallest |x| before a ReLU.
double distance_from_kinks(WholePass<double>& pass) {
  double distance = 1;
  const auto& nodes = pass.plan->nodes();
  for (const PlanNode& node : nodes) {
    const Value* activation =
        pass.plan->spec().layers[static_cast<std::size_t>(node.layer)].find("activation");
    if (node.op->kind() != "relu" || activation == nullptr || activation->text != "relu") continue;
    const double* x = pass.runner.output(node.inputs[0]);
    for (std::int64_t i = 0; i < node.output_shape.size() * kBatch; ++i)
      distance = std::min(distance, std::abs(x[i]));
  }
  return distance;
}

void check_gradient(const ModelSpec& spec) {
  constexpr double kStep = 1e-5;
  WholePass<double> pass(spec);
  pass.forward_backward();
  REQUIRE(distance_from_kinks(pass) > 100 * kStep);
  const std::vector<double> gradients = pass.gradients;
  double largest_error = 0;
  for (const ParameterSlice& slice : pass.plan->parameters()) {
    double largest_in_tensor = 0;
    for (std::int64_t k = 0; k < slice.parameter.shape.size(); ++k) {
      const std::size_t i = slice.offset + static_cast<std::size_t>(k);
      const double value = pass.parameters[i];
      pass.parameters[i] = value + kStep;
      const double above = pass.forward();
      pass.parameters[i] = value - kStep;
      const double below = pass.forward();
      pass.parameters[i] = value;
      largest_error = std::max(largest_error, std::abs((above - below) / (2 * kStep) - gradients[i]));
      largest_in_tensor = std::max(largest_in_tensor, std::abs(gradients[i]));
    }
    CAPTURE(slice.layer);
    CAPTURE(slice.parameter.name);
    CHECK(largest_in_tensor > 0);
  }
  CHECK(largest_error <= 1e-7 * largest_magnitude(gradients) + 1e-9);
}

/// The project's measure of agreement.
template <class A, class B>
void check_close(const A* a, const B* b, std::size_t count) {
  double difference = 0;
  double largest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    difference = std::max(difference, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    largest = std::max(largest, std::abs(static_cast<double>(b[i])));
  }
  CHECK(difference <= 1e-5 * largest + 1e-7);
}

void check_executors(const ModelSpec& spec) {
  WholePass<float> fast(spec);
  WholePass<double> reference(spec);
  CHECK(fast.forward_backward() == doctest::Approx(reference.forward_backward()).epsilon(1e-5));
  for (std::size_t i = 0; i < fast.plan->nodes().size(); ++i) {
    CAPTURE(i);
    const auto node = static_cast<int>(i);
    const auto values = static_cast<std::size_t>(fast.plan->nodes()[i].output_shape.size() * kBatch);
    check_close(fast.runner.output(node), reference.runner.output(node), values);
    REQUIRE((fast.runner.gradient(node) == nullptr) == (reference.runner.gradient(node) == nullptr));
    if (fast.runner.gradient(node) != nullptr) {
      check_close(fast.runner.gradient(node), reference.runner.gradient(node), values);
    }
  }
  check_close(fast.gradients.data(), reference.gradients.data(), fast.gradients.size());
}

}  // namespace

TEST_CASE("the gradient of an MLP agrees with finite differences") {
  check_gradient(small_mlp());
}
TEST_CASE("the gradient of a CNN agrees with finite differences") {
  check_gradient(small_cnn());
  check_gradient(small_encoder());
}
TEST_CASE("the gradient of a graph with branches agrees with finite differences") {
  check_gradient(small_graph());
}
TEST_CASE("the gradient of a recurrent network agrees with finite differences") {
  check_gradient(small_rnn());
}

TEST_CASE("the SIMD executor agrees with the reference on an MLP") {
  check_executors(small_mlp());
}
TEST_CASE("the SIMD executor agrees with the reference on a CNN") {
  check_executors(small_cnn());
  check_executors(small_encoder());
}
TEST_CASE("the SIMD executor agrees with the reference on a graph with branches") {
  check_executors(small_graph());
}
TEST_CASE("the SIMD executor agrees with the reference on a recurrent network") {
  check_executors(small_rnn());
}
TEST_CASE("the SIMD executor agrees with the reference on the course's CNN") {
  check_executors(course_cnn());
}

TEST_CASE("a runner takes any batch up to its largest, and each sample's result is its own") {
  WholePass<float> pass(small_cnn());
  pass.forward();
  const auto values = static_cast<std::size_t>(pass.plan->classes());
  const int logits = pass.logits;
  const std::vector<float> all(pass.runner.output(logits), pass.runner.output(logits) + kBatch * values);
  pass.forward(1);
  CHECK(pass.runner.batch() == 1);
  CHECK(
      std::equal(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(values), pass.runner.output(logits)));
}

TEST_CASE("a runner without gradients gives the same outputs and needs less memory") {
  for (const ModelSpec& spec : {small_cnn(), small_encoder(), small_graph(), small_rnn()}) {
    WholePass<float> pass(spec);
    pass.forward();
    Runner<float> prediction(pass.plan, kBatch, Gradients::none, pass.logits);
    prediction.forward(pass.parameters.data(), pass.inputs.data(), kBatch);
    for (std::size_t i = 0; i < pass.plan->nodes().size(); ++i) {
      const auto node = static_cast<int>(i);
      const auto values = static_cast<std::ptrdiff_t>(pass.plan->nodes()[i].output_shape.size() * kBatch);
      CHECK(std::equal(prediction.output(node), prediction.output(node) + values, pass.runner.output(node)));
    }
    CHECK(Runner<float>::bytes(*pass.plan, kBatch, Gradients::none, pass.logits) <
          Runner<float>::bytes(*pass.plan, kBatch, Gradients::of_parameters, pass.logits));
  }
}

TEST_CASE("nothing is computed for the gradient of the data") {
  WholePass<double> pass(mlp());
  pass.forward_backward();
  CHECK(pass.plan->nodes()[0].op->kind() == "reshape");
  CHECK(pass.runner.gradient(0) == nullptr);
  CHECK(pass.runner.gradient(1) != nullptr);
  CHECK(pass.runner.gradient(PlanNode::kModelInput) == nullptr);
}

TEST_CASE("the memory of the largest models is counted without overflow") {
  const auto plan = Plan::compile(spec_of("[2048,2048,1]", R"([
    {"class_name":"Conv2D","config":{"filters":4,"kernel_size":1}},
    {"class_name":"MaxPooling2D","config":{"pool_size":256}},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":2}}])"));
  REQUIRE(plan.ok());
  CHECK(Runner<float>::bytes(*plan.value(), 4096, Gradients::of_parameters, plan.value()->output_node()) >
        std::int64_t{4} * 2048 * 2048 * 4 * 4096);
}
