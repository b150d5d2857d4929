#include "engine/inspect/gradient_check.h"

#include <doctest.h>

#include <set>
#include <vector>

#include "tests/inspect/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

using Labels = std::vector<std::uint8_t>;

struct Batch {
  Batch(const Plan& plan, int samples)
      : inputs(static_cast<std::size_t>(plan.input_shape().size() * samples)),
        labels(static_cast<std::size_t>(samples)),
        parameters(plan.parameter_values()) {
    fill_parameters(plan, parameters.data());
    for (float& parameter : parameters) parameter *= 8;
    fill_batch<float>(0, plan.classes(), inputs, labels);
  }
  std::vector<float> inputs;
  Labels labels;
  std::vector<float> parameters;
};

}  // namespace

TEST_CASE("backpropagation agrees with finite differences on the model as it stands") {
  for (const ModelSpec& spec : {small_mlp(), small_cnn(), small_graph(), small_rnn(), small_encoder()}) {
    const auto plan = plan_of(spec);
    const Batch batch(*plan, 4);
    auto check = GradientCheck::create(plan, kCrossentropy, batch.parameters, batch.inputs,
                                       {.labels = batch.labels}, random_places(*plan, 6, 3))
                     .value();
    while (check.advance(5)) {
    }
    const auto layers = check.layers();
    std::set<std::string> with_parameters;
    for (const ParameterSlice& slice : plan->parameters()) with_parameters.insert(slice.layer);
    CHECK(layers.size() == with_parameters.size());
    for (const LayerGradientError& layer : layers) {
      CAPTURE(layer.layer);
      CHECK(layer.kinks == 0);
      CHECK(layer.checked >= 6);
      CHECK(layer.worst < 1e-5);
    }
    bool any = false;
    for (const CheckedGradient& gradient : check.gradients()) any = any || gradient.analytic != 0;
    CHECK(any);
  }
}

TEST_CASE("the course's CNN stands the check, as it starts") {
  const auto plan = plan_of(course_cnn());
  Batch batch(*plan, 2);
  initialize(*plan, 1, batch.parameters.data());
  auto check = GradientCheck::create(plan, kCrossentropy, batch.parameters, batch.inputs,
                                     {.labels = batch.labels}, random_places(*plan, 8, 1))
                   .value();
  CHECK_FALSE(check.advance(32));
  const auto layers = check.layers();
  REQUIRE(layers.size() == 2);
  for (const LayerGradientError& layer : layers) {
    CAPTURE(layer.layer);
    CHECK(layer.checked == 16);
    CHECK(layer.kinks < layer.checked);
    CHECK(layer.worst < 1e-5);
  }
}

