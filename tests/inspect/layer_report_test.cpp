#include "engine/inspect/layer_report.h"

#include <doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "engine/inspect/layers.h"
#include "tests/inspect/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

using Labels = std::vector<std::uint8_t>;

/// x (2) -> two units -> two classes whose logits are those units.
ModelSpec two_units(const std::string& activation) {
  return spec_of("[2]", R"([{"class_name":"Dense","name":"hidden","config":{"units":2,"activation":")" +
                            activation + R"("}},
    {"class_name":"Dense","name":"out","config":{"units":2,"activation":"softmax"}}])");
}

const std::vector<float> kIdentity{1, 0, 0, 1};

}  // namespace

TEST_CASE("a summary of a few values is what one works out by hand") {
  const std::vector<float> values{3, -1, 0, 0, 2, 3};
  const TensorSummary summary = summarize(values, 4);
  CHECK(summary.count == 6);
  CHECK(summary.non_finite == 0);
  CHECK(summary.norm == doctest::Approx(std::sqrt(23.0)));
  CHECK(summary.mean == doctest::Approx(7.0 / 6));
  CHECK(summary.deviation == doctest::Approx(std::sqrt(23.0 / 6 - 49.0 / 36)));
  CHECK(summary.minimum == -1);
  CHECK(summary.maximum == 3);
  CHECK(summary.histogram == std::vector<std::int64_t>{1, 2, 0, 3});  // -1..0, 0..1, 1..2, 2..3
}

TEST_CASE("a summary leaves aside what is not finite, and bears no values and equal ones") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const TensorSummary mixed = summarize(std::vector<float>{kNan, 1, -kInfinity, 2, kInfinity}, 2);
  CHECK(mixed.count == 5);
  CHECK(mixed.non_finite == 3);
  CHECK(mixed.mean == 1.5);
  CHECK(mixed.histogram == std::vector<std::int64_t>{1, 1});
  CHECK(summarize({}, 3).histogram == std::vector<std::int64_t>{0, 0, 0});
  CHECK(summarize(std::vector<float>{kNan}, 1).maximum == 0);
  const TensorSummary equal = summarize(std::vector<float>{7, 7}, 3);
  CHECK(equal.histogram == std::vector<std::int64_t>{2, 0, 0});
  CHECK(equal.deviation == 0);
  constexpr float kLargest = std::numeric_limits<float>::max();
  CHECK(summarize(std::vector<float>{-kLargest, kLargest}, 2).histogram == std::vector<std::int64_t>{1, 1});
}

TEST_CASE("a summary of many values is that of the formulas") {
  constexpr int kParts = 64;
  for (const std::size_t count : {std::size_t{5}, std::size_t{64}, std::size_t{5003}}) {
    for (const float unit : {0.25F, 1e-20F, 1e-37F, 1e20F, 1e37F}) {
      CAPTURE(count);
      CAPTURE(unit);
      std::vector<float> values{-8 * unit, 8 * unit};  // 64 parts of a quarter
      std::vector<std::int64_t> histogram(kParts);
      ++histogram.front();
      ++histogram.back();
      for (std::uint32_t i = 0; values.size() < count; ++i) {
        const float place = i % 3 == 0 ? 0 : std::floor(kParts * (0.5F + noise(1, i)));
        values.push_back((place / 4 - 8) * unit);
        if (place < kParts) ++histogram[static_cast<std::size_t>(place)];
      }
      double sum = 0;
      double squares = 0;
      for (const float value : values) sum += static_cast<double>(value);
      const double mean = sum / static_cast<double>(count);
      for (const float value : values) squares += std::pow(static_cast<double>(value) - mean, 2);
      const TensorSummary summary = summarize(values, kParts);
      CHECK(summary.mean / unit == doctest::Approx(mean / unit));
      CHECK(summary.deviation / unit ==
            doctest::Approx(std::sqrt(squares / static_cast<double>(count)) / unit));
      CHECK(summary.norm / unit == doctest::Approx(norm(values) / unit));
      CHECK(summary.minimum == static_cast<double>(-8 * unit));
      CHECK(summary.maximum == static_cast<double>(8 * unit));
      if (unit == 0.25F) CHECK(summary.histogram == histogram);
      CHECK(std::accumulate(summary.histogram.begin(), summary.histogram.end(), std::int64_t{0}) ==
            static_cast<std::int64_t>(count));
    }
  }
}

