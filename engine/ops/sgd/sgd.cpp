#include "engine/ops/sgd/sgd.h"

#include "engine/simd/map.h"

namespace glassbox {
namespace {

class Sgd final : public Optimizer {
 public:
  explicit Sgd(const SgdOptions& options) : options_(options) {}

  [[nodiscard]] int slots() const override { return options_.momentum != 0 ? 1 : 0; }
  void update(std::uint64_t /*step*/, std::size_t count, double* parameters, const double* gradients,
              double* slots) const override {
    descend(count, parameters, gradients, slots);
  }
  void update(std::uint64_t /*step*/, std::size_t count, float* parameters, const float* gradients,
              float* slots) const override {
    descend(count, parameters, gradients, slots);
  }

 private:
  template <class T>
  void descend(std::size_t count, T* w, const T* g, T* v) const {
    const T rate = static_cast<T>(options_.learning_rate);
    const T momentum = static_cast<T>(options_.momentum);
    const T* const w_old = w;
    if (options_.momentum == 0) {
      simd::map(
          count, w, [=](auto w_i, auto g_i) { return w_i - g_i * rate; }, w_old, g);
      return;
    }
    const T* const v_new = v;
    simd::map(
        count, v, [=](auto v_i, auto g_i) { return v_i * momentum - g_i * rate; }, v_new, g);
    if (options_.nesterov) {
      const auto step = [=](auto w_i, auto v_i, auto g_i) { return w_i + (v_i * momentum - g_i * rate); };
      simd::map(count, w, step, w_old, v_new, g);
    } else {
      simd::map(
          count, w, [](auto w_i, auto v_i) { return w_i + v_i; }, w_old, v_new);
    }
  }

  SgdOptions options_;
};

}  // namespace

std::unique_ptr<Optimizer> make_sgd(const SgdOptions& options) {
  return std::make_unique<Sgd>(options);
}

}  // namespace glassbox
