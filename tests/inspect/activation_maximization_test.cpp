#include "engine/inspect/activation_maximization.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/inspect/layers.h"
#include "tests/inspect/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

std::vector<float> some_parameters(const Plan& plan) {
  std::vector<float> parameters(plan.parameter_values());
  fill_parameters(plan, parameters.data());
  for (float& parameter : parameters) parameter *= 8;
  return parameters;
}

ActivationMaximization search_of(const std::shared_ptr<const Plan>& plan,
                                 const std::vector<float>& parameters, int layer, int unit,
                                 const ActivationMaximizationOptions& options) {
  auto search = ActivationMaximization::create(plan, parameters, layer, unit, options);
  REQUIRE_MESSAGE(search.ok(), (search.ok() ? "" : search.error().code));
  return std::move(search).value();
}

}  // namespace

TEST_CASE("the objective is the mean of the unit over its places, before a softmax") {
  for (const ModelSpec& spec : {small_mlp(), small_cnn(), small_graph(), small_rnn()}) {
    const auto plan = plan_of(spec);
    const std::vector<float> parameters = some_parameters(*plan);
    for (int layer = 0; layer < static_cast<int>(plan->spec().layers.size()); ++layer) {
      CAPTURE(layer);
      const bool softmax = activation_of(*plan, layer) == "softmax";
      const int node = softmax ? pre_activation_node(*plan, layer) : plan->output_node(layer);
      const auto units = static_cast<std::size_t>(units_of(*plan, layer));
      const std::size_t unit = units - 1;
      auto search = search_of(plan, parameters, layer, static_cast<int>(unit), {});
      Probe<double> probe(plan, 1, Gradients::none, node);
      probe.set_parameters(parameters);
      REQUIRE(probe.load(search.input()).ok());
      probe.forward();
      const auto values = probe.output(node);
      double mean = 0;
      for (std::size_t i = unit; i < values.size(); i += units) mean += values[i];
      const std::size_t places = values.size() / units;
      mean /= static_cast<double>(places);
      search.advance(1);
      CHECK(search.activations()[0] == doctest::Approx(mean).epsilon(1e-5).scale(1e-2));
    }
  }
}

TEST_CASE("the gradient is followed uphill through all layers") {
  const auto plan = plan_of(small_cnn());
  const std::vector<float> parameters = some_parameters(*plan);
  const ActivationMaximizationOptions options{
      .rate = 1.0F / 1024, .decay = 0, .blur = 0, .minimum = -9, .maximum = 9};
  auto search = search_of(plan, parameters, 5, 1, options);
  const std::vector<float> start(search.input().begin(), search.input().end());
  search.advance(1);
  Probe<double> probe(plan, 1, Gradients::of_inputs, plan->output_node(5));
  probe.set_parameters(parameters);
  REQUIRE(probe.load(start).ok());
  probe.forward();
  const std::vector<double> objective{0, 1, 0};
  probe.backward(objective);
  const auto gradient = probe.gradient(PlanNode::kModelInput);
  double squares = 0;
  for (const double g : gradient) squares += g * g;
  const double rms = std::sqrt(squares / static_cast<double>(gradient.size()));
  REQUIRE(rms > 0);
  for (std::size_t i = 0; i < start.size(); ++i) {
    CHECK(search.input()[i] == doctest::Approx(start[i] + gradient[i] / rms / 1024).epsilon(1e-6));
  }
}

