#pragma once

#include <cstdint>

/// Products with few factors: where most of a sum's terms are zero, those that are not are listed, and the
/// others cost nothing.
namespace glassbox::simd {

/// One term of a sum of rows: `value` times the row that begins at `offset`.
struct Term {
  std::int32_t offset = 0;
  float value = 0;
};

/// sums[j] = start[j] (0 where null) + sum over the terms, in order, of value * rows[offset + j], j < count.
/// One chain of fma() for every j: the bits are those of multiply() over all terms, since a term that is zero
/// changes no sum. `sums` may be `start`.
void add_terms(const Term* terms, int number, const float* rows, int count, const float* start, float* sums);

/// sums[j] += (sum over the terms, in order, of value * rows[offset + j]), j < count: the sum is made first.
void add_sum_of_terms(const Term* terms, int number, const float* rows, int count, float* sums);

/// Lists the values[i] that are not zero, i < count, as {offset i * stride, values[i]} in order, and returns
/// how many they are. Writes up to count terms.
int list_terms(const float* values, int count, std::int32_t stride, Term* terms);

/// How many of the values are not zero.
int count_nonzero(const float* values, int count);

}  // namespace glassbox::simd
