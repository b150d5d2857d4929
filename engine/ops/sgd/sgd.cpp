#include "engine/ops/sgd/sgd.h"

#include "engine/ops/optimizer_rule.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

struct Sgd {
  SgdOptions options;

  [[nodiscard]] int slots() const { return options.momentum != 0 ? 1 : 0; }

  template <class T>
  void descend(const OptimizerStep& step, std::size_t count, T* w, const T* g, T* v,
               std::size_t /*stride*/) const {
    const T rate = static_cast<T>(step.learning_rate);
    const T momentum = static_cast<T>(options.momentum);
    const T* const w_old = w;
    if (options.momentum == 0) {
      simd::map(
          count, w, [=](auto w_i, auto g_i) { return w_i - g_i * rate; }, w_old, g);
      return;
    }
    const T* const v_new = v;
    simd::map(
        count, v, [=](auto v_i, auto g_i) { return v_i * momentum - g_i * rate; }, v_new, g);
    if (options.nesterov) {
      const auto look_ahead = [=](auto w_i, auto v_i, auto g_i) {
        return w_i + (v_i * momentum - g_i * rate);
      };
      simd::map(count, w, look_ahead, w_old, v_new, g);
    } else {
      simd::map(
          count, w, [](auto w_i, auto v_i) { return w_i + v_i; }, w_old, v_new);
    }
  }
};

}  // namespace

std::unique_ptr<Optimizer> make_sgd(const SgdOptions& options) {
  return make_optimizer_of(Sgd{options});
}

}  // namespace glassbox
