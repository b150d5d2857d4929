#include "engine/ops/adam/adam.h"

#include <cmath>

#include "engine/ops/optimizer_rule.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

struct Adam {
  AdamOptions options;

  [[nodiscard]] static int slots() { return 2; }

  template <class T>
  void descend(const OptimizerStep& step, std::size_t count, T* w, const T* g, T* m,
               std::size_t stride) const {
    const double correction =
        std::sqrt(1 - power(options.beta_2, step.number)) / (1 - power(options.beta_1, step.number));
    const T rate = static_cast<T>(step.learning_rate * correction);
    const T one_minus_beta_1 = static_cast<T>(1 - options.beta_1);
    const T one_minus_beta_2 = static_cast<T>(1 - options.beta_2);
    const T epsilon = static_cast<T>(options.epsilon);
    const T kept = static_cast<T>(1 - step.learning_rate * options.weight_decay);
    T* v = m + stride;
    const auto mean = [=](auto a, auto b) { return a + (b - a) * one_minus_beta_1; };
    const auto square = [=](auto a, auto b) { return a + (b * b - a) * one_minus_beta_2; };
    const auto move = [=](auto a, auto m_i, auto v_i) {
      return a - m_i * rate / (simd::sqrt(v_i) + epsilon);
    };
    const auto decay_and_move = [=](auto a, auto m_i, auto v_i) { return move(a * kept, m_i, v_i); };
    for_blocks(count, [&](std::size_t i, std::size_t n) {
      const T* const m_i = m + i;
      const T* const v_i = v + i;
      const T* const w_i = w + i;
      simd::map(n, m + i, mean, m_i, g + i);
      simd::map(n, v + i, square, v_i, g + i);
      if (options.weight_decay == 0) {
        simd::map(n, w + i, move, w_i, m_i, v_i);
      } else {
        simd::map(n, w + i, decay_and_move, w_i, m_i, v_i);
      }
    });
  }
};

}  // namespace

std::unique_ptr<Optimizer> make_adam(const AdamOptions& options) {
  return make_optimizer_of(Adam{options});
}

}  // namespace glassbox
