#include "engine/simd/math.h"

#include <doctest.h>

#include <array>
#include <bit>
#include <cmath>

#include <limits>
#include <vector>

#include "engine/simd/vector.h"

using namespace glassbox;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kDenormal = std::numeric_limits<float>::denorm_min();
constexpr float kSmallest = std::numeric_limits<float>::min();

/// Every `stride`-th float of one sign from `low` to `high` in magnitude: all binades are met alike.
template <class Visit>
void for_floats(float low, float high, std::uint32_t stride, Visit visit) {
  for (auto bits = std::bit_cast<std::uint32_t>(low); bits <= std::bit_cast<std::uint32_t>(high);
       bits += stride) {
    visit(std::bit_cast<float>(bits));
    visit(-std::bit_cast<float>(bits));
  }
}

/// The largest relative error of `f` against `exact`, in double, where the result is a normal float.
template <class F, class Exact>
double relative_error(float low, float high, F f, Exact exact) {
  double worst = 0;
  for_floats(low, high, 4999, [&](float x) {
    const double truth = exact(static_cast<double>(x));
    if (!(std::abs(truth) >= static_cast<double>(kSmallest))) return;
    if (std::abs(truth) > static_cast<double>(std::numeric_limits<float>::max())) return;
    worst = std::max(worst, std::abs(static_cast<double>(f(x)) - truth) / std::abs(truth));
  });
  return worst;
}

