#include <doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "engine/inspect/hardest_samples.h"
#include "engine/inspect/nearest_samples.h"
#include "tests/inspect/models.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

using Labels = std::vector<std::uint8_t>;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Two classes whose logits are the inputs.
std::shared_ptr<const Plan> identity_plan() {
  return plan_of(spec_of("[2]", R"([{"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"));
}

std::vector<float> identity_parameters(const Plan& plan) {
  return parameters_of(plan, {{1, 0, 0, 1}, {0, 0}});
}

std::vector<std::int64_t> indices(const std::vector<RankedSample>& samples) {
  std::vector<std::int64_t> result;
  for (const RankedSample& sample : samples) result.push_back(sample.index);
  return result;
}

}  // namespace

TEST_CASE("the hardest samples are those of the largest losses, the earlier first among equals") {
  const auto plan = identity_plan();
  const auto ranked = [&](int count, bool in_slices) {
    auto hardest = HardestSamples::create(plan, kCrossentropy, identity_parameters(*plan), count).value();
    // label 0: the loss is ln(1 + e^(x1 - x0))
    const std::vector<float> inputs{0, 1, 0, 3, 2, 0, 0, 3, 0, 2, 5, 5};
    const Labels labels(6, 0);
    if (in_slices) {
      REQUIRE(hardest.add(100, std::span(inputs).first(4), {.labels = std::span(labels).first(2)}).ok());
      REQUIRE(hardest.add(102, std::span(inputs).subspan(4), {.labels = std::span(labels).subspan(2)}).ok());
    } else {
      const auto losses = hardest.add(100, inputs, {.labels = labels});
      REQUIRE(losses.ok());
      REQUIRE(losses.value().size() == 6);
      CHECK(losses.value()[2] == doctest::Approx(std::log(1 + std::exp(-2.0))).epsilon(1e-6));
    }
    return hardest.samples();
  };
  const auto three = ranked(3, false);
  CHECK(indices(three) == std::vector<std::int64_t>{101, 103, 104});
  CHECK(three[0].score == doctest::Approx(std::log(1 + std::exp(3.0))).epsilon(1e-6));
  CHECK(three[0].score == three[1].score);
  CHECK(ranked(3, true) == three);
  CHECK(indices(ranked(1, true)) == std::vector<std::int64_t>{101});
  CHECK(indices(ranked(9, true)) == std::vector<std::int64_t>{101, 103, 104, 100, 105, 102});
}

TEST_CASE("a loss that is no number is the hardest of all") {
  const auto plan = identity_plan();
  auto hardest = HardestSamples::create(plan, kCrossentropy, identity_parameters(*plan), 3).value();
  REQUIRE(
      hardest.add(0, std::vector<float>{0, 9, kNan, 0, 0, 1, kNan, 1}, {.labels = Labels{0, 0, 0, 0}}).ok());
  CHECK(indices(hardest.samples()) == std::vector<std::int64_t>{1, 3, 0});
}

TEST_CASE("nearest samples in the space of a layer, by both distances") {
  const auto plan = plan_of(spec_of("[2]", R"([{"class_name":"Dense","config":{"units":2}},
    {"class_name":"Dense","config":{"units":2}}])"));
  // The first layer swaps the inputs and doubles one of them.
  const auto parameters = parameters_of(*plan, {{0, 1, 2, 0}, {0, 0}, {1, 0, 0, 1}, {0, 0}});
  const std::vector<float> data{1, 1, 3, 3, 1, 0, -2, -2, 1, 1, 0, 0, kNan, 0};
  const auto nearest = [&](Distance distance, int count) {
    auto search =
        NearestSamples::create(plan, parameters, 0, std::vector<float>{2, 2}, distance, count).value();
    REQUIRE(search.add(0, std::span(data).first(6)).ok());
    REQUIRE(search.add(3, std::span(data).subspan(6)).ok());
    return search.samples();
  };
  // In the layer's space the sample is (4, 2); the others (2, 1), (6, 3), (0, 1), (-4, -2), (2, 1), (0, 0).
  const auto euclidean = nearest(Distance::euclidean, 10);
  CHECK(indices(euclidean) == std::vector<std::int64_t>{0, 1, 4, 2, 5, 3});
  CHECK(euclidean[0].score == doctest::Approx(std::sqrt(5.0)));
  CHECK(euclidean[3].score == doctest::Approx(std::sqrt(17.0)));
  const auto cosine = nearest(Distance::cosine, 10);
  CHECK(cosine[0].score == doctest::Approx(0).epsilon(1e-12));
  CHECK(indices({cosine.begin() + 3, cosine.end()}) == std::vector<std::int64_t>{2, 5, 3});
  CHECK(cosine[3].score == doctest::Approx(1 - 2 / std::sqrt(20.0)));
  CHECK(cosine[4].score == 1);  // no direction
  CHECK(cosine[5].score == doctest::Approx(2));
  CHECK(indices(nearest(Distance::euclidean, 2)) == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("a ranking of samples refuses what it cannot rank") {
  const auto plan = identity_plan();
  const auto parameters = identity_parameters(*plan);
  CHECK(HardestSamples::create(plan, kCrossentropy, parameters, 0).error() ==
        Error{"parameter.range", {"0", "1", "1000"}, -1, "count"});
  auto hardest = HardestSamples::create(plan, kCrossentropy, parameters, 1).value();
  CHECK(hardest.add(0, std::vector<float>(2), {}).error() == Error{"input.label_count", {"0", "1"}, -1, ""});
  CHECK(hardest.add(0, std::vector<float>(3), {.labels = Labels{0}}).error().code == "input.size");
  const auto refusal = [&](int layer, std::size_t values, int count) {
    const auto search =
        NearestSamples::create(plan, parameters, layer, std::vector<float>(values), Distance::cosine, count);
    return search ? Error{} : search.error();
  };
  CHECK(refusal(1, 2, 1) == Error{"inspect.layer", {"1", "1"}, -1, ""});
  CHECK(refusal(0, 4, 1) == Error{"input.batch", {"2", "1"}, -1, ""});
  CHECK(refusal(0, 2, 1001).code == "parameter.range");
  CHECK(refusal(0, 2, 1).code.empty());
}
