#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "engine/ops/optimizer.h"

namespace glassbox {

/// An Optimizer whose formula is written once for both executors: Rule has `int slots() const` and
/// `template <class T> void descend(step, count, T* parameters, const T* gradients, T* slots, stride) const`,
/// as Optimizer::update().
template <class Rule>
class RuleOptimizer final : public Optimizer {
 public:
  explicit RuleOptimizer(const Rule& rule) : rule_(rule) {}

  [[nodiscard]] int slots() const override { return rule_.slots(); }
  void update(const OptimizerStep& step, std::size_t count, double* parameters, const double* gradients,
              double* slots, std::size_t stride) const override {
    rule_.descend(step, count, parameters, gradients, slots, stride);
  }
  void update(const OptimizerStep& step, std::size_t count, float* parameters, const float* gradients,
              float* slots, std::size_t stride) const override {
    rule_.descend(step, count, parameters, gradients, slots, stride);
  }

 private:
  Rule rule_;
};

template <class Rule>
std::unique_ptr<Optimizer> make_optimizer_of(const Rule& rule) {
  return std::make_unique<RuleOptimizer<Rule>>(rule);
}

/// Calls pass(first, count) for blocks of the parameters, of kBlock at most: several passes over one meet in
/// the first-level cache.
inline constexpr std::size_t kBlock = 1024;
template <class Pass>
void for_blocks(std::size_t count, Pass pass) {
  for (std::size_t i = 0; i < count; i += kBlock) pass(i, std::min(kBlock, count - i));
}

/// x^n by squaring: std::pow differs between C libraries.
inline double power(double x, std::uint64_t n) {
  double result = 1;
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) result *= x;
    x *= x;
  }
  return result;
}

}  // namespace glassbox
