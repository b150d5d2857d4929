// What must hold for every loss: the two executors agree, the gradient is that of finite differences, and the
// numbers are PyTorch's.
#include <doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "engine/ops/categorical_hinge/categorical_hinge.h"
#include "engine/ops/cosine_similarity/cosine_similarity.h"
#include "engine/ops/elementwise_loss/elementwise_loss.h"
#include "engine/ops/nt_xent/nt_xent.h"
#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"
#include "tests/golden/golden.h"
#include "tests/ops/op_cases.h"
#include "tests/ops/op_harness.h"

using namespace glassbox;

namespace {

/// Which outputs and targets a loss is defined for, and where it has no kinks.
enum class Domain {
  any,
  positive,       ///< outputs and targets above 0
  signs,          ///< targets -1 or 1, outputs of either side of the margin
  classes,        ///< targets one of each row
  probabilities,  ///< targets that add up to 1
  zero_or_one,
};

struct LossCase {
  std::string name;  ///< of the golden case
  std::unique_ptr<Loss> loss;
  Domain domain = Domain::any;
};

std::vector<LossCase> loss_cases() {
  std::vector<LossCase> cases;
  const auto elementwise = [&](const char* name, Domain domain, const ElementwiseLossOptions& options = {}) {
    cases.push_back({name, make_elementwise_loss(name, options), domain});
  };
  elementwise("MeanSquaredError", Domain::any);
  elementwise("MeanAbsoluteError", Domain::any);
  elementwise("MeanAbsolutePercentageError", Domain::positive);
  elementwise("MeanSquaredLogarithmicError", Domain::positive);
  elementwise("Huber", Domain::any, {.delta = 0.75});
  elementwise("LogCosh", Domain::any);
  elementwise("Poisson", Domain::positive);
  elementwise("BinaryCrossentropy", Domain::zero_or_one);
  elementwise("Hinge", Domain::signs);
  elementwise("SquaredHinge", Domain::signs);
  cases.push_back({"CosineSimilarity", make_cosine_similarity(), Domain::positive});
  cases.push_back({"CategoricalHinge", make_categorical_hinge(), Domain::classes});
  cases.push_back({"SparseCategoricalCrossentropy", make_sparse_categorical_crossentropy(), Domain::classes});
  cases.push_back({"CategoricalCrossentropy", make_categorical_crossentropy(), Domain::probabilities});
  cases.push_back({"KLDivergence", make_kl_divergence(), Domain::probabilities});
  cases.push_back({"NTXent", make_nt_xent(0.5), Domain::any});
  return cases;
}

template <class T>
struct LossRun {
  LossRun(const Loss& the_loss, int the_batch, int the_size)
      : loss(the_loss),
        batch(the_batch),
        size(the_size),
        outputs(static_cast<std::size_t>(batch * size)),
        targets(outputs.size()),
        labels(static_cast<std::size_t>(batch)),
        losses(labels.size()),
        gradient(outputs.size()) {}

  double evaluate(bool with_gradient = true) {
    std::vector<T> scratch(loss.scratch_size(batch, size), std::numeric_limits<T>::quiet_NaN());
    std::ranges::fill(losses, std::numeric_limits<T>::quiet_NaN());
    std::ranges::fill(gradient, std::numeric_limits<T>::quiet_NaN());
    loss.evaluate(LossFrame<T>{.batch = batch,
                               .size = size,
                               .outputs = outputs.data(),
                               .labels = labels.data(),
                               .targets = targets.data(),
                               .losses = losses.data(),
                               .gradient = with_gradient ? gradient.data() : nullptr,
                               .scratch = scratch.data()});
    return std::accumulate(losses.begin(), losses.end(), 0.0) / batch;
  }

