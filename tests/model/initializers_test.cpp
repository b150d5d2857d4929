#include "engine/model/initializers.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/model/plan.h"

using namespace glassbox;

namespace {

constexpr std::size_t kCount = 50000;
constexpr std::int64_t kFanIn = 300;
constexpr std::int64_t kFanOut = 100;

std::vector<float> drawn(const std::string& name, std::uint64_t seed = 1) {
  std::vector<float> values(kCount);
  initialize({name, kFanIn, kFanOut}, Random(seed, Stream::initialisation), values.size(), values.data());
  return values;
}

double variance(const std::vector<float>& values) {
  double sum = 0;
  for (float value : values) sum += double{value} * value;
  return sum / static_cast<double>(values.size());
}

float largest_magnitude(const std::vector<float>& values) {
  float largest = 0;
  for (float value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

}  // namespace

TEST_CASE("initialisers have Keras' variance and reach") {
  struct Expected {
    const char* name;
    double variance;
    double reach;  ///< largest possible magnitude
  };
  const double glorot = 1.0 / 200;  // 1 / mean of the fans
  const double he = 2.0 / 300;      // 2 / fan-in
  const double lecun = 1.0 / 300;   // 1 / fan-in
  const double truncation = 2 / 0.87962566103423978;
  const Expected expected[] = {
      {"glorot_uniform", glorot, std::sqrt(3 * glorot)},
      {"he_uniform", he, std::sqrt(3 * he)},
      {"glorot_normal", glorot, truncation * std::sqrt(glorot)},
      {"he_normal", he, truncation * std::sqrt(he)},
      {"lecun_uniform", lecun, std::sqrt(3 * lecun)},
      {"lecun_normal", lecun, truncation * std::sqrt(lecun)},
      {"random_uniform", 0.05 * 0.05 / 3, 0.05},
  };
  for (const Expected& entry : expected) {
    CAPTURE(entry.name);
    const std::vector<float> values = drawn(entry.name);
    CHECK(std::abs(variance(values) / entry.variance - 1) < 0.03);
    CHECK(largest_magnitude(values) <= entry.reach * 1.000001);
    CHECK(largest_magnitude(values) > entry.reach * 0.99);
    double sum = 0;
    for (float value : values) sum += value;
    CHECK(std::abs(sum / kCount) < 5 * std::sqrt(entry.variance / kCount));
  }
  CHECK(largest_magnitude(drawn("zeros")) == 0.0F);
  CHECK(drawn("ones") == std::vector<float>(kCount, 1.0F));
  const std::vector<float> normal = drawn("random_normal");
  CHECK(std::abs(variance(normal) / (0.05 * 0.05) - 1) < 0.03);
  CHECK(largest_magnitude(normal) > 3 * 0.05F);  // not cut off
}

TEST_CASE("weights depend on the seed alone") {
  CHECK(drawn("he_normal", 1) == drawn("he_normal", 1));
  CHECK(drawn("he_normal", 1) != drawn("he_normal", 2));
}

TEST_CASE("initialisers are found by name") {
  CHECK(find_initializer("he_normal")->name == "he_normal");
  CHECK(find_initializer("He") == nullptr);
}

TEST_CASE("a model starts with small random kernels, biases of zero and gaps of zero") {
  const auto plan = Plan::compile(course_cnn()).value();
  std::vector<float> parameters(plan->parameter_values(), 7.0F);
  initialize(*plan, 3, parameters.data());
  std::size_t end = 0;
  for (const ParameterSlice& slice : plan->parameters()) {
    for (; end < slice.offset; ++end) REQUIRE(parameters[end] == 0.0F);
    const auto size = static_cast<std::size_t>(slice.parameter.shape.size());
    const auto begin = parameters.begin() + static_cast<std::ptrdiff_t>(slice.offset);
    const bool all_zero = std::all_of(begin, begin + static_cast<std::ptrdiff_t>(size),
                                      [](float value) { return value == 0.0F; });
    CHECK(all_zero == (slice.parameter.name == "bias"));
    end += size;
  }
  for (; end < parameters.size(); ++end) REQUIRE(parameters[end] == 0.0F);
  // Glorot's limit for the first kernel: fan-in 25, fan-out 25 * 32.
  const float limit = std::sqrt(6.0F / (25 + 800));
  const auto kernel = std::span(parameters).first(800);
  CHECK(std::ranges::all_of(kernel, [&](float value) { return std::abs(value) <= limit; }));
}
