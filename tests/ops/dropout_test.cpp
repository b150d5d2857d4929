#include "engine/ops/dropout/dropout.h"

#include <doctest.h>

#include <algorithm>

#include "tests/ops/op_harness.h"

using namespace glassbox;

TEST_CASE("dropout: in training a share of the values is 0, the others make up for them") {
  constexpr double kRate = 0.3;
  const Shape shape{1000};
  const auto op = make_dropout(kRate, shape);
  OpHarness<float> run(*op, std::span(&shape, 1), 50);
  std::ranges::fill(run.inputs[0], 1.0F);
  run.forward();
  double sum = 0;
  std::size_t zeros = 0;
  for (const float value : run.output) {
    sum += static_cast<double>(value);
    if (value == 0.0F) ++zeros;
    CHECK((value == 0.0F || value == doctest::Approx(1 / (1 - kRate))));
  }
  const auto count = static_cast<double>(run.output.size());
  CHECK(static_cast<double>(zeros) / count == doctest::Approx(kRate).epsilon(0.03));
  CHECK(sum / count == doctest::Approx(1).epsilon(0.02));
}

TEST_CASE("dropout: prediction hands its input on") {
  const Shape shape{33};
  const auto op = make_dropout(0.9, shape);
  OpHarness<float> run(*op, std::span(&shape, 1), 2);
  for (std::size_t i = 0; i < run.inputs[0].size(); ++i) run.inputs[0][i] = static_cast<float>(i);
  run.training = false;
  run.forward();
  CHECK(run.output == run.inputs[0]);
}
