#include "engine/ops/adagrad/adagrad.h"

#include "engine/ops/optimizer_rule.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

struct Adagrad {
  AdagradOptions options;

  [[nodiscard]] static int slots() { return 1; }

  template <class T>
  void descend(const OptimizerStep& step, std::size_t count, T* w, const T* g, T* s,
               std::size_t /*stride*/) const {
    const T rate = static_cast<T>(step.learning_rate);
    const T added = static_cast<T>(options.initial_accumulator_value + options.epsilon);
    const auto sum = [](auto old, auto g_i) { return old + g_i * g_i; };
    const auto move = [=](auto old, auto g_i, auto s_i) {
      return old - g_i * rate / simd::sqrt(s_i + added);
    };
    for_blocks(count, [&](std::size_t i, std::size_t n) {
      const T* const s_i = s + i;
      const T* const w_i = w + i;
      simd::map(n, s + i, sum, s_i, g + i);
      simd::map(n, w + i, move, w_i, g + i, s_i);
    });
  }
};

}  // namespace

std::unique_ptr<Optimizer> make_adagrad(const AdagradOptions& options) {
  return make_optimizer_of(Adagrad{options});
}

}  // namespace glassbox
