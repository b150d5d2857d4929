#include "engine/ops/rmsprop/rmsprop.h"

#include <array>

#include "engine/ops/optimizer_rule.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

struct Rmsprop {
  RmspropOptions options;

  [[nodiscard]] int slots() const { return 1 + (options.momentum != 0 ? 1 : 0) + (options.centered ? 1 : 0); }

  template <class T>
  void descend(const OptimizerStep& step, std::size_t count, T* w, const T* g, T* v,
               std::size_t stride) const {
    const T rate = static_cast<T>(step.learning_rate);
    const T one_minus_rho = static_cast<T>(1 - options.rho);
    const T momentum = static_cast<T>(options.momentum);
    const T epsilon = static_cast<T>(options.epsilon);
    T* p = options.momentum != 0 ? v + stride : nullptr;
    T* a = options.centered ? v + (p != nullptr ? 2 * stride : stride) : nullptr;
    const auto mean = [=](auto old, auto g_i) { return old + (g_i - old) * one_minus_rho; };
    const auto square = [=](auto old, auto g_i) { return old + (g_i * g_i - old) * one_minus_rho; };
    const auto length = [=](auto g_i, auto v_i) { return g_i * rate / simd::sqrt(v_i + epsilon); };
    const auto centered = [=](auto g_i, auto v_i, auto a_i) { return length(g_i, v_i - a_i * a_i); };
    const auto minus = [](auto w_i, auto step_i) { return w_i - step_i; };
    std::array<T, kBlock> steps;
    for_blocks(count, [&](std::size_t i, std::size_t n) {
      const T* const g_i = g + i;
      const T* const v_i = v + i;
      const T* const w_i = w + i;
      simd::map(n, v + i, square, v_i, g_i);
      if (a != nullptr) {
        const T* const a_i = a + i;
        simd::map(n, a + i, mean, a_i, g_i);
        simd::map(n, steps.data(), centered, g_i, v_i, a_i);
      } else {
        simd::map(n, steps.data(), length, g_i, v_i);
      }
      const T* taken = steps.data();
      if (p != nullptr) {
        const T* const p_i = p + i;
        simd::map(
            n, p + i, [=](auto old, auto step_i) { return old * momentum + step_i; }, p_i, taken);
        taken = p_i;
      }
      simd::map(n, w + i, minus, w_i, taken);
    });
  }
};

}  // namespace

std::unique_ptr<Optimizer> make_rmsprop(const RmspropOptions& options) {
  return make_optimizer_of(Rmsprop{options});
}

}  // namespace glassbox
