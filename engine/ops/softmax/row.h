#pragma once

#include <algorithm>
#include <cstddef>

#include "engine/simd/map.h"

namespace glassbox {

/// What the softmax of one row leaves behind for a loss.
template <class T>
struct SoftmaxRow {
  T largest;  ///< max x
  T sum;      ///< sum over j of exp(x[j] - max x)
};

/// y[i] = exp(x[i] - max x) / sum over j of exp(x[j] - max x); the sum in order, so that no vector's width
/// shows in the bits.
template <class T>
SoftmaxRow<T> softmax_row(int count, const T* x, T* y) {
  SoftmaxRow<T> row{.largest = *std::max_element(x, x + count), .sum = T{0}};
  const auto size = static_cast<std::size_t>(count);
  simd::map(
      size, y, [&row](auto value) { return simd::exp(value - row.largest); }, x);
  for (int i = 0; i < count; ++i) row.sum += y[i];
  const T* exponentials = y;
  simd::map(
      size, y, [&row](auto value) { return value / row.sum; }, exponentials);
  return row;
}

}  // namespace glassbox
