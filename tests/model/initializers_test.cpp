#include "engine/model/initializers.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/model/plan.h"
#include "engine/model/settings.h"

using namespace glassbox;

namespace {

constexpr std::size_t kCount = 50000;
constexpr std::int64_t kFanIn = 300;
constexpr std::int64_t kFanOut = 100;

std::vector<float> drawn(const std::string& name, std::uint64_t seed = 1) {
  std::vector<float> values(kCount);
  initialize({name, kFanIn, kFanOut}, {static_cast<std::int64_t>(kCount)},
             Random(seed, Stream::initialisation), values.data());
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
  CHECK_FALSE(find_initializer("He").has_value());
}

TEST_CASE("orthogonal gives orthonormal columns, or rows where there are fewer of them") {
  struct Size {
    std::int64_t rows;
    std::int64_t columns;
  };
  for (const Size size : {Size{64, 64}, Size{200, 30}, Size{33, 132}, Size{1, 7}, Size{9, 1}}) {
    const std::int64_t rows = size.rows;
    const std::int64_t columns = size.columns;
    CAPTURE(rows);
    CAPTURE(columns);
    const auto count = static_cast<std::size_t>(rows * columns);
    std::vector<float> values(count);
    initialize({"orthogonal", rows, columns}, {rows, columns}, Random(4, Stream::initialisation),
               values.data());
    const bool tall = rows >= columns;
    const auto at = [&](std::int64_t vector, std::int64_t i) {
      return double{values[static_cast<std::size_t>(tall ? i * columns + vector : vector * columns + i)]};
    };
    double worst = 0;
    for (std::int64_t a = 0; a < std::min(rows, columns); ++a) {
      for (std::int64_t b = 0; b <= a; ++b) {
        double product = 0;
        for (std::int64_t i = 0; i < std::max(rows, columns); ++i) product += at(a, i) * at(b, i);
        worst = std::max(worst, std::abs(product - (a == b ? 1 : 0)));
      }
    }
    CHECK(worst < 1e-6);
  }
}

TEST_CASE("orthogonal matrices are spread evenly: no direction and no sign is preferred") {
  constexpr int kMatrices = 4000;
  constexpr int kSize = 3;
  double sum[kSize * kSize] = {};
  double squares[kSize * kSize] = {};
  double determinants = 0;
  for (int m = 0; m < kMatrices; ++m) {
    float q[kSize * kSize];
    initialize({"orthogonal", kSize, kSize}, {kSize, kSize},
               Random(1, Stream::initialisation, static_cast<std::uint64_t>(m)), q);
    for (int i = 0; i < kSize * kSize; ++i) {
      sum[i] += q[i];
      squares[i] += double{q[i]} * q[i];
    }
    determinants += q[0] * (q[4] * q[8] - q[5] * q[7]) - q[1] * (q[3] * q[8] - q[5] * q[6]) +
                    q[2] * (q[3] * q[7] - q[4] * q[6]);
  }
  for (int i = 0; i < kSize * kSize; ++i) {
    CAPTURE(i);
    CHECK(std::abs(sum[i] / kMatrices) < 0.04);                    // four standard errors
    CHECK(std::abs(squares[i] / kMatrices - 1.0 / kSize) < 0.02);  // four of its own
  }
  CHECK(std::abs(determinants / kMatrices) < 0.07);  // as many rotations as reflections
}

TEST_CASE("constant takes its value from the brackets, and refuses what is no number") {
  CHECK(drawn("constant(0.1)") == std::vector<float>(kCount, 0.1F));
  CHECK(drawn("constant(-2e-3)") == std::vector<float>(kCount, -0.002F));
  for (const char* name : {"constant", "constant()", "constant(1", "constant(x)", "constant(1)(2)",
                           "constant(nan)", "constant(inf)", "constant(1e30)", "constant( 1)", "zeros(1)"}) {
    CAPTURE(name);
    CHECK_FALSE(find_initializer(name).has_value());
  }
  const Attribute units{"units", Value::of(std::int64_t{2})};
  const auto dense = [&](const char* initializer) {
    const Attribute config[] = {units, {"bias_initializer", Value::of(std::string(initializer))}};
    return Settings::read(*find_layer_schema("Dense"), config);
  };
  CHECK(dense("constant(0.25)").value().choice("bias_initializer") == "constant(0.25)");
  CHECK(dense("constant(one)").error().code == "parameter.choice");
  CHECK(dense("orthogonal").error().code == "parameter.choice");  // no matrix
}

TEST_CASE("an LSTM starts with a forget gate that is open, whatever its other biases are") {
  const auto start_of = [](std::vector<Attribute> config) {
    config.push_back({"units", Value::of(std::int64_t{2})});
    ModelSpec spec;
    spec.input_shape = {4, 3};
    spec.layers = {{"LSTM", "", {}, config}};
    const auto plan = Plan::compile(spec).value();
    std::vector<float> parameters(plan->parameter_values());
    initialize(*plan, 1, parameters.data());
    const ParameterSlice& bias = plan->parameters()[2];
    REQUIRE(bias.parameter.name == "bias");
    const auto begin = parameters.begin() + static_cast<std::ptrdiff_t>(bias.offset);
    return std::vector<float>(begin, begin + 8);
  };
  CHECK(start_of({}) == std::vector<float>{0, 0, 1, 1, 0, 0, 0, 0});
  CHECK(start_of({{"unit_forget_bias", Value::of(false)}}) == std::vector<float>(8, 0.0F));
  CHECK(start_of({{"bias_initializer", Value::of(std::string("constant(0.5)"))}}) ==
        std::vector<float>{0.5F, 0.5F, 1, 1, 0.5F, 0.5F, 0.5F, 0.5F});
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
