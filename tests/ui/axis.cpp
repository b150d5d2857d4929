#include "ui/draw/axis.h"

#include <doctest.h>

#include <cstdint>
#include <limits>
#include <vector>

using namespace glassbox::ui;

namespace {

void check_ticks(const std::vector<double>& ticks, const std::vector<double>& expected) {
  REQUIRE(ticks.size() == expected.size());
  for (std::size_t i = 0; i < ticks.size(); ++i) CHECK(ticks[i] == doctest::Approx(expected[i]));
}

}  // namespace

TEST_CASE("axis: positions and values are each other's inverse") {
  for (const Axis axis : {Axis{0, 4, false}, Axis{0.01, 10, true}}) {
    CHECK(axis.position(axis.low) == doctest::Approx(0));
    CHECK(axis.position(axis.high) == doctest::Approx(1));
    for (double position : {0.1, 0.5, 0.9}) {
      CHECK(axis.position(axis.value(position)) == doctest::Approx(position));
    }
  }
  CHECK(Axis{0.01, 1, true}.position(0.1) == doctest::Approx(0.5));
  CHECK(Axis{0.01, 1, true}.position(0) == 0);
}

TEST_CASE("axis: a nice step is the smallest of 1, 2, 5 that leaves few enough") {
  CHECK(nice_step(10, 5) == doctest::Approx(2));
  CHECK(nice_step(10, 4) == doctest::Approx(5));
  CHECK(nice_step(1, 10) == doctest::Approx(0.1));
  CHECK(nice_step(2340, 5) == doctest::Approx(500));
  CHECK(nice_step(0.7, 5) == doctest::Approx(0.2));
}

TEST_CASE("axis: linear ticks lie on the step's multiples, ends included") {
  check_ticks(linear_ticks({0, 1, false}, 5), {0, 0.2, 0.4, 0.6, 0.8, 1});
  check_ticks(linear_ticks({0, 2340, false}, 5), {0, 500, 1000, 1500, 2000});
  check_ticks(linear_ticks({-1, 1, false}, 4), {-1, -0.5, 0, 0.5, 1});
  CHECK(linear_ticks({3, 3, false}, 5).empty());
}

TEST_CASE("axis: logarithmic ticks thin out as there is less room") {
  check_ticks(log_ticks({0.1, 2, true}, 8), {0.1, 0.2, 0.5, 1, 2});
  check_ticks(log_ticks({0.1, 10, true}, 5), {0.1, 0.3, 1, 3, 10});
  check_ticks(log_ticks({0.01, 10, true}, 4), {0.01, 0.1, 1, 10});
  check_ticks(log_ticks({1e-8, 1, true}, 5), {1e-8, 1e-6, 1e-4, 1e-2, 1});
  CHECK(log_ticks({0, 1, true}, 5).empty());
}

TEST_CASE("axis: decimals tell neighbouring ticks apart") {
  CHECK(tick_decimals(500) == 0);
  CHECK(tick_decimals(1) == 0);
  CHECK(tick_decimals(0.5) == 1);
  CHECK(tick_decimals(0.02) == 2);
}

TEST_CASE("axis: the range around values ends on nice numbers and holds them") {
  CHECK(axis_around(0.07, 2.58, false).low == 0);
  CHECK(axis_around(0.07, 2.58, false).high == doctest::Approx(3));
  for (double largest : {0.3, 1.0, 1.7, 2.0, 4.9, 5.0, 7.2, 99.0}) {
    for (double smallest : {0.0003, 0.02, 0.25}) {
      const Axis axis = axis_around(smallest, largest, true);
      CHECK(axis.low <= smallest * (1 + 1e-9));
      CHECK(axis.high >= largest * (1 - 1e-9));
      CHECK(axis.high <= largest * 2.5 * (1 + 1e-9));
      CHECK(axis.low >= smallest / 2.5 * (1 - 1e-9));
    }
  }
}

TEST_CASE("axis: without any finite value there still is a range") {
  const double nothing = std::numeric_limits<double>::infinity();
  for (const bool logarithmic : {false, true}) {
    const Axis axis = axis_around(nothing, 0, logarithmic);
    CHECK(axis.high > axis.low);
    CHECK((!logarithmic || axis.low > 0));
  }
}
