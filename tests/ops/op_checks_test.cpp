// What must hold for every op, over one table of them: the two executors agree, the gradients are those of
// the function (finite differences), and the numbers are PyTorch's.
#include <doctest.h>

#include <set>

#include "tests/golden/golden.h"
#include "tests/ops/op_cases.h"
#include "tests/ops/op_harness.h"

using namespace glassbox;

namespace {

template <class T>
void assign(std::vector<T>& to, const std::vector<double>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = static_cast<T>(from[i]);
}

/// The op with values in all that it reads; parameter gradients start at values too, since an op adds to
/// them.
template <class T>
OpHarness<T> prepare(const OpCase& c) {
  OpHarness<T> run(*c.op, c.inputs, c.batch);
  std::uint64_t seed = 1;
  for (auto& input : run.inputs) assign(input, make_values(c.values, input.size(), seed++));
  for (auto& parameter : run.parameters) {
    std::vector<double> values = make_values(Inputs::normal, parameter.size(), seed++);
    for (double& value : values) value *= c.parameter_scale;
    assign(parameter, values);
  }
  for (auto& gradient : run.parameter_gradients) {
    assign(gradient, make_values(Inputs::normal, gradient.size(), seed++));
  }
  assign(run.output_gradient, make_values(Inputs::normal, run.output.size(), seed++));
  return run;
}

/// sum of output * output_gradient: the scalar whose gradients backward() computes.
double objective(OpHarness<double>& run) {
  run.forward();
  double sum = 0;
  for (std::size_t i = 0; i < run.output.size(); ++i) sum += run.output[i] * run.output_gradient[i];
  return sum;
}

/// Compares `gradient` of `values` with central differences: coordinate by coordinate for a few, and along
/// one direction that has a part of every coordinate.
void check_differences(OpHarness<double>& run, std::vector<double>& values,
                       const std::vector<double>& gradient) {
  constexpr double kStep = 1e-5;
  const std::vector<double> start = values;
  const auto slope = [&](const auto& move) {
    double difference = 0;
    for (const double sign : {1.0, -1.0}) {
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = start[i] + sign * kStep * move(i);
      difference += sign * objective(run);
    }
    values = start;
    return difference / (2 * kStep);
  };
  double largest = 0;
  for (const double g : gradient) largest = std::max(largest, std::abs(g));

  constexpr std::size_t kCoordinates = 12;
  const std::size_t stride = values.size() / kCoordinates + 1;
  for (std::size_t k = 0; k < values.size(); k += stride) {
    const double measured = slope([k](std::size_t i) { return i == k ? 1.0 : 0.0; });
    CHECK(std::abs(measured - gradient[k]) <= 1e-6 * largest + 1e-7);
  }
  const std::vector<double> direction = make_values(Inputs::normal, values.size(), 99);
  double expected = 0;
  for (std::size_t i = 0; i < values.size(); ++i) expected += direction[i] * gradient[i];
  const double measured = slope([&](std::size_t i) { return direction[i]; });
  CHECK(std::abs(measured - expected) <= 1e-6 * (std::abs(expected) + largest) + 1e-7);
}

/// Runs a golden case and compares what comes out with the file's tensors.
template <class T>
void check_golden(const OpCase& c, double relative, double absolute) {
  OpHarness<T> run(*c.op, c.inputs, c.batch);
  const auto tensor = [&](const std::string& name) -> const std::vector<double>& {
    const std::vector<double>* values = golden::find(c.name, name);
    REQUIRE_MESSAGE(values != nullptr, name);
    return *values;
  };
  const std::vector<Parameter> parameters = c.op->parameters();
  for (std::size_t k = 0; k < run.inputs.size(); ++k) {
    REQUIRE(tensor("input_" + std::to_string(k)).size() == run.inputs[k].size());
    assign(run.inputs[k], tensor("input_" + std::to_string(k)));
  }
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    REQUIRE(tensor(parameters[k].name).size() == run.parameters[k].size());
    assign(run.parameters[k], tensor(parameters[k].name));
  }
  REQUIRE(tensor("output_gradient").size() == run.output_gradient.size());
  assign(run.output_gradient, tensor("output_gradient"));
  run.forward();
  run.backward();
  CHECK(disagreement(run.output, tensor("output"), relative, absolute) <= 1);
  for (std::size_t k = 0; k < run.inputs.size(); ++k) {
    CHECK(disagreement(run.input_gradients[k], tensor("input_" + std::to_string(k) + "_gradient"), relative,
                       absolute) <= 1);
  }
  for (std::size_t k = 0; k < parameters.size(); ++k) {  // of a running statistic: what it grows by
    CHECK(disagreement(run.parameter_gradients[k], tensor(parameters[k].name + "_gradient"), relative,
                       absolute) <= 1);
  }
}

}  // namespace