bool same_bits(float a, float b) {
  return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

/// Whether every lane of the vector form has the scalar's bits (any NaN is a NaN).
template <class F>
bool lanes_equal_scalar(F f, const std::vector<float>& values) {
  for (std::size_t i = 0; i + simd::kLanes <= values.size(); ++i) {
    std::array<float, simd::kLanes> lanes{};
    f(simd::Vec::load(values.data() + i)).store(lanes.data());
    for (std::size_t k = 0; k < lanes.size(); ++k) {
      const float scalar = f(values[i + k]);
      if (!same_bits(lanes[k], scalar) && !(std::isnan(lanes[k]) && std::isnan(scalar))) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("simd: the elementary functions keep their accuracy over all floats") {
  const auto exp = [](float x) { return simd::exp(x); };
  const auto log = [](float x) { return simd::log(x); };
  const auto tanh = [](float x) { return simd::tanh(x); };
  const auto sigmoid = [](float x) { return simd::sigmoid(x); };
  CHECK(relative_error(0.0F, 200.0F, exp, [](double x) { return std::exp(x); }) < 9e-8);
  CHECK(relative_error(kDenormal, kInfinity, log, [](double x) { return std::log(x); }) < 9e-8);
  const auto expm1 = [](float x) { return simd::expm1(x); };
  const auto log1p = [](float x) { return simd::log1p(std::abs(x)); };
  const auto atan = [](float x) { return simd::atan(x); };
  const auto erfc = [](float x) { return simd::erfc(x); };
  CHECK(relative_error(kSmallest, 88.0F, expm1, [](double x) { return std::expm1(x); }) < 2e-7);
  CHECK(relative_error(kSmallest, 1e30F, log1p, [](double x) { return std::log1p(std::abs(x)); }) < 2e-7);
  CHECK(relative_error(kSmallest, kInfinity, atan, [](double x) { return std::atan(x); }) < 2.5e-7);
  CHECK(relative_error(kSmallest, 3.0F, erfc, [](double x) { return std::erfc(x); }) < 2e-6);
  CHECK(relative_error(kSmallest, 9.0F, erfc, [](double x) { return std::erfc(x); }) < 2e-5);
  CHECK(relative_error(kSmallest, kInfinity, tanh, [](double x) { return std::tanh(x); }) < 1.8e-7);
  CHECK(relative_error(0.0F, 87.0F, sigmoid, [](double x) { return 1 / (1 + std::exp(-x)); }) < 1.5e-7);

  double worst = 0;
  for_floats(1e-30F, 1000.0F, 4999, [&](float x) {
    const double angle = 2 * 3.14159265358979323846 * static_cast<double>(x);
    worst = std::max(worst, std::abs(static_cast<double>(simd::cos_two_pi(x)) - std::cos(angle)));
    worst = std::max(worst, std::abs(static_cast<double>(simd::sin_two_pi(x)) - std::sin(angle)));
  });
  CHECK(worst < 1e-7);
}

TEST_CASE("simd: infinities, NaN, zeros and denormals") {
  CHECK(simd::exp(0.0F) == 1.0F);
  CHECK(simd::exp(-0.0F) == 1.0F);
  CHECK(simd::exp(kDenormal) == 1.0F);
  CHECK(simd::exp(kInfinity) == kInfinity);
  CHECK(simd::exp(89.0F) == kInfinity);
  CHECK(simd::exp(-kInfinity) == 0.0F);
  CHECK(simd::exp(-200.0F) == 0.0F);
  CHECK(std::isnan(simd::exp(kNan)));
  // Gradual underflow: right to half a step of the denormals.
  CHECK(std::abs(static_cast<double>(simd::exp(-95.0F)) - std::exp(-95.0)) <=
        0.75 * static_cast<double>(kDenormal));

  CHECK(simd::log(1.0F) == 0.0F);
  CHECK(simd::log(0.0F) == -kInfinity);
  CHECK(simd::log(-0.0F) == -kInfinity);
  CHECK(simd::log(kInfinity) == kInfinity);
  CHECK(std::isnan(simd::log(-1.0F)));
  CHECK(std::isnan(simd::log(-kInfinity)));
  CHECK(std::isnan(simd::log(kNan)));

  CHECK(same_bits(simd::tanh(0.0F), 0.0F));
  CHECK(same_bits(simd::tanh(-0.0F), -0.0F));
  CHECK(simd::tanh(kDenormal) == kDenormal);
  CHECK(simd::tanh(kInfinity) == 1.0F);
  CHECK(simd::tanh(-kInfinity) == -1.0F);
  CHECK(std::isnan(simd::tanh(kNan)));

  CHECK(simd::sigmoid(0.0F) == 0.5F);
  CHECK(simd::sigmoid(kInfinity) == 1.0F);
  CHECK(simd::sigmoid(-kInfinity) == 0.0F);
  CHECK(std::isnan(simd::sigmoid(kNan)));

  CHECK(simd::cos_two_pi(0.0F) == 1.0F);
  CHECK(simd::cos_two_pi(0.25F) == 0.0F);
  CHECK(simd::cos_two_pi(0.5F) == -1.0F);
  CHECK(simd::cos_two_pi(0.75F) == 0.0F);
  CHECK(simd::sin_two_pi(0.0F) == 0.0F);
  CHECK(simd::sin_two_pi(0.25F) == 1.0F);
  CHECK(simd::sin_two_pi(0.5F) == 0.0F);
  CHECK(simd::sin_two_pi(-0.25F) == -1.0F);
}

TEST_CASE("simd: a lane has the bits of the scalar") {
  std::vector<float> values{0.0F,      -0.0F,      kInfinity, -kInfinity, kNan,
                            kDenormal, -kDenormal, kSmallest, 88.72F,     -104.0F};
  for_floats(1e-38F, 3e38F, 1000003, [&](float x) { values.push_back(x); });
  for_floats(1e-3F, 100.0F, 10007, [&](float x) { values.push_back(x); });
  CHECK(lanes_equal_scalar([](auto x) { return simd::exp(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::log(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::tanh(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::sigmoid(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::sqrt(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::cos_two_pi(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::sin_two_pi(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::expm1(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::log1p(x * x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::atan(x); }, values));
  CHECK(lanes_equal_scalar([](auto x) { return simd::erfc(x); }, values));
}

TEST_CASE("simd: the same bits in every build") {
  // A checksum of the results' bits, so that the native and the WebAssembly builds are compared with each
  // other.
  std::uint32_t checksum = 0;
  const auto add = [&checksum](float value) {
    checksum = (checksum ^ std::bit_cast<std::uint32_t>(value)) * 16777619U;
  };
  for_floats(1e-3F, 80.0F, 10007, [&](float x) {
    add(simd::exp(x));
    add(simd::log(std::abs(x)));
    add(simd::tanh(x));
    add(simd::sigmoid(x));
    add(simd::cos_two_pi(x));
    add(simd::expm1(x));
    add(simd::log1p(std::abs(x)));
    add(simd::atan(x));
    add(simd::erfc(x));
  });
  CHECK(checksum == 1037427470U);
}
