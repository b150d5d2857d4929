#include "engine/inspect/sample_trace.h"

#include <doctest.h>

#include <cmath>
#include <vector>

#include "engine/inspect/layers.h"
#include "engine/inspect/taps.h"
#include "tests/inspect/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

using Labels = std::vector<std::uint8_t>;

constexpr int kAll = SampleTrace::kMostTerms;

/// A sample and weights for a model, and the numbers that its traces have to add up to.
struct Traced {
  explicit Traced(const ModelSpec& spec)
      : plan(plan_of(spec)),
        parameters(plan->parameter_values()),
        sample(static_cast<std::size_t>(plan->input_shape().size())),
        expected(loss_probe<double>(plan, 1, Gradients::of_inputs)) {
    fill_parameters(*plan, parameters.data());
    for (float& parameter : parameters) parameter *= 8;
    fill_batch<float>(0, plan->classes(), sample, label);
    expected.set_parameters(parameters);
    REQUIRE(expected.load(sample).ok());
    REQUIRE(expected.set_targets({.labels = label}).ok());
    expected.forward();
    expected.compare();
    expected.backward();
  }
  [[nodiscard]] SampleTrace trace() const {
    return SampleTrace::create(plan, kCrossentropy, parameters, sample, {.labels = label}).value();
  }

  std::shared_ptr<const Plan> plan;
  std::vector<float> parameters;
  std::vector<float> sample;
  Labels label = Labels(1);
  LossProbe<double> expected;
};

double sum_of(const Trace& trace) {
  double sum = trace.bias + trace.rest;
  for (const TraceTerm& term : trace.terms) {
    CHECK(term.product == term.left * term.right);
    sum += term.product;
  }
  return sum;
}

doctest::Approx close(double value) {
  return doctest::Approx(value).epsilon(1e-12).scale(1e-3);
}

/// Every output of every layer of sums, every input's and every parameter's gradient.
void check_all(const ModelSpec& spec, int traceable_layers) {
  const Traced traced(spec);
  const SampleTrace sample = traced.trace();
  int layers = 0;
  for (int layer = 0; layer < static_cast<int>(traced.plan->spec().layers.size()); ++layer) {
    CAPTURE(layer);
    if (!tap_layout(*traced.plan, layer)) {
      CHECK(sample.output(layer, 0, kAll).error().code == "inspect.not_traceable");
      continue;
    }
    ++layers;
    const int node = pre_activation_node(*traced.plan, layer);
    const auto sums = traced.expected.output(node);
    const auto values = traced.expected.output(traced.plan->output_node(layer));
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const Trace trace = sample.output(layer, static_cast<std::int64_t>(i), kAll).value();
      CHECK(trace.sum == close(sums[i]));
      CHECK(sum_of(trace) == close(sums[i]));
      CHECK(trace.value == values[i]);
      CHECK(trace.sum_gradient == traced.expected.gradient(node)[i]);
      if (trace.activation != "softmax") {
        CHECK(trace.sum_gradient == close(trace.activation_gradient * trace.slope));
      }
    }
    const PlanNode& first = traced.plan->nodes()[static_cast<std::size_t>(first_node(*traced.plan, layer))];
    const auto input_gradients = traced.expected.gradient(first.inputs[0]);
    for (std::size_t i = 0; i < input_gradients.size(); ++i) {
      const Trace trace = sample.input_gradient(layer, static_cast<std::int64_t>(i), kAll).value();
      CHECK(trace.sum == close(input_gradients[i]));
      CHECK(sum_of(trace) == close(input_gradients[i]));
    }
    for (const std::size_t index : first.parameters) {
      const ParameterSlice& slice = traced.plan->parameters()[index];
      for (std::int64_t i = 0; i < slice.parameter.shape.size(); ++i) {
        const Trace trace = sample.parameter_gradient(layer, slice.parameter.name, i, kAll).value();
        const double gradient =
            traced.expected.parameter_gradients()[slice.offset + static_cast<std::size_t>(i)];
        CHECK(trace.sum == close(gradient));
        CHECK(sum_of(trace) == close(gradient));
      }
    }
  }
  CHECK(layers == traceable_layers);
}

}  // namespace

TEST_CASE("traces add up to what the model computes: MLP") {
  check_all(small_mlp(), 4);
}
TEST_CASE("traces add up to what the model computes: CNN") {
  check_all(small_cnn(), 5);
}
TEST_CASE("traces add up to what the model computes: pooling first, global pooling, no bias") {
  check_all(spec_of("[7,6,2]", R"([
    {"class_name":"AveragePooling2D","config":{"pool_size":[3,2],"strides":[2,1],"padding":"same"}},
    {"class_name":"MaxPooling2D","config":{"pool_size":2,"strides":1}},
    {"class_name":"Conv2D","config":{"filters":5,"kernel_size":3,"padding":"same","use_bias":false}},
    {"class_name":"ReLU"},
    {"class_name":"GlobalAveragePooling2D"},
    {"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])"),
            5);
}

TEST_CASE("traces add up to what the model computes: groups, depthwise, dilation, zeros around") {
  check_all(spec_of("[7,6,4]", R"([
    {"class_name":"Conv2D","config":{"filters":6,"kernel_size":[3,2],"groups":2,"zero_padding":[2,1]}},
    {"class_name":"DepthwiseConv2D","config":{"kernel_size":2,"depth_multiplier":2,"strides":2}},
    {"class_name":"Conv2D","config":{"filters":2,"kernel_size":2,"dilation_rate":[3,2],"padding":"same"}},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])"),
            4);
}

