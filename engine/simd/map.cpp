#include "engine/simd/map.h"

namespace glassbox::simd {
namespace {

// The columns from j on, so many vectors at once: independent sums, which hide the latency of the addition.
// Returns the first column that is left.
template <int Vectors>
int add_panels(int rows, int j, int columns, const float* from, float* sums) {
  for (; j + Vectors * kLanes <= columns; j += Vectors * kLanes) {
    Vec sum[Vectors];
    for (int v = 0; v < Vectors; ++v) sum[v] = Vec::load(sums + j + v * kLanes);
    for (int i = 0; i < rows; ++i) {
      const float* const row = from + std::ptrdiff_t{i} * columns + j;
      for (int v = 0; v < Vectors; ++v) sum[v] = sum[v] + Vec::load(row + v * kLanes);
    }
    for (int v = 0; v < Vectors; ++v) sum[v].store(sums + j + v * kLanes);
  }
  return j;
}

}  // namespace

void add_column_sums(int rows, int columns, const float* from, float* sums) {
  int j = add_panels<8>(rows, 0, columns, from, sums);
  j = add_panels<4>(rows, j, columns, from, sums);
  for_each_vector(columns - j, [&](int rest, int lanes) {
    Vec sum = load_first(sums + j + rest, lanes);
    for (int i = 0; i < rows; ++i) {
      sum = sum + load_first(from + std::ptrdiff_t{i} * columns + j + rest, lanes);
    }
    store_first(sums + j + rest, lanes, sum);
  });
}

}  // namespace glassbox::simd