TEST_CASE("ops: SIMD in float agrees with the reference in double") {
  for (const OpCase& c : op_cases()) {
    CAPTURE(c.name);
    OpHarness<float> simd = prepare<float>(c);
    OpHarness<double> reference = prepare<double>(c);
    simd.forward();
    reference.forward();
    CHECK(disagreement(simd.output, reference.output) <= 1);
    simd.backward();
    reference.backward();
    for (std::size_t k = 0; k < simd.inputs.size(); ++k) {
      CHECK(disagreement(simd.input_gradients[k], reference.input_gradients[k]) <= 1);
    }
    for (std::size_t k = 0; k < simd.parameters.size(); ++k) {
      CHECK(disagreement(simd.parameter_gradients[k], reference.parameter_gradients[k]) <= 1);
    }
  }
}

TEST_CASE("ops: a second pass, and one without input gradients, give the same bits") {
  for (const OpCase& c : op_cases()) {
    CAPTURE(c.name);
    OpHarness<float> first = prepare<float>(c);
    first.forward();
    first.backward();
    OpHarness<float> second = prepare<float>(c);
    second.forward();
    second.forward();
    second.backward(false);
    CHECK(same_bits(second.output, first.output));
    for (std::size_t k = 0; k < first.parameters.size(); ++k) {
      CHECK(same_bits(second.parameter_gradients[k], first.parameter_gradients[k]));
    }
    OpHarness<float> third = prepare<float>(c);
    third.forward();
    third.backward();
    for (std::size_t k = 0; k < first.inputs.size(); ++k) {
      CHECK(same_bits(third.input_gradients[k], first.input_gradients[k]));
    }
  }
}

#ifdef GLASSBOX_THREADS

TEST_CASE("ops: the bits do not depend on the number of threads") {
  constexpr double kAllWork = 0;  // is worth sharing
  Team two(2, kAllWork);
  Team three(3, kAllWork);
  for (const OpCase& c : op_cases()) {
    CAPTURE(c.name);
    for (const bool training : {true, false}) {
      OpHarness<float> alone = prepare<float>(c);
      alone.training = training;
      alone.forward();
      alone.backward();
      for (Team* team : {&two, &three}) {
        OpHarness<float> shared = prepare<float>(c);
        shared.training = training;
        shared.team = team;
        shared.forward();
        shared.backward();
        CHECK(same_bits(shared.output, alone.output));
        for (std::size_t k = 0; k < alone.inputs.size(); ++k) {
          CHECK(same_bits(shared.input_gradients[k], alone.input_gradients[k]));
        }
        for (std::size_t k = 0; k < alone.parameters.size(); ++k) {
          CHECK(same_bits(shared.parameter_gradients[k], alone.parameter_gradients[k]));
        }
      }
    }
  }
}

#endif

TEST_CASE("ops: gradients are those of finite differences") {
  for (const OpCase& c : op_cases()) {
    CAPTURE(c.name);
    OpHarness<double> run = prepare<double>(c);
    for (auto& gradient : run.parameter_gradients) std::ranges::fill(gradient, 0.0);
    run.forward();
    run.backward();
    for (std::size_t k = 0; k < run.inputs.size(); ++k) {
      CAPTURE(k);
      check_differences(run, run.inputs[k], run.input_gradients[k]);
    }
    const std::vector<Parameter> parameters = c.op->parameters();
    for (std::size_t k = 0; k < run.parameters.size(); ++k) {
      if (!parameters[k].trainable) continue;
      CAPTURE(k);
      check_differences(run, run.parameters[k], run.parameter_gradients[k]);
    }
  }
}

TEST_CASE("ops: forward, input gradients and parameter gradients are PyTorch's") {
  std::set<std::string> names;
  for (const golden::Entry& entry : golden::entries()) {
    if (entry.tensor == "output") names.emplace(entry.name);
  }
  REQUIRE(names.size() == 53);
  for (const OpCase& c : op_cases()) {
    if (names.erase(c.name) == 0) continue;
    CAPTURE(c.name);
    check_golden<double>(c, 1e-13, 1e-14);
    check_golden<float>(c, 1e-5, 1e-7);
  }
  CHECK_MESSAGE(names.empty(), "no case of the table for ", names.size(), " golden cases");
}
