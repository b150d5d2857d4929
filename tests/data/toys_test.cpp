#include "engine/data/toys.h"

#include <doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

using namespace glassbox;

namespace {

constexpr double kPi = 3.14159265358979323846;

ToyData toy(const std::string& name, std::vector<Attribute> config = {}) {
  auto data = make_toy({name, std::move(config)});
  REQUIRE(data.ok());
  return std::move(data).value();
}

Attribute integer(const std::string& name, std::int64_t value) {
  return {name, Value::of(value)};
}
Attribute real(const std::string& name, double value) {
  return {name, Value::of(value)};
}

/// All points, train and test.
std::vector<std::array<double, 3>> points_of(const ToyData& data) {
  std::vector<std::array<double, 3>> points;
  for (const LabelledPoints* part : {&data.train, &data.test}) {
    for (std::size_t i = 0; i < part->labels.size(); ++i) {
      points.push_back({part->inputs[2 * i], part->inputs[2 * i + 1], static_cast<double>(part->labels[i])});
    }
  }
  return points;
}

std::string refusal(const std::string& name, std::vector<Attribute> config = {}) {
  const auto data = make_toy({name, std::move(config)});
  return data ? "" : data.error().code + " " + data.error().parameter;
}

/// The largest distance of a noiseless regression from its function.
template <class Function>
double largest_error(const std::string& name, std::vector<Attribute> config, Function function) {
  config.push_back(integer("samples", 2000));
  const ToyData data = toy(name, std::move(config));
  double largest = 0;
  for (std::size_t i = 0; i < data.train.targets.size(); ++i) {
    const auto x = static_cast<double>(data.train.inputs[i]);
    largest = std::max(largest, std::abs(static_cast<double>(data.train.targets[i]) - function(x)));
  }
  return largest;
}

}  // namespace

TEST_CASE("toys: the names are there, with defaults that work") {
  std::vector<std::string> names;
  for (const Schema& schema : classification_toys()) {
    names.push_back(schema.class_name);
    const ToyData data = toy(schema.class_name);
    CHECK(data.train.features == 2);
    CHECK(data.train.inputs.size() == 500);
    CHECK(data.train.labels.size() == 250);
    CHECK(data.test.labels.size() == 250);
    CHECK(data.train.targets.empty());
  }
  CHECK(names == std::vector<std::string>{"circle", "xor", "gaussians", "spiral", "moons"});
  names.clear();
  for (const Schema& schema : regression_toys()) {
    names.push_back(schema.class_name);
    const ToyData data = toy(schema.class_name);
    CHECK(data.train.features == 1);
    CHECK(data.train.inputs.size() == 100);
    CHECK(data.train.targets.size() == 100);
    CHECK(data.test.targets.size() == 100);
    CHECK(data.train.labels.empty());
  }
  CHECK(names == std::vector<std::string>{"line", "polynomial", "sine", "step", "absolute"});
}

TEST_CASE("toys: without noise the classes keep apart as their formulas say") {
  for (const auto& [x, y, label] : points_of(toy("circle"))) {
    const double r = std::hypot(x, y);
    CHECK((label == 1 ? r <= 2.5 : r >= 3.4999 && r <= 5.0001));
  }
  for (const auto& [x, y, label] : points_of(toy("xor"))) {
    CHECK(std::abs(x) >= 0.3);
    CHECK(std::abs(y) <= 5.3001);
    CHECK((label == 1) == (x * y >= 0));
  }
  for (const auto& [x, y, label] : points_of(toy("spiral"))) {
    const double r = std::hypot(x, y);
    const double angle = 1.75 * r / 5 * 2 * kPi + (label == 1 ? 0 : kPi);
    CHECK(x == doctest::Approx(r * std::sin(angle)).epsilon(1e-4).scale(1));
    CHECK(y == doctest::Approx(r * std::cos(angle)).epsilon(1e-4).scale(1));
  }
  for (const auto& [x, y, label] : points_of(toy("moons"))) {
    const double centre_x = label == 1 ? 1 : 0;
    const double centre_y = label == 1 ? 0.5 : 0;
    CHECK(std::hypot(x - centre_x, y - centre_y) == doctest::Approx(1).epsilon(1e-6));
    CHECK((label == 1 ? y <= 0.5001 : y >= -0.0001));
  }
}

TEST_CASE("toys: the two gaussians have Playground's centres and variances") {
  for (const auto& [noise, variance] : {std::pair{0.0, 0.5}, std::pair{0.5, 4.0}}) {
    const auto points = points_of(toy("gaussians", {integer("samples", 10000), real("noise", noise)}));
    for (const double label : {0.0, 1.0}) {
      double sum = 0;
      double squares = 0;
      double count = 0;
      for (const auto& [x, y, its_label] : points) {
        if (its_label != label) continue;
        sum += x + y;
        squares += x * x + y * y;
        count += 2;
      }
      const double mean = sum / count;
      CHECK(mean == doctest::Approx(label == 1 ? 2 : -2).epsilon(0.04));
      CHECK(squares / count - mean * mean == doctest::Approx(variance).epsilon(0.06));
    }
  }
}

TEST_CASE("toys: noise turns labels over where Playground's does, and moves points where it does") {
  const auto wrong = [](const std::string& name, auto rule) {
    int count = 0;
    for (const auto& [x, y, label] : points_of(toy(name, {real("noise", 0.3)}))) {
      count += (label == 1) == rule(x, y) ? 0 : 1;
    }
    return count;
  };
  CHECK(wrong("circle", [](double x, double y) { return std::hypot(x, y) < 2.5; }) > 10);
  CHECK(wrong("xor", [](double x, double y) { return x * y >= 0; }) > 10);
  double farthest = 0;
  for (const auto& [x, y, label] : points_of(toy("moons", {real("noise", 0.2)}))) {
    farthest = std::max(farthest, std::abs(std::hypot(x - label, y - 0.5 * label) - 1));
  }
  CHECK(farthest > 0.3);
  CHECK(farthest < 1.2);
}

