#include "engine/ops/adadelta/adadelta.h"

#include <array>

#include "engine/ops/optimizer_rule.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

struct Adadelta {
  AdadeltaOptions options;

  [[nodiscard]] static int slots() { return 2; }

  template <class T>
  void descend(const OptimizerStep& step, std::size_t count, T* w, const T* g, T* v,
               std::size_t stride) const {
    const T rate = static_cast<T>(step.learning_rate);
    const T one_minus_rho = static_cast<T>(1 - options.rho);
    const T epsilon = static_cast<T>(options.epsilon);
    T* u = v + stride;
    const auto square = [=](auto old, auto x) { return old + (x * x - old) * one_minus_rho; };
    const auto length = [=](auto g_i, auto v_i, auto u_i) {
      return g_i * (simd::sqrt(u_i + epsilon) / simd::sqrt(v_i + epsilon));
    };
    const auto move = [=](auto old, auto d_i) { return old - d_i * rate; };
    std::array<T, kBlock> steps;
    const T* const d = steps.data();
    for_blocks(count, [&](std::size_t i, std::size_t n) {
      const T* const v_i = v + i;
      const T* const u_i = u + i;
      const T* const w_i = w + i;
      simd::map(n, v + i, square, v_i, g + i);
      simd::map(n, steps.data(), length, g + i, v_i, u_i);
      simd::map(n, u + i, square, u_i, d);
      simd::map(n, w + i, move, w_i, d);
    });
  }
};

}  // namespace

std::unique_ptr<Optimizer> make_adadelta(const AdadeltaOptions& options) {
  return make_optimizer_of(Adadelta{options});
}

}  // namespace glassbox