TEST_CASE("a ReLU at its kink is noted, and the one-sided differences say why") {
  // One input of 1, a weight of 0 before the ReLU: its output grows to the right only.
  const auto plan =
      plan_of(spec_of("[1]", R"([{"class_name":"Dense","config":{"units":1,"activation":"relu"}},
    {"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"));
  const auto parameters = parameters_of(*plan, {{0}, {0}, {2, 0}, {0, 0}});
  auto check = GradientCheck::create(plan, kCrossentropy, parameters, std::vector<float>{1},
                                     {.labels = Labels{0}}, {{0, 0}, {2, 1}, {3, 0}})
                   .value();
  CHECK(check.advance(1));
  REQUIRE(check.gradients().size() == 1);
  const CheckedGradient& kink = check.gradients()[0];
  CHECK(kink.layer == "dense");
  CHECK(kink.parameter == "kernel");
  CHECK(kink.kink);
  CHECK(kink.analytic == 0);
  CHECK(kink.left == doctest::Approx(0));
  CHECK(kink.right == doctest::Approx(-1).epsilon(1e-4));  // d loss / d w = (p - 1) 2 with p = 1/2
  CHECK(kink.numeric == doctest::Approx(-0.5).epsilon(1e-4));
  CHECK_FALSE(check.advance(5));
  CHECK_FALSE(check.advance(5));
  REQUIRE(check.gradients().size() == 3);
  CHECK_FALSE(check.gradients()[2].kink);
  CHECK(check.gradients()[2].analytic == -0.5);
  CHECK(check.gradients()[2].numeric == doctest::Approx(-0.5));
  const auto layers = check.layers();
  REQUIRE(layers.size() == 2);
  CHECK(layers[0].kinks == 1);
  CHECK(layers[0].worst == 0);
  CHECK(layers[1].checked == 2);
  CHECK(layers[1].worst < 1e-6);
}

TEST_CASE("kinks within a step are told from bends") {
  // relu(w x) at w = 3e-6, well within h = 1e-5; and a strongly bent loss without any kink.
  const auto relu =
      plan_of(spec_of("[1]", R"([{"class_name":"Dense","config":{"units":1,"activation":"relu"}},
    {"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"));
  auto near = GradientCheck::create(relu, kCrossentropy, parameters_of(*relu, {{1e-6F}, {0}, {2, 0}, {0, 0}}),
                                    std::vector<float>{1}, {.labels = Labels{0}}, {{0, 0}})
                  .value();
  near.advance(1);
  CHECK(near.gradients()[0].kink);
  auto far = GradientCheck::create(relu, kCrossentropy, parameters_of(*relu, {{2e-5F}, {0}, {2, 0}, {0, 0}}),
                                   std::vector<float>{1}, {.labels = Labels{0}}, {{0, 0}})
                 .value();
  far.advance(1);
  CHECK_FALSE(far.gradients()[0].kink);
  const auto bent =
      plan_of(spec_of("[1]", R"([{"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"));
  auto smooth = GradientCheck::create(bent, kCrossentropy, parameters_of(*bent, {{0.01F, 0}, {0, 0}}),
                                      std::vector<float>{100}, {.labels = Labels{0}}, {{0, 0}})
                    .value();
  smooth.advance(1);
  CHECK_FALSE(smooth.gradients()[0].kink);
  CHECK(smooth.gradients()[0].right - smooth.gradients()[0].left > 1e-3);
  CHECK(smooth.gradients()[0].relative_error < 1e-6);
}

TEST_CASE("random places are different, ascending, and the same for the same seed") {
  const auto plan = plan_of(small_cnn());
  const auto places = random_places(*plan, 5, 1);
  CHECK(places == random_places(*plan, 5, 1));
  CHECK_FALSE(places == random_places(*plan, 5, 2));
  std::vector<std::size_t> counts(plan->parameters().size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    CHECK(places[i].place < plan->parameters()[places[i].tensor].parameter.shape.size());
    if (i > 0 && places[i].tensor == places[i - 1].tensor) CHECK(places[i].place > places[i - 1].place);
    ++counts[places[i].tensor];
  }
  CHECK(counts == std::vector<std::size_t>{5, 3, 5, 4, 5, 3});  // all of a bias with fewer than 5
  const auto kernel = random_places(*plan, 1000, 7);
  CHECK(kernel.size() == static_cast<std::size_t>(plan->parameter_count()));
}

TEST_CASE("a gradient check refuses what it cannot check") {
  const auto plan = plan_of(small_mlp());
  const Batch batch(*plan, 33);
  const auto refusal = [&](std::span<const float> inputs, std::span<const std::uint8_t> labels,
                           std::vector<ParameterPlace> places) {
    const auto check = GradientCheck::create(plan, kCrossentropy, batch.parameters, inputs,
                                             {.labels = labels}, std::move(places));
    return check ? Error{} : check.error();
  };
  const auto one = std::span(batch.inputs).first(6);
  const auto label = std::span(batch.labels).first(1);
  CHECK(refusal(one, label, {}).code.empty());
  CHECK(refusal(one, {}, {}) == Error{"input.label_count", {"0", "1"}, -1, ""});
  CHECK(refusal(batch.inputs, batch.labels, {}) == Error{"input.batch", {"33", "32"}, -1, ""});
  CHECK(refusal({}, {}, {}).code == "input.batch");
  CHECK(refusal(one, label, {{0, 42}}) == Error{"inspect.value", {"42", "42"}, -1, ""});
  CHECK(refusal(one, label, {{8, 0}}) == Error{"inspect.value", {"0", "0"}, -1, ""});
  CHECK(refusal(one, label, std::vector<ParameterPlace>(10001)).code == "parameter.range");
}