  const Loss& loss;
  int batch;
  int size;
  std::vector<T> outputs;
  std::vector<T> targets;
  std::vector<std::uint8_t> labels;
  std::vector<T> losses;
  std::vector<T> gradient;
};

template <class T>
LossRun<T> random_run(const LossCase& c, int batch, int size) {
  LossRun<T> run(c.loss ? *c.loss : *loss_cases().front().loss, batch, size);
  const std::size_t count = run.outputs.size();
  // No two are closer than 1/64: neither at a kink of |y - t|, nor in a tie of the largest.
  const auto values = make_values(Inputs::distinct, 2 * count, 5);
  const Random random(6, Stream::data);
  for (std::size_t i = 0; i < count; ++i) {
    double y = std::fmod(values[i], 4);
    double t = std::fmod(values[count + i], 4) + 1.0 / 128;
    const bool first = random.below(i, 2) == 0;
    if (c.domain == Domain::positive) {
      y = 0.2 + std::abs(y);
      t = 0.3 + std::abs(t) + 1.0 / 256;
    }
    if (c.domain == Domain::classes) y = 1.01 * y + 1.0 / 256;  // no 0, and no margin of 1
    if (c.domain == Domain::signs) t = first ? 1 : -1;
    if (c.domain == Domain::zero_or_one) t = first ? 1 : 0;
    if (c.domain == Domain::signs && std::abs(1 - t * y) < 0.01) y += 0.1;
    run.outputs[i] = static_cast<T>(y);
    run.targets[i] = static_cast<T>(t);
  }
  for (int i = 0; i < batch; ++i) {
    const std::uint32_t label =
        random.below(count + static_cast<std::size_t>(i), static_cast<std::uint32_t>(size));
    run.labels[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(label);
    T* row = run.targets.data() + static_cast<std::ptrdiff_t>(i) * size;
    if (c.domain == Domain::classes) {
      std::fill_n(row, size, T{0});
      row[label] = 1;
    }
    if (c.domain == Domain::probabilities) {
      for (int j = 0; j < size; ++j) row[j] = std::abs(row[j]);
      const T sum = std::accumulate(row, row + size, T{0});
      for (int j = 0; j < size; ++j) row[j] = sum > 0 ? row[j] / sum : T{1} / static_cast<T>(size);
    }
  }
  return run;
}

constexpr std::array<std::array<int, 2>, 6> kSizes{{{1, 2}, {2, 1}, {7, 10}, {33, 3}, {6, 4}, {2, 200}}};

bool fits(const LossCase& c, int size) {
  return size > 1 || (c.loss->link() != Link::softmax && c.name != "CategoricalHinge" &&
                      c.name != "CosineSimilarity" && c.name != "NTXent");
}

}  // namespace

TEST_CASE_TEMPLATE("losses: the numbers are PyTorch's", T, double, float) {
  const double relative = sizeof(T) == sizeof(double) ? 1e-12 : 1e-5;
  for (const LossCase& c : loss_cases()) {
    CAPTURE(c.name);
    const auto tensor = [&](const char* name) { return *golden::find(c.name, name); };
    const auto outputs = tensor("outputs");
    const auto targets = tensor("targets");
    const auto labels = tensor("labels");
    LossRun<T> run(*c.loss, static_cast<int>(labels.size()),
                   static_cast<int>(outputs.size() / labels.size()));
    for (std::size_t i = 0; i < outputs.size(); ++i) run.outputs[i] = static_cast<T>(outputs[i]);
    for (std::size_t i = 0; i < targets.size(); ++i) run.targets[i] = static_cast<T>(targets[i]);
    for (std::size_t i = 0; i < labels.size(); ++i) run.labels[i] = static_cast<std::uint8_t>(labels[i]);
    run.evaluate();
    CHECK(disagreement(run.losses, tensor("losses"), relative, 1e-7 * relative) <= 1);
    CHECK(disagreement(run.gradient, tensor("gradient"), relative, 1e-7 * relative) <= 1);
  }
}

TEST_CASE("losses: executors agree, and the gradient is that of finite differences") {
  for (const LossCase& c : loss_cases()) {
    CAPTURE(c.name);
    for (const auto& sizes : kSizes) {
      const int batch = sizes[0];
      const int size = sizes[1];
      if (!fits(c, size)) continue;
      CAPTURE(batch);
      CAPTURE(size);
      auto reference = random_run<double>(c, batch, size);
      auto simd = random_run<float>(c, batch, size);
      const double loss = reference.evaluate();
      CHECK(std::abs(simd.evaluate() - loss) <= 1e-5 * std::abs(loss) + 1e-6);
      CHECK(disagreement(simd.losses, reference.losses, 1e-5, 1e-6) <= 1);
      CHECK(disagreement(simd.gradient, reference.gradient, 1e-5, 1e-6) <= 1);

      const std::vector<double> gradient = reference.gradient;
      const double scale =
          std::abs(*std::ranges::max_element(gradient, {}, [](double g) { return std::abs(g); }));
      for (std::size_t k = 0; k < gradient.size(); k += 1 + gradient.size() / 20) {
        constexpr double kStep = 1e-5;
        const double start = reference.outputs[k];
        reference.outputs[k] = start + kStep;
        const double above = reference.evaluate();
        reference.outputs[k] = start - kStep;
        const double below = reference.evaluate();
        reference.outputs[k] = start;
        CHECK(std::abs((above - below) / (2 * kStep) - gradient[k]) <= 1e-7 * scale + 1e-9);
      }
    }
  }
}

TEST_CASE("losses: the gradient may be left out") {
  for (const LossCase& c : loss_cases()) {
    CAPTURE(c.name);
    auto with = random_run<float>(c, 6, 10);
    auto without = random_run<float>(c, 6, 10);
    CHECK(with.evaluate() == without.evaluate(false));
    CHECK(with.losses == without.losses);
  }
}

TEST_CASE_TEMPLATE("losses: what is not a number shows", T, double, float) {
  for (const LossCase& c : loss_cases()) {
    CAPTURE(c.name);
    auto run = random_run<T>(c, 6, 10);
    run.outputs[3] = std::numeric_limits<T>::quiet_NaN();
    CHECK_FALSE(std::isfinite(run.evaluate()));
  }
}

TEST_CASE_TEMPLATE("cross-entropies: large logits neither overflow nor lose the loss", T, double, float) {
  const auto sparse = make_sparse_categorical_crossentropy();
  LossRun<T> run(*sparse, 2, 3);
  run.outputs = {1000, 0, -1000, 1000, 0, -1000};
  run.labels = {0, 1};
  CHECK(run.evaluate() == doctest::Approx(500));
  CHECK(run.gradient == std::vector<T>{0, 0, 0, T{0.5}, T{-0.5}, 0});

  const auto binary = make_elementwise_loss("BinaryCrossentropy");
  LossRun<T> pair(*binary, 2, 1);
  pair.outputs = {1000, -1000};
  pair.targets = {0, 0};
  CHECK(pair.evaluate() == doctest::Approx(500));
  CHECK(pair.gradient == std::vector<T>{T{0.5}, 0});
}

TEST_CASE("hinge losses take 0 and 1 as -1 and 1") {
  for (const char* name : {"Hinge", "SquaredHinge"}) {
    const auto loss = make_elementwise_loss(name);
    LossRun<float> signs(*loss, 2, 2);
    signs.outputs = {0.3F, -0.5F, 2, 0.25F};
    signs.targets = {1, -1, -1, 1};
    LossRun<float> bits = signs;
    bits.targets = {1, 0, 0, 1};
    CHECK(signs.evaluate() == bits.evaluate());
    CHECK(signs.gradient == bits.gradient);
  }
}

TEST_CASE("a loss can be plotted") {
  const LossPoint point = evaluate_elementwise_loss("Huber", 3, 0, {.delta = 2});
  CHECK(point.value == 4);
  CHECK(point.slope == 2);
  CHECK(elementwise_losses().size() == 10);
}

TEST_CASE("NT-Xent: a sample without a partner has no loss") {
  const auto loss = make_nt_xent(0.5);
  LossCase c{"", make_nt_xent(0.5), Domain::any};
  auto odd = random_run<double>(c, 5, 4);
  odd.evaluate();
  CHECK(odd.losses[4] == 0);
  CHECK(std::all_of(odd.gradient.begin() + 16, odd.gradient.end(), [](double g) { return g == 0; }));
}
