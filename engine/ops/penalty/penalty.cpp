#include "engine/ops/penalty/penalty.h"

#include <algorithm>

#include "engine/simd/map.h"

namespace glassbox {
namespace {

template <class T>
double add(double l1, double l2, std::size_t count, const T* w, T* g) {
  double penalty = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<double>(w[i]);
    penalty += l1 * simd::abs(value) + l2 * value * value;
  }
  const T rate_1 = static_cast<T>(l1);
  const T rate_2 = static_cast<T>(2 * l2);
  const T* const g_old = g;
  simd::map(
      count, g,
      [=](auto g_i, auto w_i) {
        using V = decltype(w_i);
        const V side = simd::select(V(0.0F) < w_i, V(1.0F), simd::select(w_i < V(0.0F), V(-1.0F), V(0.0F)));
        return g_i + (side * rate_1 + w_i * rate_2);
      },
      g_old, w);
  return penalty;
}

template <class T>
void limit_columns(double limit, std::size_t rows, std::size_t columns, T* w, T* norms) {
  std::fill_n(norms, columns, T{0});
  for (std::size_t i = 0; i < rows; ++i) {
    const T* const sums = norms;
    simd::map(
        columns, norms, [](auto sum, auto value) { return sum + value * value; }, sums, w + i * columns);
  }
  const T most = static_cast<T>(limit);
  for (std::size_t j = 0; j < columns; ++j) {
    const T norm = simd::sqrt(norms[j]);
    norms[j] = norm > most ? most / norm : T{1};
  }
  for (std::size_t i = 0; i < rows; ++i) {
    T* const row = w + i * columns;
    const T* const row_old = row;
    const T* const factors = norms;
    simd::map(
        columns, row, [](auto value, auto factor) { return value * factor; }, row_old, factors);
  }
}

}  // namespace

double add_penalty(double l1, double l2, std::size_t count, const double* w, double* g) {
  return add(l1, l2, count, w, g);
}
double add_penalty(double l1, double l2, std::size_t count, const float* w, float* g) {
  return add(l1, l2, count, w, g);
}

void limit_norms(double limit, std::size_t rows, std::size_t columns, double* w, double* norms) {
  limit_columns(limit, rows, columns, w, norms);
}
void limit_norms(double limit, std::size_t rows, std::size_t columns, float* w, float* norms) {
  limit_columns(limit, rows, columns, w, norms);
}

}  // namespace glassbox