TEST_CASE("toys: the regressions are their functions") {
  CHECK(largest_error("line", {real("slope", -3), real("intercept", 2)},
                      [](double x) { return -3 * x + 2; }) < 1e-6);
  CHECK(largest_error("polynomial", {}, [](double x) { return 4 * x * x * x - 3 * x; }) < 1e-6);
  CHECK(largest_error("polynomial", {integer("degree", 1)}, [](double x) { return x; }) == 0);
  CHECK(largest_error("polynomial", {integer("degree", 2)}, [](double x) { return 2 * x * x - 1; }) < 1e-6);
  CHECK(largest_error("sine", {}, [](double x) { return std::sin(kPi * x); }) < 1e-6);
  CHECK(largest_error("sine", {real("frequency", 4)}, [](double x) { return std::sin(4 * kPi * x); }) < 2e-6);
  CHECK(largest_error("step", {}, [](double x) { return x < 0 ? 0.0 : 1.0; }) == 0);
  CHECK(largest_error("absolute", {}, [](double x) { return std::abs(x); }) == 0);

  const ToyData noisy = toy("step", {integer("samples", 10000), real("noise", 0.5)});
  double squares = 0;
  for (std::size_t i = 0; i < noisy.train.targets.size(); ++i) {
    const double error =
        static_cast<double>(noisy.train.targets[i]) - (noisy.train.inputs[i] < 0.0F ? 0.0 : 1.0);
    squares += error * error;
  }
  CHECK(std::sqrt(squares / static_cast<double>(noisy.train.targets.size())) ==
        doctest::Approx(0.5).epsilon(0.03));
}

TEST_CASE("toys: the seed decides everything, and other settings do not move the points") {
  CHECK(toy("moons", {integer("seed", 3)}).train.inputs == toy("moons", {integer("seed", 3)}).train.inputs);
  for (const char* name : {"circle", "xor", "gaussians", "sine"}) {
    CHECK(toy(name, {integer("seed", 3)}).train.inputs != toy(name, {integer("seed", 4)}).train.inputs);
  }
  const ToyData calm = toy("sine");
  const ToyData noisy = toy("sine", {real("noise", 0.1)});
  CHECK(calm.train.inputs == noisy.train.inputs);
  CHECK(calm.train.targets != noisy.train.targets);
}

TEST_CASE("toys: the same bits in every build") {
  std::uint32_t checksum = 0;
  const auto add = [&checksum](const std::vector<float>& values) {
    for (const float value : values) {
      checksum = (checksum ^ std::bit_cast<std::uint32_t>(value)) * 16777619U;
    }
  };
  for (const auto schemas : {classification_toys(), regression_toys()}) {
    for (const Schema& schema : schemas) {
      const ToyData data = toy(schema.class_name, {real("noise", 0.25), integer("samples", 101)});
      for (const LabelledPoints* part : {&data.train, &data.test}) {
        add(part->inputs);
        add(part->targets);
      }
    }
  }
  CHECK(checksum == 496309805U);
}

TEST_CASE("toys: any number of samples and any split") {
  for (const auto schemas : {classification_toys(), regression_toys()}) {
    for (const Schema& schema : schemas) {
      for (const std::int64_t samples : {4, 5, 7, 10000}) {
        const ToyData data = toy(schema.class_name, {integer("samples", samples), real("test_split", 0)});
        CHECK(data.test.inputs.empty());
        CHECK(data.train.inputs.size() == static_cast<std::size_t>(samples * data.train.features));
        for (const float value : data.train.inputs) CHECK(std::isfinite(value));
      }
      const ToyData most = toy(schema.class_name, {integer("samples", 4), real("test_split", 0.9)});
      CHECK_FALSE(most.train.inputs.empty());
      CHECK_FALSE(most.test.inputs.empty());
    }
  }
}

TEST_CASE("toys: unknown names and bad numbers are refused") {
  CHECK(refusal("Circle") == "toy.unknown_class ");
  CHECK(refusal("") == "toy.unknown_class ");
  CHECK(refusal("circle", {integer("samples", 3)}) == "parameter.range samples");
  CHECK(refusal("circle", {integer("samples", 10001)}) == "parameter.range samples");
  CHECK(refusal("circle", {real("samples", 10.5)}) == "parameter.not_integer samples");
  CHECK(refusal("circle", {real("noise", -0.1)}) == "parameter.range noise");
  CHECK(refusal("circle", {real("noise", 0.51)}) == "parameter.range noise");
  CHECK(refusal("circle", {real("noise", std::numeric_limits<double>::quiet_NaN())}) ==
        "parameter.not_number noise");
  CHECK(refusal("circle", {real("test_split", 1)}) == "parameter.range test_split");
  CHECK(refusal("circle", {integer("seed", -1)}) == "parameter.range seed");
  CHECK(refusal("circle", {integer("degree", 3)}) == "parameter.unknown degree");
  CHECK(refusal("polynomial", {integer("degree", 0)}) == "parameter.range degree");
  CHECK(refusal("sine", {real("frequency", 11)}) == "parameter.range frequency");
  CHECK(refusal("sine", {real("noise", 0), real("noise", 0)}) == "parameter.duplicate noise");
}
