#include "engine/train/schedules.h"

#include <doctest.h>

#include <vector>

#include "engine/model/schema.h"
#include "tests/golden/golden.h"
#include "tests/ops/op_harness.h"

using namespace glassbox;

namespace {

Schedule made(const char* class_name, std::vector<Attribute> config = {}) {
  auto schedule = Schedule::make({class_name, std::move(config)});
  REQUIRE_MESSAGE(schedule.ok(), (schedule.ok() ? "" : schedule.error().code));
  return schedule.value();
}

Value steps(std::int64_t count) {
  return Value::of(count);
}

void check_rates(const char* golden_case, const Schedule& schedule) {
  CAPTURE(golden_case);
  std::vector<double> rates;
  for (std::uint64_t step = 0; step < 25; ++step) rates.push_back(schedule.rate(0.1, step, 0));
  CHECK(disagreement(rates, *golden::find(golden_case, "rates"), 1e-6, 0) <= 1);
}

}  // namespace

TEST_CASE("schedules: the rates of 25 steps are PyTorch's") {
  check_rates("StepDecay", made("StepDecay", {{"decay_steps", steps(10)}, {"decay_rate", Value::of(0.5)}}));
  check_rates("ExponentialDecay",
              made("ExponentialDecay", {{"decay_steps", steps(10)}, {"decay_rate", Value::of(0.9)}}));
  check_rates("InverseTimeDecay",
              made("InverseTimeDecay", {{"decay_steps", steps(10)}, {"decay_rate", Value::of(0.5)}}));
  check_rates("CosineDecay", made("CosineDecay", {{"decay_steps", steps(20)}, {"alpha", Value::of(0.1)}}));
  check_rates("warm-up",
              made("StepDecay",
                   {{"decay_steps", steps(10)}, {"decay_rate", Value::of(0.5)}, {"warmup_steps", steps(5)}}));
}

TEST_CASE("schedules: a constant one leaves the rate, every one has a schema and a warm-up") {
  CHECK(made("Constant").rate(0.3, 1000000, 0) == 0.3);
  CHECK(schedule_schemas().size() == 6);
  for (const Schema& schema : schedule_schemas()) {
    CHECK(made(schema.class_name.c_str(), {{"warmup_steps", steps(4)}}).rate(1, 1, 0) == 0.25);
  }
}

TEST_CASE("schedules: a plateau lowers the rate after epochs without improvement, down to a limit") {
  const Schedule plateau = made("ReduceLROnPlateau", {{"patience", steps(2)},
                                                      {"factor", Value::of(0.5)},
                                                      {"min_delta", Value::of(0.01)},
                                                      {"min_lr", Value::of(0.03)}});
  double best = -1;
  std::uint32_t wait = 0;
  std::uint32_t reductions = 0;
  std::vector<std::uint32_t> path;
  for (const double loss : {1.0, 0.9, 0.895, 0.893, 0.5, 0.6, 0.7, 0.8, 0.9}) {
    if (plateau.reduces(loss, best, wait)) ++reductions;
    path.push_back(reductions);
  }
  CHECK(path == std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1, 2, 2, 3});
  CHECK(plateau.rate(0.1, 5, 1) == 0.05);
  CHECK(plateau.rate(0.1, 5, 3) == 0.03);
  CHECK_FALSE(made("Constant").reduces(1, best, wait));
}

TEST_CASE("schedules: bad ones are refused with a reason") {
  CHECK(Schedule::make({"Sawtooth", {}}).error().code == "schedule.unknown_class");
  CHECK(Schedule::make({"StepDecay", {{"decay_steps", steps(0)}}}).error().parameter == "decay_steps");
  CHECK(Schedule::make({"StepDecay", {{"decay_rate", Value::of(1.5)}}}).error().parameter == "decay_rate");
  CHECK(Schedule::make({"Constant", {{"decay_steps", steps(3)}}}).error().code == "parameter.unknown");
}