TEST_CASE("the input of a linear unit goes to where its weights point") {
  const auto plan =
      plan_of(spec_of("[3]", R"([{"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"));
  const auto parameters = parameters_of(*plan, {{0, 3, 0, -1, 0, 0}, {0, 0}});
  auto search = search_of(plan, parameters, 0, 1, {.steps = 60, .decay = 0, .minimum = -1, .maximum = 1});
  const std::vector<float> start(search.input().begin(), search.input().end());
  CHECK(search.advance(1));
  // The gradient (3, -1, 0) with a root mean square of 1 is (3, -1, 0) sqrt(3 / 10).
  const float unit = std::sqrt(0.3F);
  CHECK(search.input()[0] == doctest::Approx(start[0] + 0.05F * 3 * unit));
  CHECK(search.input()[1] == doctest::Approx(start[1] - 0.05F * unit));
  CHECK(search.input()[2] == start[2]);
  CHECK(search.activations()[0] == doctest::Approx(3 * start[0] - start[1]));
  CHECK_FALSE(search.advance(1000));
  CHECK(search.activations().size() == 60);
  CHECK(search.input()[0] == 1);
  CHECK(search.input()[1] == -1);
}

TEST_CASE("decay and blur do what their formulas say") {
  // A unit without a gradient: the step is decay and blur alone.
  const auto plan = plan_of(
      spec_of("[3,3,1]", R"([{"class_name":"Flatten"},{"class_name":"Dense","config":{"units":2}}])"));
  const std::vector<float> parameters(plan->parameter_values());
  auto search = search_of(plan, parameters, 1, 0, {.steps = 1, .decay = 0.5F, .blur = 0.5F});
  const std::vector<float> x(search.input().begin(), search.input().end());
  search.advance(1);
  const float corner = (9 * x[0] + 3 * x[1] + 3 * x[3] + x[4]) / 16;
  const float middle = (x[0] + x[2] + x[6] + x[8] + 2 * (x[1] + x[3] + x[5] + x[7]) + 4 * x[4]) / 16;
  CHECK(search.input()[0] == doctest::Approx((x[0] + corner) / 4));
  CHECK(search.input()[4] == doctest::Approx((x[4] + middle) / 4));
}

TEST_CASE("a filter's activation grows, the same for the same seed, in slices or at once") {
  const auto plan = plan_of(small_cnn());
  const std::vector<float> parameters = some_parameters(*plan);
  for (const int layer : {0, 5}) {
    CAPTURE(layer);
    const ActivationMaximizationOptions options{.steps = 40};
    auto search = search_of(plan, parameters, layer, 1, options);
    search.advance(40);
    const auto activations = search.activations();
    CHECK(activations.back() > activations.front());
    for (const float value : search.input()) CHECK((value >= 0 && value <= 1));
    auto sliced = search_of(plan, parameters, layer, 1, options);
    while (sliced.advance(7)) {
    }
    CHECK(std::ranges::equal(sliced.input(), search.input()));
    CHECK(std::ranges::equal(sliced.activations(), activations));
    auto other = search_of(plan, parameters, layer, 1, {.steps = 40, .seed = 2});
    other.advance(40);
    CHECK_FALSE(std::ranges::equal(other.input(), search.input()));
  }
}

TEST_CASE("the mean over the places is what grows") {
  // A filter that passes the image on: every pixel is pulled up alike, and all end at the top of the range.
  const auto plan = plan_of(spec_of("[2,3,1]", R"([
    {"class_name":"Conv2D","config":{"filters":2,"kernel_size":1}},
    {"class_name":"Flatten"},{"class_name":"Dense","config":{"units":2}}])"));
  std::vector<float> parameters(plan->parameter_values());
  parameters[1] = 2;  // of the second filter
  auto search = search_of(plan, parameters, 0, 1, {.steps = 20, .decay = 0, .blur = 0});
  const std::vector<float> start(search.input().begin(), search.input().end());
  search.advance(1);
  float mean = 0;
  for (const float value : start) mean += value / 6;
  CHECK(search.activations()[0] == doctest::Approx(2 * mean));
  for (std::size_t i = 0; i < 6; ++i) CHECK(search.input()[i] == doctest::Approx(start[i] + 0.05F));
  search.advance(19);
  CHECK(std::ranges::count(search.input(), 1.0F) == 6);
}

TEST_CASE("a search that makes no sense is refused") {
  const auto plan = plan_of(small_cnn());
  const std::vector<float> parameters = some_parameters(*plan);
  const auto refusal = [&](int layer, int unit, const ActivationMaximizationOptions& options) {
    const auto search = ActivationMaximization::create(plan, parameters, layer, unit, options);
    return search ? Error{} : search.error();
  };
  CHECK(refusal(7, 0, {}) == Error{"inspect.layer", {"7", "7"}, -1, ""});
  CHECK(refusal(0, 3, {}) == Error{"inspect.unit", {"3", "3"}, 0, ""});
  CHECK(refusal(0, -1, {}).code == "inspect.unit");
  CHECK(refusal(0, 0, {.steps = 0}) == Error{"parameter.range", {"0", "1", "10000"}, -1, "steps"});
  CHECK(refusal(0, 0, {.rate = 2}).parameter == "rate");
  CHECK(refusal(0, 0, {.decay = -1}).parameter == "decay");
  CHECK(refusal(0, 0, {.blur = std::nanf("")}).parameter == "blur");
  CHECK(refusal(0, 0, {.minimum = 2}).parameter == "minimum");
  CHECK(refusal(0, 0, {.maximum = 2000}).parameter == "maximum");
}
