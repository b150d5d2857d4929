#include "engine/ops/adam/adam.h"

#include <algorithm>
#include <cmath>

#include "engine/simd/map.h"

namespace glassbox {
namespace {

/// x^n by squaring: std::pow differs between C libraries.
double power(double x, std::uint64_t n) {
  double result = 1;
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) result *= x;
    x *= x;
  }
  return result;
}

class Adam final : public Optimizer {
 public:
  explicit Adam(const AdamOptions& options) : options_(options) {}

  [[nodiscard]] int slots() const override { return 2; }
  void update(std::uint64_t step, std::size_t count, double* parameters, const double* gradients,
              double* slots) const override {
    descend(step, count, parameters, gradients, slots, slots + count);
  }
  void update(std::uint64_t step, std::size_t count, float* parameters, const float* gradients,
              float* slots) const override {
    descend(step, count, parameters, gradients, slots, slots + count);
  }

 private:
  template <class T>
  void descend(std::uint64_t step, std::size_t count, T* w, const T* g, T* m, T* v) const {
    const double correction =
        std::sqrt(1 - power(options_.beta_2, step)) / (1 - power(options_.beta_1, step));
    const T rate = static_cast<T>(options_.learning_rate * correction);
    const T one_minus_beta_1 = static_cast<T>(1 - options_.beta_1);
    const T one_minus_beta_2 = static_cast<T>(1 - options_.beta_2);
    const T epsilon = static_cast<T>(options_.epsilon);

    constexpr std::size_t kBlock = 1024;  // the three passes over a block meet in the first-level cache
    for (std::size_t i = 0; i < count; i += kBlock) {
      const std::size_t n = std::min(kBlock, count - i);
      const T* const m_i = m + i;
      const T* const v_i = v + i;
      const T* const w_i = w + i;
      simd::map(
          n, m + i, [=](auto a, auto b) { return a + (b - a) * one_minus_beta_1; }, m_i, g + i);
      simd::map(
          n, v + i, [=](auto a, auto b) { return a + (b * b - a) * one_minus_beta_2; }, v_i, g + i);
      const auto move = [=](auto a, auto mean, auto square) {
        return a - mean * rate / (simd::sqrt(square) + epsilon);
      };
      simd::map(n, w + i, move, w_i, m_i, v_i);
    }
  }

  AdamOptions options_;
};

}  // namespace

std::unique_ptr<Optimizer> make_adam(const AdamOptions& options) {
  return std::make_unique<Adam>(options);
}

}  // namespace glassbox
