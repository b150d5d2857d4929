#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>

#include "engine/simd/map.h"

/// Sums along rows and down columns, of values that are computed on the way.
namespace glassbox::simd {

/// Lane i is the sum of the lanes of vectors[i], added in halves as by sum_of_lanes().
inline Vec sums_of_lanes(std::array<Vec, kLanes> vectors) {
  transpose(vectors);
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) vectors[i] = vectors[i] + vectors[i + half];
  }
  return vectors[0];
}

namespace detail {

// Nothing here is indexed by a loop that the compiler would have to unroll for its sums to stay in registers:
// the browser's build, made for size, does not.

/// The vectors of one row, added in four chains, which hide each other's latency.
template <class Term>
Vec sum_of_row(int row, int columns, Term term) {
  constexpr std::integral_constant<int, kLanes> kAll;
  Vec first(0.0F);
  Vec second(0.0F);
  Vec third(0.0F);
  Vec fourth(0.0F);
  int j = 0;
  for (; j + 4 * kLanes <= columns; j += 4 * kLanes) {
    first = first + term(row, j, kAll);
    second = second + term(row, j + kLanes, kAll);
    third = third + term(row, j + 2 * kLanes, kAll);
    fourth = fourth + term(row, j + 3 * kLanes, kAll);
  }
  Vec rest(0.0F);
  for (; j + kLanes <= columns; j += kLanes) rest = rest + term(row, j, kAll);
  if (j < columns) {
    std::array<float, kLanes> lanes;
    term(row, j, columns - j).store(lanes.data());
    rest = rest + load_first(lanes.data(), columns - j);
  }
  return ((first + second) + (third + fourth)) + rest;
}

}  // namespace detail

/// sums[i] = sum over j < columns of term(i, j, lanes), i < rows, where term() gives a vector of the terms of
/// `lanes` columns from j on; what it gives in other lanes does not count. Nor do the rows beside it: the
/// bits are those of the row alone.
template <class Term>
void sum_along(int rows, int columns, float* sums, Term term) {
  std::array<Vec, kLanes> vectors;
  vectors.fill(Vec(0.0F));
  for (int row = 0; row < rows; row += kLanes) {
    const int count = std::min(kLanes, rows - row);
    for (int i = 0; i < count; ++i) {
      vectors[static_cast<std::size_t>(i)] = detail::sum_of_row(row + i, columns, term);
    }
    store_first(sums + row, count, sums_of_lanes(vectors));
  }
}

namespace detail {

template <std::size_t Sums>
std::array<Vec, Sums> add_each(const std::array<Vec, Sums>& a, const std::array<Vec, Sums>& b) {
  if constexpr (Sums == 1) {
    return {a[0] + b[0]};
  } else {
    return {a[0] + b[0], a[1] + b[1]};
  }
}

/// sums[s][j] += term(i, panel + j, lanes)[s] for some rows i, in order.
template <int Rows, std::size_t Sums, std::size_t Width, class Term>
void add_rows(int row, int panel, int width, std::array<std::array<float, Width>, Sums>& sums, Term term) {
  for_each_vector(width, [=, &sums](int j, auto lanes) {
    std::array<Vec, Sums> total;
    total[0] = Vec::load(sums[0].data() + j);
    if constexpr (Sums == 2) total[1] = Vec::load(sums[1].data() + j);
    for (int i = 0; i < Rows; ++i) total = add_each(total, term(row + i, panel + j, lanes));
    total[0].store(sums[0].data() + j);
    if constexpr (Sums == 2) total[1].store(sums[1].data() + j);
  });
}

}  // namespace detail

/// totals[s][j] += sum over i < rows of term(i, j, lanes)[s] for first <= j < last, where term() gives one or
/// two vectors of the terms of `lanes` columns from j on. The sums of some rows are made first, so that long
/// ones stay exact to the last bits; the bits are those of the column alone.
template <std::size_t Sums, class Term>
requires(Sums == 1 || Sums == 2) void add_down(int rows, int first, int last,
                                               const std::array<float*, Sums>& totals, Term term) {
  constexpr int kBlock = 64;
  constexpr int kPanel = 256;   // columns whose sums stay in the first-level cache
  constexpr int kTogether = 4;  // short rows: of long ones, memory gives one after the other much faster
  constexpr int kShort = 64;
  for (int panel = first; panel < last; panel += kPanel) {
    const int width = std::min(kPanel, last - panel);
    for (int row = 0; row < rows; row += kBlock) {
      alignas(64) std::array<std::array<float, kPanel>, Sums> sums{};
      const int end = std::min(row + kBlock, rows);
      int i = row;
      for (; width <= kShort && i + kTogether <= end; i += kTogether) {
        detail::add_rows<kTogether>(i, panel, width, sums, term);
      }
      for (; i < end; ++i) detail::add_rows<1>(i, panel, width, sums, term);
      for (std::size_t s = 0; s < Sums; ++s) {
        float* const total = totals[s] + panel;
        map(
            static_cast<std::size_t>(width), total, [](auto a, auto b) { return a + b; }, total,
            sums[s].data());
      }
    }
  }
}

}  // namespace glassbox::simd
