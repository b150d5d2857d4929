#include "engine/simd/terms.h"

#include <algorithm>

#include "engine/simd/vector.h"

namespace glassbox::simd {
namespace {

// Sums of that many vectors stay in registers while the terms pass: with one row and one value they leave two
// of the 16 registers of x86-64, and are enough chains to hide the latency of the multiply-add.
constexpr int kBlockVectors = 12;

template <int Vectors, bool IsAdded>
void add_block(const Term* term, const Term* last, int stride, const float* rows, const float* start,
               float* sums) {
  Vec sum[Vectors];
  for (int v = 0; v < Vectors; ++v) sum[v] = start != nullptr ? Vec::load(start + v * kLanes) : Vec(0.0F);
  for (; term != last; ++term) {
    const float* const row = rows + term->offset * stride;
    const Vec value(term->value);
    for (int v = 0; v < Vectors; ++v) sum[v] = fma(value, Vec::load(row + v * kLanes), sum[v]);
  }
  for (int v = 0; IsAdded && v < Vectors; ++v) sum[v] = Vec::load(sums + v * kLanes) + sum[v];
  for (int v = 0; v < Vectors; ++v) sum[v].store(sums + v * kLanes);
}

using Block = void (*)(const Term*, const Term*, int, const float*, const float*, float*);
template <bool IsAdded>
constexpr Block kBlocks[kBlockVectors] = {
    add_block<1, IsAdded>, add_block<2, IsAdded>,  add_block<3, IsAdded>,  add_block<4, IsAdded>,
    add_block<5, IsAdded>, add_block<6, IsAdded>,  add_block<7, IsAdded>,  add_block<8, IsAdded>,
    add_block<9, IsAdded>, add_block<10, IsAdded>, add_block<11, IsAdded>, add_block<12, IsAdded>};

// The last columns, fewer than a vector has lanes.
template <bool IsAdded>
void add_rest(const Term* term, const Term* last, int stride, const float* rows, const float* start,
              int count, float* sums) {
  Vec sum = start != nullptr ? load_first(start, count) : Vec(0.0F);
  for (; term != last; ++term)
    sum = fma(Vec(term->value), load_first(rows + term->offset * stride, count), sum);
  if (IsAdded) sum = load_first(sums, count) + sum;
  store_first(sums, count, sum);
}

}  // namespace

RowSum::RowSum(int count, int stride)
    : count_(count),
      stride_(stride),
      blocks_((count / kLanes + kBlockVectors - 1) / kBlockVectors),
      width_(blocks_ > 0 ? count / kLanes / blocks_ : 0),
      wider_(blocks_ > 0 ? count / kLanes % blocks_ : 0) {}

template <bool IsAdded>
void RowSum::go(const Term* terms, const Term* last, const float* rows, const float* start,
                float* sums) const {
  int j = 0;
  for (int block = 0; block < blocks_; ++block) {
    const int width = width_ + (block < wider_ ? 1 : 0);
    kBlocks<IsAdded>[width - 1](terms, last, stride_, rows + j, start != nullptr ? start + j : nullptr,
                                sums + j);
    j += width * kLanes;
  }
  if (j == count_) return;
  add_rest<IsAdded>(terms, last, stride_, rows + j, start != nullptr ? start + j : nullptr, count_ - j,
                    sums + j);
}

void RowSum::add(const Term* terms, int number, const float* rows, const float* start, float* sums) const {
  go<false>(terms, terms + number, rows, start, sums);
}

void RowSum::add_whole(const Term* terms, int number, const float* rows, float* sums) const {
  go<true>(terms, terms + number, rows, nullptr, sums);
}

int list_terms(const float* values, int count, std::int32_t stride, Term* terms) {
  int number = 0;
  for_each_vector(count, [&](int i, auto lanes) {
    if (bits_of(!(load_first(values + i, lanes) == Vec(0.0F))) == 0) return;
    for (int at = i; at < i + lanes; ++at) {  // without a branch, which nobody could foretell
      terms[number] = {at * stride, values[at]};
      number += values[at] != 0.0F ? 1 : 0;
    }
  });
  return number;
}

int count_nonzero(const float* values, int count) {
  constexpr int kUnrolled = 8;
  const auto is_zero = [](Vec value) { return select(value == Vec(0.0F), 1.0F, 0.0F); };
  Vec sums[kUnrolled];
  for (Vec& sum : sums) sum = 0.0F;
  int i = 0;
  for (; i + kUnrolled * kLanes <= count; i += kUnrolled * kLanes) {
    for (int v = 0; v < kUnrolled; ++v) sums[v] = sums[v] + is_zero(Vec::load(values + i + v * kLanes));
  }
  Vec zeros(0.0F);
  for (const Vec sum : sums) zeros = zeros + sum;
  int number = count - static_cast<int>(sum_of_lanes(zeros));
  for (; i < count; ++i) number -= values[i] == 0.0F ? 1 : 0;
  return number;
}

}  // namespace glassbox::simd
