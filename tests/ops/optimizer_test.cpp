#include <doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/ops/adadelta/adadelta.h"
#include "engine/ops/adagrad/adagrad.h"
#include "engine/ops/adam/adam.h"
#include "engine/ops/adamax/adamax.h"
#include "engine/ops/nadam/nadam.h"
#include "engine/ops/rmsprop/rmsprop.h"
#include "engine/ops/sgd/sgd.h"
#include "tests/golden/golden.h"
#include "tests/ops/op_cases.h"
#include "tests/ops/op_harness.h"

using namespace glassbox;

namespace {

struct OptimizerCase {
  std::string name;  ///< of the golden case
  std::unique_ptr<Optimizer> optimizer;
  int slots;
  double learning_rate;
};

std::vector<OptimizerCase> optimizer_cases() {
  std::vector<OptimizerCase> cases;
  cases.push_back({"sgd", make_sgd({}), 0, 0.05});
  cases.push_back({"sgd momentum", make_sgd({.momentum = 0.9}), 1, 0.05});
  cases.push_back({"sgd nesterov", make_sgd({.momentum = 0.9, .nesterov = true}), 1, 0.05});
  cases.push_back({"adam", make_adam({}), 2, 0.01});
  cases.push_back({"adamw", make_adam({.weight_decay = 0.1}), 2, 0.01});
  // PyTorch adds epsilon elsewhere: the rules are compared without it.
  cases.push_back({"rmsprop", make_rmsprop({.epsilon = 0}), 1, 0.01});
  cases.push_back({"rmsprop momentum", make_rmsprop({.momentum = 0.9, .epsilon = 0}), 2, 0.01});
  cases.push_back(
      {"rmsprop centered", make_rmsprop({.momentum = 0.5, .epsilon = 0, .centered = true}), 3, 0.01});
  cases.push_back({"adagrad", make_adagrad({.epsilon = 0}), 1, 0.05});
  cases.push_back({"adadelta", make_adadelta({.epsilon = 1e-6}), 2, 0.5});
  cases.push_back({"adamax", make_adamax({.epsilon = 0}), 2, 0.01});
  cases.push_back({"nadam", make_nadam({.epsilon = 1e-7}), 2, 0.01});
  return cases;
}

/// The parameters after each step, one after the other; step k has the k-th part of `gradients`.
template <class T>
std::vector<T> run(const Optimizer& optimizer, double learning_rate, const std::vector<double>& start,
                   const std::vector<double>& gradients) {
  const std::size_t count = start.size();
  std::vector<T> parameters(start.begin(), start.end());
  const std::vector<T> all(gradients.begin(), gradients.end());
  std::vector<T> slots(count * static_cast<std::size_t>(optimizer.slots()), T{0});
  std::vector<T> path;
  for (std::size_t step = 0; step * count < all.size(); ++step) {
    optimizer.update({step + 1, learning_rate}, count, parameters.data(), all.data() + step * count,
                     slots.data(), count);
    path.insert(path.end(), parameters.begin(), parameters.end());
  }
  return path;
}

}  // namespace

TEST_CASE("optimizers: five steps are PyTorch's, with the settings equalised to Keras'") {
  for (const OptimizerCase& c : optimizer_cases()) {
    CAPTURE(c.name);
    CHECK(c.optimizer->slots() == c.slots);
    const auto& start = *golden::find(c.name, "parameters");
    const auto& gradients = *golden::find(c.name, "gradients");
    const auto& path = *golden::find(c.name, "path");
    REQUIRE(path.size() == 5 * start.size());
    CHECK(disagreement(run<double>(*c.optimizer, c.learning_rate, start, gradients), path, 1e-13, 0) <= 1);
    CHECK(disagreement(run<float>(*c.optimizer, c.learning_rate, start, gradients), path) <= 1);
  }
}

TEST_CASE("optimizers: executors agree for any count") {
  for (const OptimizerCase& c : optimizer_cases()) {
    CAPTURE(c.name);
    for (const std::size_t count : {1U, 3U, 4U, 17U, 1024U, 2500U}) {
      CAPTURE(count);
      const auto start = make_values(Inputs::normal, count, 1);
      const auto gradients = make_values(Inputs::normal, 3 * count, 2);
      CHECK(disagreement(run<float>(*c.optimizer, c.learning_rate, start, gradients),
                         run<double>(*c.optimizer, c.learning_rate, start, gradients)) <= 1);
    }
  }
}

TEST_CASE("optimizers: parts updated one by one have the bits of the whole") {
  constexpr std::size_t kCount = 2500;
  const auto start = make_values(Inputs::normal, kCount, 1);
  const auto steps = make_values(Inputs::normal, 3 * kCount, 2);
  const std::vector<float> gradients(steps.begin(), steps.end());
  for (const OptimizerCase& c : optimizer_cases()) {
    CAPTURE(c.name);
    std::vector<float> whole(start.begin(), start.end());
    std::vector<float> whole_slots(kCount * static_cast<std::size_t>(c.slots));
    std::vector<float> cut = whole;
    std::vector<float> cut_slots = whole_slots;
    for (std::size_t step = 0; step < 3; ++step) {
      const OptimizerStep now{step + 1, c.learning_rate};
      const float* const g = gradients.data() + step * kCount;
      c.optimizer->update(now, kCount, whole.data(), g, whole_slots.data(), kCount);
      for (const auto& [first, last] : {std::pair{std::size_t{1248}, kCount}, {std::size_t{0}, 1248}}) {
        c.optimizer->update(now, last - first, cut.data() + first, g + first, cut_slots.data() + first,
                            kCount);
      }
    }
    CHECK(same_bits(cut, whole));
    CHECK(same_bits(cut_slots, whole_slots));
  }
}

TEST_CASE("adam: the first step has the length of the learning rate, whatever the gradient") {
  const auto adam = make_adam({});
  const auto path = run<float>(*adam, 0.01, {1, 1, 1}, {1e-3, 5, -200});
  CHECK(path[0] == doctest::Approx(0.99).epsilon(1e-4));
  CHECK(path[1] == doctest::Approx(0.99));
  CHECK(path[2] == doctest::Approx(1.01));
}
