#include "engine/ops/cosine_similarity/cosine_similarity.h"

#include <algorithm>

#include "engine/ops/loss_rule.h"
#include "engine/simd/math.h"

namespace glassbox {
namespace {

constexpr double kSmallestNorm = 1e-6;  // the root of the 1e-12 in Keras' normalize()

template <class T>
double norm(const T* values, int count) {
  double squares = 0;
  for (int j = 0; j < count; ++j) squares += static_cast<double>(values[j]) * static_cast<double>(values[j]);
  return std::max(simd::sqrt(squares), kSmallestNorm);
}

struct CosineSimilarity {
  static constexpr Link kLink = Link::identity;
  static constexpr Loss::Target kTarget = Loss::Target::value;

  template <class T>
  void compute(const LossFrame<T>& frame) const {
    for (int i = 0; i < frame.batch; ++i) {
      const std::ptrdiff_t at = std::ptrdiff_t{i} * frame.size;
      const T* y = frame.outputs + at;
      const T* t = frame.targets + at;
      const double of_y = norm(y, frame.size);
      const double of_t = norm(t, frame.size);
      double product = 0;
      for (int j = 0; j < frame.size; ++j) product += static_cast<double>(y[j]) * static_cast<double>(t[j]);
      const double loss = -product / (of_y * of_t);
      frame.losses[i] = static_cast<T>(loss);
      if (frame.gradient == nullptr) continue;
      const double share = 1 / (of_y * frame.batch);
      // Below the smallest norm the denominator is a constant, and the second term is none.
      const double turning = of_y > kSmallestNorm ? loss / of_y : 0;
      for (int j = 0; j < frame.size; ++j) {
        frame.gradient[at + j] =
            static_cast<T>((-static_cast<double>(t[j]) / of_t - turning * static_cast<double>(y[j])) * share);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Loss> make_cosine_similarity() {
  return make_loss_of(CosineSimilarity{});
}

}  // namespace glassbox
