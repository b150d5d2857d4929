#include "engine/simd/map.h"

#include <array>

namespace glassbox::simd {

void add_column_sums(int rows, int columns, const float* from, float* sums) {
  add_column_sums(rows, columns, columns, from, sums);
}

void add_column_sums(int rows, int columns, std::ptrdiff_t stride, const float* from, float* sums) {
  constexpr int kVectors = 8;  // independent sums, which hide the latency of the addition
  int j = 0;
  for (; j + kVectors * kLanes <= columns; j += kVectors * kLanes) {
    std::array<Vec, kVectors> sum;
    for (int v = 0; v < kVectors; ++v) sum[static_cast<std::size_t>(v)] = Vec::load(sums + j + v * kLanes);
    for (int i = 0; i < rows; ++i) {
      const float* row = from + i * stride + j;
      for (int v = 0; v < kVectors; ++v) {
        sum[static_cast<std::size_t>(v)] = sum[static_cast<std::size_t>(v)] + Vec::load(row + v * kLanes);
      }
    }
    for (int v = 0; v < kVectors; ++v) sum[static_cast<std::size_t>(v)].store(sums + j + v * kLanes);
  }
  for_each_vector(columns - j, [&](int rest, int lanes) {
    Vec sum = load_first(sums + j + rest, lanes);
    for (int i = 0; i < rows; ++i) {
      sum = sum + load_first(from + i * stride + j + rest, lanes);
    }
    store_first(sums + j + rest, lanes, sum);
  });
}

}  // namespace glassbox::simd
