#include "engine/inspect/saliency.h"

#include <doctest.h>

#include <vector>

#include "engine/inspect/layers.h"
#include "tests/inspect/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

double score(const std::shared_ptr<const Plan>& plan, const std::vector<float>& parameters,
             const std::vector<float>& sample, int output) {
  Probe<double> probe(plan, 1, Gradients::none, score_node(*plan));
  probe.set_parameters(parameters);
  REQUIRE(probe.load(sample).ok());
  probe.forward();
  return probe.output(probe.from())[static_cast<std::size_t>(output)];
}

struct Case {
  explicit Case(const ModelSpec& spec)
      : plan(plan_of(spec)),
        parameters(plan->parameter_values()),
        sample(static_cast<std::size_t>(plan->input_shape().size())) {
    fill_parameters(*plan, parameters.data());
    for (float& parameter : parameters) parameter *= 8;
    std::vector<std::uint8_t> label(1);
    fill_batch<float>(0, plan->classes(), sample, label);
  }
  std::shared_ptr<const Plan> plan;
  std::vector<float> parameters;
  std::vector<float> sample;
};

}  // namespace

TEST_CASE("the saliency of a linear model is the row of its weights") {
  const auto plan =
      plan_of(spec_of("[3]", R"([{"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"));
  const auto parameters = parameters_of(*plan, {{1, 2, -3, 4, 5, -6}, {0.5F, 0.25F}});
  const Saliency saliency = find_saliency(plan, parameters, std::vector<float>{2, 0, -1}, 1).value();
  CHECK(saliency.score == 10.25);
  CHECK(saliency.shape == std::vector<std::int64_t>{3});
  CHECK(saliency.gradient == std::vector<float>{2, 4, -6});
  CHECK(saliency.gradient_times_input == std::vector<float>{4, 0, 6});
}

TEST_CASE("the score of yes or no is what the sigmoid makes a probability of") {
  const auto plan =
      plan_of(spec_of("[2]", R"([{"class_name":"Dense","config":{"units":1,"activation":"sigmoid"}}])"));
  const auto parameters = parameters_of(*plan, {{3, -1}, {1}});
  const Saliency saliency = find_saliency(plan, parameters, std::vector<float>{20, 1}, 0).value();
  CHECK(saliency.score == 60);
  CHECK(saliency.gradient == std::vector<float>{3, -1});
}

TEST_CASE("the gradient of a class's score by the input is that of finite differences") {
  for (const ModelSpec& spec : {small_mlp(), small_cnn(), small_graph(), small_rnn()}) {
    const Case given(spec);
    for (const int output : {0, 2}) {
      const Saliency saliency = find_saliency(given.plan, given.parameters, given.sample, output).value();
      CHECK(saliency.score ==
            doctest::Approx(score(given.plan, given.parameters, given.sample, output)).epsilon(1e-5));
      REQUIRE(saliency.gradient.size() == given.sample.size());
      for (std::size_t i = 0; i < given.sample.size(); i += 5) {
        CAPTURE(i);
        constexpr float kStep = 1.0F / 1024;
        std::vector<float> moved = given.sample;
        moved[i] += kStep;
        const double above = score(given.plan, given.parameters, moved, output);
        moved[i] = given.sample[i] - kStep;
        const double below = score(given.plan, given.parameters, moved, output);
        const double width = static_cast<double>(given.sample[i] + kStep) - static_cast<double>(moved[i]);
        CHECK(saliency.gradient[i] == doctest::Approx((above - below) / width).epsilon(1e-3).scale(0.1));
        CHECK(saliency.gradient_times_input[i] == saliency.gradient[i] * given.sample[i]);
      }
    }
  }
}

TEST_CASE("occlusion is the drop of the score at every place of the patch") {
  const Case given(small_cnn());  // of (9, 8, 2)
  const OcclusionOptions options{.patch = {3, 2}, .strides = {1, 2}, .fill = 0.25F};
  auto occlusion = Occlusion::create(given.plan, given.parameters, given.sample, 1, options).value();
  CHECK(occlusion.map().shape == std::vector<std::int64_t>{7, 4});
  CHECK_FALSE(occlusion.advance());  // 28 places are one slice
  const OcclusionMap& map = occlusion.map();
  REQUIRE(map.drops.size() == 28);
  const double whole = score(given.plan, given.parameters, given.sample, 1);
  CHECK(map.score == doctest::Approx(whole).epsilon(1e-5));
  for (std::size_t row = 0; row < 7; ++row) {
    for (std::size_t column = 0; column < 4; ++column) {
      std::vector<float> covered = given.sample;
      for (std::size_t r = row; r < row + 3; ++r) {
        for (std::size_t i = 0; i < 4; ++i) covered[(r * 8 + 2 * column) * 2 + i] = 0.25F;
      }
      const double drop = whole - score(given.plan, given.parameters, covered, 1);
      CHECK(map.drops[row * 4 + column] == doctest::Approx(drop).epsilon(1e-4).scale(0.1));
    }
  }
}

TEST_CASE("occlusion goes on slice by slice, and along inputs of one axis") {
  const auto plan = plan_of(spec_of("[50]", R"([{"class_name":"Dense","config":{"units":2}}])"));
  std::vector<float> weights;
  for (int i = 0; i < 50; ++i) weights.insert(weights.end(), {static_cast<float>(i), 0});
  const auto parameters = parameters_of(*plan, {weights, {0, 0}});
  auto occlusion =
      Occlusion::create(plan, parameters, std::vector<float>(50, 1), 0, {.patch = {1, 1}}).value();
  CHECK(occlusion.advance());
  CHECK(occlusion.map().drops.size() == 32);
  CHECK_FALSE(occlusion.advance());
  CHECK_FALSE(occlusion.advance());
  REQUIRE(occlusion.map().drops.size() == 50);
  CHECK(occlusion.map().shape == std::vector<std::int64_t>{1, 50});
  for (int i = 0; i < 50; ++i)
    CHECK(occlusion.map().drops[static_cast<std::size_t>(i)] == static_cast<float>(i));
}

TEST_CASE("a saliency that cannot be found is refused") {
  const Case given(small_cnn());
  const auto saliency = [&](std::size_t values, int output) {
    const auto found = find_saliency(given.plan, given.parameters, std::vector<float>(values), output);
    return found ? Error{} : found.error();
  };
  CHECK(saliency(144, 3) == Error{"inspect.value", {"3", "3"}, -1, ""});
  CHECK(saliency(144, -1).code == "inspect.value");
  CHECK(saliency(143, 0) == Error{"input.size", {"143", "144"}, -1, ""});
  CHECK(saliency(288, 0).code == "input.batch");
  const auto occlusion = [&](const OcclusionOptions& options) {
    const auto found = Occlusion::create(given.plan, given.parameters, given.sample, 0, options);
    return found ? Error{} : found.error();
  };
  CHECK(occlusion({.patch = {10, 1}}) == Error{"inspect.patch", {"10x1", "9x8"}, -1, ""});
  CHECK(occlusion({.patch = {0, 1}}) == Error{"parameter.range", {"0", "1", "1024"}, -1, "patch"});
  CHECK(occlusion({.strides = {1, 2000}}) == Error{"parameter.range", {"2000", "1", "1024"}, -1, "strides"});
  CHECK(occlusion({.patch = {9, 8}}).code.empty());
}