TEST_CASE("a layer's report holds its values, its gradients and those of its parameters") {
  const auto plan = plan_of(two_units("relu"));
  const std::vector<float> parameters = parameters_of(*plan, {{1, -1, 2, 1}, {0.5F, 0}, kIdentity, {0, 0}});
  auto probe = loss_probe<float>(plan, 2, Gradients::of_parameters);
  probe.set_parameters(parameters);
  // z = (1 + 4 + 0.5, -1 + 2) = (5.5, 1) and (2 + 0 + 0.5, -2 + 0) = (2.5, -2)
  REQUIRE(probe.load(std::vector<float>{1, 2, 2, 0}).ok());
  REQUIRE(probe.set_targets({.labels = Labels{1, 0}}).ok());
  probe.forward();
  probe.compare();
  probe.backward();
  const LayerReport report = report_layer(probe, 0, 4).value();
  CHECK(report.layer == "hidden");
  CHECK(report.samples == 2);
  CHECK(report.activation == "relu");
  CHECK(report.pre_activations.minimum == -2);
  CHECK(report.pre_activations.maximum == 5.5);
  CHECK(report.activations.minimum == 0);
  CHECK(report.activations.mean == doctest::Approx(9.0 / 4));
  CHECK(report.activations.histogram == std::vector<std::int64_t>{2, 1, 0, 1});
  // d mean loss / d logits = (p - t) / 2, which the identity hands on; the ReLU stops the last.
  const double p0 = 1 / (1 + std::exp(-4.5));
  const double q0 = 1 / (1 + std::exp(-2.5));
  CHECK(report.activation_gradients.maximum == doctest::Approx(p0 / 2).epsilon(1e-5));
  CHECK(report.activation_gradients.minimum == doctest::Approx(-p0 / 2).epsilon(1e-5));
  CHECK(report.pre_activation_gradients.norm ==
        doctest::Approx(std::sqrt(p0 * p0 / 2 + (1 - q0) * (1 - q0) / 4)).epsilon(1e-5));
  REQUIRE(report.parameters.size() == 2);
  CHECK(report.parameters[0].name == "kernel");
  CHECK(report.parameters[0].shape == std::vector<std::int64_t>{2, 2});
  CHECK(report.parameters[0].values.norm == doctest::Approx(std::sqrt(7.0)));
  CHECK(report.parameters[1].values.maximum == 0.5);
  CHECK(report.parameters[1].gradients.minimum == doctest::Approx(-p0 / 2).epsilon(1e-5));  // of unit 1
  CHECK(report.flat.share == std::vector<float>{0, 0.5F});
  CHECK(report.flat.dead.empty());
}

