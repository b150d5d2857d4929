#include "engine/ops/adamax/adamax.h"

#include "engine/ops/optimizer_rule.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

struct Adamax {
  AdamaxOptions options;

  [[nodiscard]] static int slots() { return 2; }

  template <class T>
  void descend(const OptimizerStep& step, std::size_t count, T* w, const T* g, T* m,
               std::size_t stride) const {
    const T rate = static_cast<T>(step.learning_rate / (1 - power(options.beta_1, step.number)));
    const T one_minus_beta_1 = static_cast<T>(1 - options.beta_1);
    const T beta_2 = static_cast<T>(options.beta_2);
    const T epsilon = static_cast<T>(options.epsilon);
    T* u = m + stride;
    const auto mean = [=](auto old, auto g_i) { return old + (g_i - old) * one_minus_beta_1; };
    const auto largest = [=](auto old, auto g_i) {
      const auto magnitude = simd::abs(g_i);
      const auto faded = old * beta_2;
      return simd::select(faded < magnitude, magnitude, faded);
    };
    const auto move = [=](auto old, auto m_i, auto u_i) { return old - m_i * rate / (u_i + epsilon); };
    for_blocks(count, [&](std::size_t i, std::size_t n) {
      const T* const m_i = m + i;
      const T* const u_i = u + i;
      const T* const w_i = w + i;
      simd::map(n, m + i, mean, m_i, g + i);
      simd::map(n, u + i, largest, u_i, g + i);
      simd::map(n, w + i, move, w_i, m_i, u_i);
    });
  }
};

}  // namespace

std::unique_ptr<Optimizer> make_adamax(const AdamaxOptions& options) {
  return make_optimizer_of(Adamax{options});
}

}  // namespace glassbox
