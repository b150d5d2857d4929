#pragma once

#include <bit>
#include <cstdint>

/// Products with few factors: where most of a sum's terms are zero, those that are not are listed, and the
/// others cost nothing.
namespace glassbox::simd {

/// One term of a sum of rows: `value` times the row that begins at `offset` (RowSum's stride).
struct Term {
  std::int32_t offset = 0;
  float value = 0;
};

/// For lists in the scratch of an op, which is floats.
inline constexpr int kFloatsOfTerm = sizeof(Term) / sizeof(float);

/// Where rows of sums begin: offsets[k * step], k < count.
struct Places {
  const std::int32_t* offsets = nullptr;
  int count = 0;
  int step = 1;
};

/// Sums of rows of one length, `count`; an offset counts `stride` values.
class RowSum {
 public:
  explicit RowSum(int count, int stride = 1);

  /// sums[j] = start[j] (0 where null) + sum over the terms, in order, of value * rows[offset *
  /// stride + j], j < count. One chain of fma() for every j: the bits are those of multiply() over all terms,
  /// since a term that is zero changes no sum. `sums` may be `start`.
  void add(const Term* terms, int number, const float* rows, const float* start, float* sums) const;
  /// sums[places[k] + j] += (sum over the terms, in order, of value * rows[offset + k * count + j]), for
  /// every place: the sum is made first. For a stride of 1.
  void add_to_places(const Term* terms, int number, const float* rows, const Places& places,
                     float* sums) const;

 private:
  int count_;
  int stride_;
  int blocks_;  ///< of vectors whose sums stay in registers together
  int width_;   ///< vectors of a block
  int wider_;   ///< blocks that have one more
};

/// Of the bits, which is cheaper where the answer is added to a number than the comparison with its NaN.
inline bool is_zero(float value) {
  return std::bit_cast<std::uint32_t>(value) << 1 == 0;
}

/// Lists the values[i] that are not zero, i < count, as {offset i * stride, values[i]} in order, and returns
/// how many they are. Writes up to count terms.
int list_terms(const float* values, int count, std::int32_t stride, Term* terms);

/// How many of the values are not zero.
int count_nonzero(const float* values, int count);

}  // namespace glassbox::simd
