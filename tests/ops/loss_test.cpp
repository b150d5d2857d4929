#include <doctest.h>

#include <array>
#include <cmath>
#include <vector>

#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"
#include "tests/golden/golden.h"
#include "tests/ops/op_cases.h"
#include "tests/ops/op_harness.h"

using namespace glassbox;

namespace {

template <class T>
struct LossRun {
  int batch;
  int classes;
  std::vector<T> logits;
  std::vector<std::uint8_t> labels;
  std::vector<T> probabilities = std::vector<T>(logits.size());
  std::vector<T> gradient = std::vector<T>(logits.size());

  double evaluate() {
    return make_softmax_cross_entropy()->evaluate(batch, classes, logits.data(), labels.data(),
                                                  probabilities.data(), gradient.data());
  }
};

template <class T>
LossRun<T> random_run(int batch, int classes) {
  const auto values = make_values(Inputs::normal, static_cast<std::size_t>(batch * classes), 5);
  LossRun<T> run{batch, classes, {values.begin(), values.end()}, {}};
  const Random random(6, Stream::data);
  for (int i = 0; i < batch; ++i) {
    run.labels.push_back(static_cast<std::uint8_t>(
        random.below(static_cast<std::uint64_t>(i), static_cast<std::uint32_t>(classes))));
  }
  return run;
}

}  // namespace

TEST_CASE_TEMPLATE("softmax_cross_entropy: the numbers are PyTorch's", T, double, float) {
  const auto tensor = [](const char* name) { return *golden::find("softmax_cross_entropy", name); };
  const double relative = sizeof(T) == sizeof(double) ? 1e-13 : 1e-5;
  const auto logits = tensor("logits");
  const auto labels = tensor("labels");
  LossRun<T> run{5, 10, {logits.begin(), logits.end()}, {}};
  for (const double label : labels) run.labels.push_back(static_cast<std::uint8_t>(label));
  const double loss = run.evaluate();
  CHECK(std::abs(loss - tensor("loss")[0]) <= relative * std::abs(loss));
  CHECK(disagreement(run.probabilities, tensor("probabilities"), relative, 0) <= 1);
  CHECK(disagreement(run.gradient, tensor("logits_gradient"), relative, 0) <= 1);
}

TEST_CASE("softmax_cross_entropy: executors agree, and the gradient is that of finite differences") {
  for (const auto& sizes : {std::array{1, 2}, {7, 10}, {33, 3}, {2, 255}}) {
    const int batch = sizes[0];
    const int classes = sizes[1];
    CAPTURE(classes);
    LossRun<double> reference = random_run<double>(batch, classes);
    LossRun<float> simd = random_run<float>(batch, classes);
    const double loss = reference.evaluate();
    CHECK(std::abs(simd.evaluate() - loss) <= 1e-5 * loss);
    CHECK(disagreement(simd.probabilities, reference.probabilities) <= 1);
    CHECK(disagreement(simd.gradient, reference.gradient) <= 1);

    const std::vector<double> gradient = reference.gradient;
    for (std::size_t k = 0; k < gradient.size(); k += 1 + gradient.size() / 20) {
      constexpr double kStep = 1e-5;
      const double start = reference.logits[k];
      reference.logits[k] = start + kStep;
      const double above = reference.evaluate();
      reference.logits[k] = start - kStep;
      const double below = reference.evaluate();
      reference.logits[k] = start;
      CHECK(std::abs((above - below) / (2 * kStep * batch) - gradient[k]) <= 1e-8);
    }
  }
}

TEST_CASE_TEMPLATE("softmax_cross_entropy: large logits neither overflow nor lose the loss", T, double,
                   float) {
  LossRun<T> run{2, 3, {1000, 0, -1000, 1000, 0, -1000}, {0, 1}};
  CHECK(run.evaluate() == doctest::Approx(1000));
  CHECK(run.probabilities == std::vector<T>{1, 0, 0, 1, 0, 0});
  CHECK(run.gradient == std::vector<T>{0, 0, 0, T{0.5}, T{-0.5}, 0});
}

TEST_CASE("softmax_cross_entropy: the gradient may be left out") {
  LossRun<float> with = random_run<float>(7, 10);
  const double loss = with.evaluate();
  LossRun<float> without = random_run<float>(7, 10);
  CHECK(make_softmax_cross_entropy()->evaluate(7, 10, without.logits.data(), without.labels.data(),
                                               without.probabilities.data(), nullptr) == loss);
  CHECK(without.probabilities == with.probabilities);
}