TEST_CASE("what nobody computes a gradient for has an empty summary") {
  const auto plan = plan_of(spec_of("[2,1]", R"([{"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"));
  auto probe = loss_probe<float>(plan, 1, Gradients::of_parameters);
  probe.set_parameters(parameters_of(*plan, {kIdentity, {0, 0}}));
  REQUIRE(probe.load(std::vector<float>{1, 2}).ok());
  REQUIRE(probe.set_targets({.labels = Labels{0}}).ok());
  probe.forward();
  probe.compare();
  probe.backward();
  CHECK(report_layer(probe, 0, 1).value().activation_gradients.count == 0);
  const LayerReport last = report_layer(probe, 1, 1).value();
  CHECK(last.activation == "softmax");
  CHECK(last.activations.norm > 0);
  CHECK(last.activation_gradients.count == 0);
  CHECK(last.pre_activation_gradients.count == 2);
}

TEST_CASE("units that are flat for a whole batch are dead or saturated") {
  const auto flat_units = [](const std::string& activation, const std::vector<float>& bias) {
    const auto plan = plan_of(two_units(activation));
    auto probe = loss_probe<float>(plan, 2, Gradients::of_parameters);
    probe.set_parameters(parameters_of(*plan, {kIdentity, bias, kIdentity, {0, 0}}));
    REQUIRE(probe.load(std::vector<float>{1, 1, -1, -1}).ok());
    REQUIRE(probe.set_targets({.labels = Labels{0, 1}}).ok());
    probe.forward();
    probe.compare();
    probe.backward();
    return report_layer(probe, 0, 1).value().flat;
  };
  const FlatUnits relu = flat_units("relu", {-2, 0});
  CHECK(relu.share == std::vector<float>{1, 0.5F});
  CHECK(relu.dead == std::vector<std::int32_t>{0});
  CHECK(relu.saturated.empty());
  for (const char* activation : {"tanh", "sigmoid"}) {
    CAPTURE(activation);
    const FlatUnits high = flat_units(activation, {0, 9});
    CHECK(high.share == std::vector<float>{0, 1});
    CHECK(high.saturated == std::vector<std::int32_t>{1});
    CHECK(high.dead.empty());
    CHECK(flat_units(activation, {-9, 0}).saturated == std::vector<std::int32_t>{0});
  }
  CHECK(flat_units("swish", {-9, 9}).share.empty());
}

TEST_CASE("a filter is dead when it is 0 at every place of every image") {
  const auto plan = plan_of(spec_of("[3,2,1]", R"([
    {"class_name":"Conv2D","config":{"filters":3,"kernel_size":1}},
    {"class_name":"ReLU"},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":2}}])"));
  auto probe = loss_probe<float>(plan, 2, Gradients::of_parameters);
  probe.set_parameters(parameters_of(*plan, {{1, 1, -1}, {-1, 0, 0}, std::vector<float>(36, 0.1F), {0, 0}}));
  REQUIRE(probe.load(std::vector<float>{0, 0, 0, 0, 0, 0, 0.5F, 0, 0, 0, 0.5F, 0.5F}).ok());
  REQUIRE(probe.set_targets({.labels = Labels{0, 1}}).ok());
  probe.forward();
  probe.compare();
  probe.backward();
  const LayerReport report = report_layer(probe, 1, 1).value();
  CHECK(report.activation == "relu");
  CHECK(report.flat.dead == std::vector<std::int32_t>{0, 2});
  CHECK(report.flat.share == std::vector<float>{1, 0.75F, 1});
  CHECK(report_layer(probe, 0, 1).value().activation.empty());
}

TEST_CASE("the update of a step is measured against the weights it moved") {
  const auto plan = plan_of(two_units("tanh"));
  const std::vector<float> before = parameters_of(*plan, {{3, 0, 0, 4}, {0, 0}, kIdentity, {1, 0}});
  const std::vector<float> after = parameters_of(*plan, {{3, 0.5F, 0, 4}, {0.25F, 0}, kIdentity, {1, 0}});
  const auto updates = measure_update(*plan, before, after);
  REQUIRE(updates.size() == 4);
  CHECK(updates[0].layer == "hidden");
  CHECK(updates[0].name == "kernel");
  CHECK(updates[0].update_norm == 0.5);
  CHECK(updates[0].weight_norm == 5);
  CHECK(updates[0].ratio == doctest::Approx(0.1));
  CHECK(updates[1].update_norm == 0.25);
  CHECK(updates[1].ratio == 0);  // weights that were 0
  CHECK(updates[2].ratio == 0);
}

TEST_CASE("a report that does not exist is refused") {
  const auto plan = plan_of(two_units("tanh"));
  const auto probe = loss_probe<float>(plan, 2, Gradients::of_parameters);
  CHECK(report_layer(probe, 2, 4).error() == Error{"inspect.layer", {"2", "2"}, -1, ""});
  CHECK(report_layer(probe, -1, 4).error().code == "inspect.layer");
  CHECK(report_layer(probe, 0, 0).error() == Error{"parameter.range", {"0", "1", "1024"}, -1, "bins"});
}

TEST_CASE("the activation of a layer is found in its config or its class") {
  const auto plan = plan_of(small_cnn());
  const auto activation = [&](int layer) { return activation_of(*plan, layer); };
  CHECK(activation(0) == "tanh");
  CHECK(activation(1).empty());
  CHECK(activation(2) == "relu");
  CHECK(activation(4).empty());
  CHECK(activation(5).empty());
  CHECK(activation(6) == "softmax");
  const auto linear = plan_of(spec_of("[2]", R"([{"class_name":"Activation","config":{"activation":"linear"}},
    {"class_name":"LeakyReLU"}, {"class_name":"Dense","config":{"units":2}}])"));
  CHECK(activation_of(*linear, 0).empty());
  CHECK(pre_activation_node(*linear, 0) == PlanNode::kModelInput);
  CHECK(units_of(*linear, 0) == 2);
  CHECK(activation_of(*linear, 1) == "leaky_relu");
  CHECK(pre_activation_node(*linear, 1) == PlanNode::kModelInput);
}
