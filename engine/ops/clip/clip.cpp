#include "engine/ops/clip/clip.h"

#include "engine/simd/map.h"

namespace glassbox {
namespace {

template <class T>
void clip(double limit, std::size_t count, T* g) {
  const T most = static_cast<T>(limit);
  const T* const g_old = g;
  simd::map(
      count, g,
      [=](auto value) {
        using V = decltype(value);
        const V above = simd::select(V(most) < value, V(most), value);
        return simd::select(above < V(-most), V(-most), above);
      },
      g_old);
}

template <class T>
double sum_of_squares(std::size_t count, const T* g) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += static_cast<double>(g[i]) * static_cast<double>(g[i]);
  return sum;
}

template <class T>
void shorten(double limit, double norm, std::size_t count, T* g) {
  if (norm <= limit) return;
  const T factor = static_cast<T>(limit / norm);
  const T* const g_old = g;
  simd::map(
      count, g, [=](auto value) { return value * factor; }, g_old);
}

}  // namespace

void clip_values(double limit, std::size_t count, double* g) {
  clip(limit, count, g);
}
void clip_values(double limit, std::size_t count, float* g) {
  clip(limit, count, g);
}

double squared_norm(std::size_t count, const double* g) {
  return sum_of_squares(count, g);
}
double squared_norm(std::size_t count, const float* g) {
  return sum_of_squares(count, g);
}

void clip_norm(double limit, double norm, std::size_t count, double* g) {
  shorten(limit, norm, count, g);
}
void clip_norm(double limit, double norm, std::size_t count, float* g) {
  shorten(limit, norm, count, g);
}

}  // namespace glassbox
