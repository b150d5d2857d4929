#include "engine/simd/terms.h"

#include <algorithm>
#include <bit>

#include "engine/simd/vector.h"

namespace glassbox::simd {
namespace {

// Sums of that many vectors stay in registers while the terms pass: with one row and one value they leave two
// of the 16 registers of x86-64, and are enough chains to hide the latency of the multiply-add.
constexpr int kBlockVectors = 12;

// What the sums begin with, and whether they are then added to what was there.
struct Ends {
  const float* start;  // zero where null
  float* sums;
  bool is_added;
};

template <int Vectors>
void add_block(const Term* term, const Term* last, const float* rows, const Ends& ends, int j) {
  Vec sum[Vectors];
  for (int v = 0; v < Vectors; ++v) {
    sum[v] = ends.start != nullptr ? Vec::load(ends.start + j + v * kLanes) : Vec(0.0F);
  }
  for (; term != last; ++term) {
    const float* const row = rows + term->offset;
    const Vec value(term->value);
    for (int v = 0; v < Vectors; ++v) sum[v] = fma(value, Vec::load(row + v * kLanes), sum[v]);
  }
  float* const sums = ends.sums + j;
  if (ends.is_added) {
    for (int v = 0; v < Vectors; ++v) sum[v] = Vec::load(sums + v * kLanes) + sum[v];
  }
  for (int v = 0; v < Vectors; ++v) sum[v].store(sums + v * kLanes);
}

using Block = void (*)(const Term*, const Term*, const float*, const Ends&, int);
constexpr Block kBlocks[kBlockVectors] = {add_block<1>, add_block<2>,  add_block<3>,  add_block<4>,
                                          add_block<5>, add_block<6>,  add_block<7>,  add_block<8>,
                                          add_block<9>, add_block<10>, add_block<11>, add_block<12>};

// The last columns, fewer than a vector has lanes.
void add_rest(const Term* term, const Term* last, const float* rows, const Ends& ends, int j, int count) {
  Vec sum = ends.start != nullptr ? load_first(ends.start + j, count) : Vec(0.0F);
  for (; term != last; ++term) sum = fma(Vec(term->value), load_first(rows + term->offset, count), sum);
  if (ends.is_added) sum = load_first(ends.sums + j, count) + sum;
  store_first(ends.sums + j, count, sum);
}

void add_rows(const Term* terms, int number, const float* rows, int count, const Ends& ends) {
  const Term* const last = terms + number;
  const int vectors = count / kLanes;
  const int blocks = (vectors + kBlockVectors - 1) / kBlockVectors;
  int j = 0;
  for (int block = 0; block < blocks; ++block) {
    const int width = vectors / blocks + (block < vectors % blocks ? 1 : 0);
    kBlocks[width - 1](terms, last, rows + j, ends, j);
    j += width * kLanes;
  }
  if (j < count) add_rest(terms, last, rows + j, ends, j, count - j);
}

}  // namespace

void add_terms(const Term* terms, int number, const float* rows, int count, const float* start, float* sums) {
  add_rows(terms, number, rows, count, {start, sums, false});
}

void add_sum_of_terms(const Term* terms, int number, const float* rows, int count, float* sums) {
  add_rows(terms, number, rows, count, {nullptr, sums, true});
}

int list_terms(const float* values, int count, std::int32_t stride, Term* terms) {
  int number = 0;
  for_each_vector(count, [&](int i, auto lanes) {
    for (unsigned bits = bits_of(!(load_first(values + i, lanes) == Vec(0.0F))); bits != 0;
         bits &= bits - 1) {
      const int at = i + std::countr_zero(bits);
      terms[number++] = {at * stride, values[at]};
    }
  });
  return number;
}

int count_nonzero(const float* values, int count) {
  int number = 0;
  for_each_vector(count, [&](int i, auto lanes) {
    number += std::popcount(bits_of(!(load_first(values + i, lanes) == Vec(0.0F))));
  });
  return number;
}

}  // namespace glassbox::simd