TEST_CASE("traces add up to what the model computes: among layers without a trace") {
  check_all(small_encoder(), 4);
}
TEST_CASE("a layer that does more than sum and activate has no trace") {
  const auto plan = plan_of(spec_of("[3]", R"([{"class_name":"Maxout","config":{"units":2,"pieces":3}},
    {"class_name":"Dense","config":{"units":2}}])"));
  CHECK_FALSE(tap_layout(*plan, 0));
  CHECK(tap_layout(*plan, 1));
}

TEST_CASE("the trace of a convolution lists the products of the lecture") {
  const auto plan = plan_of(spec_of("[5,5,1]", R"([
    {"class_name":"Conv2D","config":{"filters":1,"kernel_size":3,"activation":"relu"}},
    {"class_name":"GlobalMaxPooling2D"},
    {"class_name":"Dense","config":{"units":2}}])"));
  const auto parameters = parameters_of(*plan, {{0, 1, 2, 2, 2, 0, 0, 1, 2}, {-10}, {1, 0}, {0, 0}});
  const std::vector<float> image{3, 3, 2, 1, 0,  //
                                 0, 0, 1, 3, 1,  //
                                 3, 1, 2, 2, 3,  //
                                 2, 0, 0, 2, 2,  //
                                 2, 0, 0, 0, 1};
  const auto trace =
      SampleTrace::create(plan, kCrossentropy, parameters, image, {.labels = Labels{0}}).value();
  const Trace first = trace.output(0, 0, 9).value();
  CHECK(first.layer == "conv2d");
  CHECK(first.quantity == "output");
  CHECK(first.left == "input");
  CHECK(first.right == "kernel");
  REQUIRE(first.terms.size() == 9);
  CHECK(first.terms[1].left_place == 1);
  CHECK(first.terms[1].right_place == 1);
  CHECK(first.terms[3].left_place == 5);
  CHECK(first.terms[3].right_place == 3);
  std::vector<double> products;
  for (const TraceTerm& term : first.terms) products.push_back(term.product);
  CHECK(products == std::vector<double>{0, 3, 4, 0, 0, 0, 0, 1, 4});
  CHECK(first.bias == -10);
  CHECK(first.sum == 2);
  CHECK(first.rest_terms == 0);
  CHECK(first.activation == "relu");
  CHECK(first.value == 2);
  CHECK(first.slope == 1);
  CHECK(first.activation_gradient == 0);  // not the largest of the map, which is the 19 at place 5

  const Trace shortened = trace.output(0, 5, 4).value();
  CHECK(shortened.terms.size() == 4);
  CHECK(shortened.rest_terms == 5);
  CHECK(shortened.sum == 9);
  double listed = 0;
  for (const TraceTerm& term : shortened.terms) listed += term.product;
  CHECK(listed + shortened.rest == 19);

  const Trace largest = trace.output(1, 0, 9).value();
  CHECK(largest.right == "share");
  CHECK(largest.sum == 9);
  CHECK(largest.terms[5].right == 1);
  CHECK(largest.terms[4].right == 0);
  CHECK(largest.terms[5].right_place == -1);

  // d loss / d logit 0 = p - 1, with the logits 9 and 0; the other weight of the dense layer is 0.
  const double gradient = 1 / (1 + std::exp(-9.0)) - 1;
  CHECK(trace.loss() == doctest::Approx(std::log(1 + std::exp(-9.0))));
  const Trace kernel = trace.parameter_gradient(0, "kernel", 4, 9).value();
  CHECK(kernel.quantity == "kernel_gradient");
  CHECK(kernel.terms[5].left == 2);  // the middle of the window at place 5
  CHECK(kernel.sum == doctest::Approx(2 * gradient));
  CHECK(trace.parameter_gradient(0, "bias", 0, 9).value().sum == doctest::Approx(gradient));
}

TEST_CASE("questions without an answer are refused") {
  const Traced traced(small_cnn());
  const SampleTrace trace = traced.trace();
  CHECK(trace.output(7, 0, 1).error() == Error{"inspect.layer", {"7", "7"}, -1, ""});
  CHECK(trace.output(4, 0, 1).error() == Error{"inspect.not_traceable", {"Flatten"}, 4, ""});
  CHECK(trace.output(5, 3, 1).error() == Error{"inspect.value", {"3", "3"}, -1, ""});
  CHECK(trace.input_gradient(0, -1, 1).error() == Error{"inspect.value", {"-1", "144"}, -1, ""});
  CHECK(trace.output(5, 0, 0).error() == Error{"parameter.range", {"0", "1", "16384"}, -1, "most_terms"});
  CHECK(trace.parameter_gradient(5, "gamma", 0, 1).error() ==
        Error{"inspect.no_tensor", {"dense", "gamma"}, 5, ""});
  CHECK(trace.parameter_gradient(1, "kernel", 0, 1).error().code == "inspect.no_tensor");
  CHECK(trace.parameter_gradient(5, "bias", 3, 1).error() == Error{"inspect.value", {"3", "3"}, -1, ""});
  const auto refusal = [&](std::span<const float> sample, const SampleTargets& target) {
    const auto fresh = SampleTrace::create(traced.plan, kCrossentropy, traced.parameters, sample, target);
    return fresh ? Error{} : fresh.error();
  };
  const std::vector<float> two(288);
  CHECK(refusal(traced.sample, {}) == Error{"input.label_count", {"0", "1"}, -1, ""});
  CHECK(refusal(two, {.labels = Labels{0, 0}}) == Error{"input.batch", {"2", "1"}, -1, ""});
}
