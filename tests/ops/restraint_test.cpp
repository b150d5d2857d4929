// Penalties, constraints and clipping.
#include <doctest.h>

#include <cmath>
#include <vector>

#include "engine/ops/clip/clip.h"
#include "engine/ops/penalty/penalty.h"
#include "tests/golden/golden.h"
#include "tests/ops/op_cases.h"
#include "tests/ops/op_harness.h"

using namespace glassbox;

namespace {

template <class T>
std::vector<T> values(const char* name, const char* tensor) {
  const auto& wanted = *golden::find(name, tensor);
  return {wanted.begin(), wanted.end()};
}

template <class T>
constexpr double kRelative = sizeof(T) == sizeof(double) ? 1e-12 : 1e-5;

}  // namespace

TEST_CASE_TEMPLATE("clipping: the numbers are PyTorch's", T, double, float) {
  auto by_value = values<T>("clip", "gradient");
  clip_values(0.5, by_value.size(), by_value.data());
  CHECK(disagreement(by_value, *golden::find("clip", "value"), kRelative<T>, 0) <= 1);

  auto by_norm = values<T>("clip", "gradient");
  const double norm = std::sqrt(squared_norm(by_norm.size(), by_norm.data()));
  clip_norm(0.5, norm, by_norm.size(), by_norm.data());
  CHECK(disagreement(by_norm, *golden::find("clip", "norm"), 1e-5, 0) <= 1);  // PyTorch adds 1e-6 to the norm
  auto short_enough = values<T>("clip", "gradient");
  clip_norm(norm, norm, short_enough.size(), short_enough.data());
  CHECK(short_enough == values<T>("clip", "gradient"));
}

TEST_CASE_TEMPLATE("penalties: loss, gradient and limited norms are PyTorch's", T, double, float) {
  const auto w = values<T>("penalty", "weight");
  std::vector<T> g(w.size(), T{0});
  const double penalty = add_penalty(0.1, 0.2, w.size(), w.data(), g.data());
  CHECK(std::abs(penalty - golden::find("penalty", "loss")->front()) <= kRelative<T> * penalty);
  CHECK(disagreement(g, *golden::find("penalty", "gradient"), kRelative<T>, 0) <= 1);

  auto limited = w;
  std::vector<T> norms(3);
  limit_norms(0.75, 4, 3, limited.data(), norms.data());
  CHECK(disagreement(limited, *golden::find("penalty", "limited"), 1e-5, 0) <= 1);
}

TEST_CASE("penalties: executors agree for any count, and zero weights have no slope") {
  for (const std::size_t count : {1U, 3U, 17U, 1000U}) {
    const auto w = make_values(Inputs::normal, count, 1);
    const auto g = make_values(Inputs::normal, count, 2);
    const std::vector<float> small(w.begin(), w.end());
    std::vector<double> reference = g;
    std::vector<float> simd(g.begin(), g.end());
    CHECK(add_penalty(0.1, 0.2, count, w.data(), reference.data()) ==
          doctest::Approx(add_penalty(0.1, 0.2, count, small.data(), simd.data())));
    CHECK(disagreement(simd, reference) <= 1);
  }
  const float zero = 0;
  float slope = 0;
  CHECK(add_penalty(1, 1, 1, &zero, &slope) == 0);
  CHECK(slope == 0);
}
