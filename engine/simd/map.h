#pragma once

#include <cstddef>

#include "engine/simd/vector.h"

/// Elementwise loops. An elementwise op is written once, as a generic lambda: over double it is the
/// reference, over float it runs on vectors; a rest shorter than a vector runs on one whose spare lanes are
/// zero.
namespace glassbox::simd {

/// to[i] = f(from[i]...) for i < count; `to` may be one of `from`.
template <class Function, class... From>
void map(std::size_t count, double* to, Function f, const From*... from) {
  for (std::size_t i = 0; i < count; ++i) to[i] = f(from[i]...);
}
template <class Function, class... From>
void map(std::size_t count, float* to, Function f, const From*... from) {
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) f(Vec::load(from + i)...).store(to + i);
  const int rest = static_cast<int>(count - i);
  if (rest > 0) store_first(to + i, rest, f(load_first(from + i, rest)...));
}

/// sum over i < count of f(from[i]...): over double in order; over float the lanes of whole vectors, and then
/// the rest.
template <class Function, class... From>
double sum(std::size_t count, Function f, const double* first, const From*... from) {
  double total = 0;
  for (std::size_t i = 0; i < count; ++i) total += f(first[i], from[i]...);
  return total;
}
template <class Function, class... From>
float sum(std::size_t count, Function f, const float* first, const From*... from) {
  Vec lanes(0.0F);
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) lanes = lanes + f(Vec::load(first + i), Vec::load(from + i)...);
  float total = sum_of_lanes(lanes);
  for (; i < count; ++i) total += f(first[i], from[i]...);
  return total;
}

/// sums[j] += sum over i < rows, in order, of from[i][j]: a bias gradient.
inline void add_column_sums(int rows, int columns, const double* from, double* sums) {
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) sums[j] += from[static_cast<std::ptrdiff_t>(i) * columns + j];
  }
}
void add_column_sums(int rows, int columns, const float* from, float* sums);

}  // namespace glassbox::simd
