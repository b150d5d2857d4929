#include "ui/draw/label.h"

#include <doctest.h>

#include <array>
#include <limits>

using namespace glassbox::ui;

TEST_CASE("label: an axis' ticks stay short, however large or small") {
  CHECK(tick_number(0, 0.5) == "0.0");
  CHECK(tick_number(1.5, 0.5) == "1.5");
  CHECK(tick_number(1500, 500) == "1500");
  CHECK(tick_number(0, 5e21) == "0");
  CHECK(tick_number(5e21, 5e21) == "5e21");
  CHECK(tick_number(1e22, 5e21) == "1e22");
  CHECK(tick_number(1.5e22, 5e21) == "1.5e22");
  CHECK(tick_number(1e-8, 1e-8) == "1e-8");
  CHECK(tick_number(0, 2e-6) == "0");
}

TEST_CASE("label: a scale without a finite value has no ends") {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  CHECK(scale_end(scale_of(std::array{kNan, kNan}).high) == "–");
  CHECK(scale_end(scale_of(std::array{kNan, 2.0F}).high) == "2.00");
  CHECK(scale_end(scale_of(std::array{0.0F, 0.0F}).high) == "0");
}
