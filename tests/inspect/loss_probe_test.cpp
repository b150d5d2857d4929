#include "engine/inspect/loss_probe.h"

#include <doctest.h>

#include <cmath>
#include <vector>

#include "tests/inspect/models.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

using Labels = std::vector<std::uint8_t>;

ModelSpec two_by_two(const std::string& activation) {
  return spec_of("[2]",
                 R"([{"class_name":"Dense","config":{"units":2,"activation":")" + activation + R"("}}])");
}

const std::vector<float> kIdentity{1, 0, 0, 1};

}  // namespace

TEST_CASE_TEMPLATE("a probe goes back from the loss of the run", T, float, double) {
  const auto plan = plan_of(two_by_two("linear"));
  const auto losses_of = [&](const char* loss, const SampleTargets& targets) {
    auto probe = LossProbe<T>::create(plan, {loss, {}}, 2, Gradients::of_inputs).value();
    probe.set_parameters(parameters_of(*plan, {kIdentity, {0, 0}}));
    REQUIRE(probe.load(std::vector<float>{1, 3, 2, -2}).ok());
    REQUIRE(probe.set_targets(targets).ok());
    probe.forward();
    const double mean = probe.compare();
    CHECK(mean == doctest::Approx((static_cast<double>(probe.losses()[0]) + probe.losses()[1]) / 2));
    probe.backward();
    const auto gradient = probe.gradient(PlanNode::kModelInput);
    CHECK(gradient.size() == 4);
    return std::pair(std::vector<T>(probe.losses().begin(), probe.losses().end()),
                     std::vector<T>(gradient.begin(), gradient.end()));
  };
  const Labels labels{1, 0};
  SUBCASE("labels") {
    const auto [losses, gradient] = losses_of("SparseCategoricalCrossentropy", {.labels = labels});
    CHECK(losses[0] == doctest::Approx(std::log(1 + std::exp(-2.0))));
    CHECK(losses[1] == doctest::Approx(std::log(1 + std::exp(-4.0))));
    CHECK(gradient[0] == doctest::Approx(1 / (1 + std::exp(2.0)) / 2));
  }
  SUBCASE("labels as rows of 0 and 1") {
    const auto [losses, gradient] = losses_of("MeanSquaredError", {.labels = labels});
    CHECK(losses == std::vector<T>{2.5, 2.5});  // ((1 - 0)^2 + (3 - 1)^2) / 2, ((2 - 1)^2 + 2^2) / 2
    CHECK(gradient == std::vector<T>{0.5, 1, 0.5, -1});
  }
  SUBCASE("values") {
    const std::vector<float> values{1, 1, 0, 0};
    const auto [losses, gradient] = losses_of("MeanSquaredError", {.values = values});
    CHECK(losses == std::vector<T>{2, 4});
    CHECK(gradient == std::vector<T>{0, 1, 1, -1});
  }
  SUBCASE("what came in") {
    CHECK(losses_of("MeanSquaredError", {}).first == std::vector<T>{0, 0});
  }
}

TEST_CASE("a probe goes back from any node") {
  const auto plan = plan_of(small_mlp());
  const int node = plan->output_node(1);
  Probe<double> probe(plan, 1, Gradients::of_inputs, node);
  REQUIRE(probe.load(std::vector<float>(6, 0.5F)).ok());
  probe.set_parameters(std::vector<float>(plan->parameter_values(), 0.25F));
  probe.forward();
  probe.backward(std::vector<double>{1, 0, 0, 0, 0});
  CHECK(probe.gradient(PlanNode::kModelInput).size() == 6);
  CHECK(probe.gradient(PlanNode::kModelInput)[0] > 0);
  CHECK(probe.gradient(node)[0] == 1);
  CHECK(probe.gradient(plan->output_node(2)).empty());
}

TEST_CASE("a probe of no answer, yes or no, takes labels of 0 and 1") {
  const auto plan =
      plan_of(spec_of("[1]", R"([{"class_name":"Dense","config":{"units":1,"activation":"sigmoid"}}])"));
  auto probe =
      LossProbe<float>::create(plan, {"BinaryCrossentropy", {}}, 2, Gradients::of_parameters).value();
  probe.set_parameters(parameters_of(*plan, {{1}, {0}}));
  REQUIRE(probe.load(std::vector<float>{2, 2}).ok());
  REQUIRE(probe.set_targets({.labels = Labels{1, 0}}).ok());
  probe.forward();
  probe.compare();
  CHECK(probe.losses()[0] == doctest::Approx(std::log(1 + std::exp(-2.0))).epsilon(1e-6));
  CHECK(probe.losses()[1] == doctest::Approx(2 + std::log(1 + std::exp(-2.0))).epsilon(1e-6));
  CHECK(probe.set_targets({.labels = Labels{2, 0}}).error() == Error{"input.label", {"2", "1"}, -1, ""});
}

TEST_CASE("a probe refuses batches that its model or its loss cannot read") {
  const auto plan = plan_of(two_by_two("tanh"));
  CHECK(LossProbe<float>::create(plan, {"Guess", {}}, 2, Gradients::none).error().code ==
        "loss.unknown_class");
  auto probe = loss_probe<float>(plan, 2, Gradients::none);
  const auto load = [&](std::size_t values) {
    const Status status = probe.load(std::vector<float>(values));
    return status ? Error{} : status.error();
  };
  CHECK(load(3) == Error{"input.size", {"3", "2"}, -1, ""});
  CHECK(load(0) == Error{"input.batch", {"0", "2"}, -1, ""});
  CHECK(load(6) == Error{"input.batch", {"3", "2"}, -1, ""});
  CHECK(load(4).code.empty());
  const auto refusal = [](LossProbe<float>& of, const SampleTargets& targets) {
    const Status status = of.set_targets(targets);
    return status ? Error{} : status.error();
  };
  const std::vector<float> four(4);
  const std::vector<float> three(3);
  CHECK(refusal(probe, {.labels = Labels{0, 1}}).code.empty());
  CHECK(refusal(probe, {.labels = Labels{0}}) == Error{"input.label_count", {"1", "2"}, -1, ""});
  CHECK(refusal(probe, {}) == Error{"input.label_count", {"0", "2"}, -1, ""});
  CHECK(refusal(probe, {.labels = Labels{0, 2}}) == Error{"input.label", {"2", "1"}, -1, ""});
  CHECK(refusal(probe, {.values = four}) ==
        Error{"loss.needs_labels", {"SparseCategoricalCrossentropy"}, -1, ""});
  auto of_values = LossProbe<float>::create(plan, {"MeanSquaredError", {}}, 2, Gradients::none).value();
  REQUIRE(of_values.load(four).ok());
  CHECK(refusal(of_values, {.values = four}).code.empty());
  CHECK(refusal(of_values, {.values = three}) == Error{"input.target_size", {"3", "4"}, -1, ""});
}
