#include "engine/ops/nadam/nadam.h"

#include <algorithm>

#include "engine/ops/optimizer_rule.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

struct Nadam {
  NadamOptions options;

  [[nodiscard]] static int slots() { return 2; }

  template <class T>
  void descend(const OptimizerStep& step, std::size_t count, T* w, const T* g, T* m,
               std::size_t stride) const {
    const double all = momentum_product(step.number);
    const double next = momentum(step.number + 1);
    const T of_mean = static_cast<T>(step.learning_rate * next / (1 - all * next));
    const T of_gradient = static_cast<T>(step.learning_rate * (1 - momentum(step.number)) / (1 - all));
    const T of_square = static_cast<T>(1 / (1 - power(options.beta_2, step.number)));
    const T one_minus_beta_1 = static_cast<T>(1 - options.beta_1);
    const T one_minus_beta_2 = static_cast<T>(1 - options.beta_2);
    const T epsilon = static_cast<T>(options.epsilon);
    T* v = m + stride;
    const auto mean = [=](auto old, auto g_i) { return old + (g_i - old) * one_minus_beta_1; };
    const auto square = [=](auto old, auto g_i) { return old + (g_i * g_i - old) * one_minus_beta_2; };
    const auto move = [=](auto old, auto g_i, auto m_i, auto v_i) {
      return old - (m_i * of_mean + g_i * of_gradient) / (simd::sqrt(v_i * of_square) + epsilon);
    };
    for_blocks(count, [&](std::size_t i, std::size_t n) {
      const T* const m_i = m + i;
      const T* const v_i = v + i;
      const T* const w_i = w + i;
      simd::map(n, m + i, mean, m_i, g + i);
      simd::map(n, v + i, square, v_i, g + i);
      simd::map(n, w + i, move, w_i, g + i, m_i, v_i);
    });
  }

 private:
  [[nodiscard]] double momentum(std::uint64_t step) const {
    return options.beta_1 * (1 - 0.5 * power(0.96, step));
  }
  [[nodiscard]] double momentum_product(std::uint64_t step) const {
    constexpr std::uint64_t kWarm = 1000;  // 0.96^t is below a double's last bit by then
    double product = 1;
    for (std::uint64_t t = 1; t <= std::min(step, kWarm); ++t) product *= momentum(t);
    return step > kWarm ? product * power(options.beta_1, step - kWarm) : product;
  }
};

}  // namespace

std::unique_ptr<Optimizer> make_nadam(const NadamOptions& options) {
  return make_optimizer_of(Nadam{options});
}

}  // namespace glassbox
