#include "engine/ops/nt_xent/nt_xent.h"

#include <algorithm>

#include "engine/ops/loss_rule.h"
#include "engine/simd/math.h"

namespace glassbox {
namespace {

constexpr double kSmallestNorm = 1e-6;

struct NtXent {
  static constexpr Link kLink = Link::identity;
  static constexpr Loss::Target kTarget = Loss::Target::none;
  double temperature = 0.5;

  /// The directions [batch, size], the slopes [batch, batch] of the losses by the similarities, the norms.
  [[nodiscard]] static std::size_t scratch(int batch, int size) {
    return static_cast<std::size_t>(batch) * static_cast<std::size_t>(size + batch + 1);
  }

  template <class T>
  void compute(const LossFrame<T>& frame) const {
    const std::ptrdiff_t size = frame.size;
    const std::ptrdiff_t paired = frame.batch / 2 * 2;
    T* const u = frame.scratch;
    T* const slopes = u + frame.batch * size;
    T* const norms = slopes + std::ptrdiff_t{frame.batch} * frame.batch;
    const T sharpness = static_cast<T>(1 / temperature);

    for (std::ptrdiff_t i = 0; i < paired; ++i) {
      const T* z = frame.outputs + i * size;
      norms[i] = std::max(simd::sqrt(dot(z, z, size)), static_cast<T>(kSmallestNorm));
      for (std::ptrdiff_t k = 0; k < size; ++k) u[i * size + k] = z[k] / norms[i];
    }
    for (std::ptrdiff_t i = 0; i < paired; ++i) {
      const std::ptrdiff_t partner = i ^ 1;
      T* const row = slopes + i * frame.batch;
      for (std::ptrdiff_t j = 0; j < paired; ++j) row[j] = dot(u + i * size, u + j * size, size) * sharpness;
      const T right = row[partner];
      row[i] = row[partner];  // none of its own: it is left out of the largest and of the sum
      const T largest = *std::max_element(row, row + paired);
      T sum = 0;
      for (std::ptrdiff_t j = 0; j < paired; ++j) {
        row[j] = j == i ? T{0} : simd::exp(row[j] - largest);
        sum += row[j];
      }
      frame.losses[i] = simd::log(sum) + largest - right;
      for (std::ptrdiff_t j = 0; j < paired; ++j) row[j] /= sum;
      row[partner] -= T{1};
    }
    for (std::ptrdiff_t i = paired; i < frame.batch; ++i) frame.losses[i] = T{0};
    if (frame.gradient == nullptr) return;
    std::fill_n(frame.gradient, frame.batch * size, T{0});
    const T share = sharpness / static_cast<T>(frame.batch);
    for (std::ptrdiff_t i = 0; i < paired; ++i) {
      T* const dz = frame.gradient + i * size;
      for (std::ptrdiff_t j = 0; j < paired; ++j) {
        const T slope = (slopes[i * frame.batch + j] + slopes[j * frame.batch + i]) * share;
        for (std::ptrdiff_t k = 0; k < size; ++k) dz[k] += slope * u[j * size + k];
      }
      // Only what is across the direction turns it.
      const T along = dot(dz, u + i * size, size);
      for (std::ptrdiff_t k = 0; k < size; ++k) dz[k] = (dz[k] - along * u[i * size + k]) / norms[i];
    }
  }

 private:
  template <class T>
  static T dot(const T* a, const T* b, std::ptrdiff_t count) {
    T sum = 0;
    for (std::ptrdiff_t k = 0; k < count; ++k) sum += a[k] * b[k];
    return sum;
  }
};

}  // namespace

std::unique_ptr<Loss> make_nt_xent(double temperature) {
  return make_loss_of(NtXent{temperature});
}

}  // namespace glassbox
