#include "engine/simd/terms.h"

#include "engine/simd/vector.h"

namespace glassbox::simd {
namespace {

// Sums of that many vectors stay in registers while the terms pass: with one row and one value they leave two
// of the 16 registers of x86-64, and are enough chains to hide the latency of the multiply-add.
constexpr int kBlockVectors = 12;

template <int Vectors>
[[gnu::noinline]] void add_block(const Term* term, const Term* last, int stride, const float* rows,
                                 const float* start, float* sums) {
  Vec sum[Vectors];
  for (int v = 0; v < Vectors; ++v) sum[v] = start != nullptr ? Vec::load(start + v * kLanes) : Vec(0.0F);
  for (; term != last; ++term) {
    const float* const row = rows + term->offset * stride;
    const Vec value(term->value);
    for (int v = 0; v < Vectors; ++v) sum[v] = fma(value, Vec::load(row + v * kLanes), sum[v]);
  }
  for (int v = 0; v < Vectors; ++v) sum[v].store(sums + v * kLanes);
}

// The last columns, fewer than a vector has lanes.
void add_rest(const Term* term, const Term* last, int stride, const float* rows, const float* start,
              int count, float* sums) {
  Vec sum = start != nullptr ? load_first(start, count) : Vec(0.0F);
  for (; term != last; ++term) {
    sum = fma(Vec(term->value), load_first(rows + term->offset * stride, count), sum);
  }
  store_first(sums, count, sum);
}

// All places in one call: their terms are few.
template <int Vectors>
[[gnu::noinline]] void add_block_to_places(const Term* first, const Term* last, int step, const float* rows,
                                           const Places& places, float* sums) {
  for (int place = 0; place < places.count; ++place, rows += step) {
    Vec sum[Vectors];
    for (int v = 0; v < Vectors; ++v) sum[v] = Vec(0.0F);
    for (const Term* term = first; term != last; ++term) {
      const float* const row = rows + term->offset;
      const Vec value(term->value);
      for (int v = 0; v < Vectors; ++v) sum[v] = fma(value, Vec::load(row + v * kLanes), sum[v]);
    }
    float* const to = sums + places.offsets[place * places.step];
    for (int v = 0; v < Vectors; ++v) (Vec::load(to + v * kLanes) + sum[v]).store(to + v * kLanes);
  }
}

void add_rest_to_places(const Term* first, const Term* last, int step, const float* rows,
                        const Places& places, int count, float* sums) {
  for (int place = 0; place < places.count; ++place, rows += step) {
    Vec sum(0.0F);
    for (const Term* term = first; term != last; ++term) {
      sum = fma(Vec(term->value), load_first(rows + term->offset, count), sum);
    }
    float* const to = sums + places.offsets[place * places.step];
    store_first(to, count, load_first(to, count) + sum);
  }
}

}  // namespace

RowSum::RowSum(int count, int stride)
    : count_(count),
      stride_(stride),
      blocks_((count / kLanes + kBlockVectors - 1) / kBlockVectors),
      width_(blocks_ > 0 ? count / kLanes / blocks_ : 0),
      wider_(blocks_ > 0 ? count / kLanes % blocks_ : 0) {}

void RowSum::add(const Term* terms, int number, const float* rows, const float* start, float* sums) const {
  const Term* const last = terms + number;
  int j = 0;
  for (int block = 0; block < blocks_; ++block) {
    const int width = width_ + (block < wider_ ? 1 : 0);
    with_constant<kBlockVectors>(width, [&](auto vectors) {
      add_block<vectors>(terms, last, stride_, rows + j, start != nullptr ? start + j : nullptr, sums + j);
    });
    j += width * kLanes;
  }
  if (j == count_) return;
  add_rest(terms, last, stride_, rows + j, start != nullptr ? start + j : nullptr, count_ - j, sums + j);
}

void RowSum::add_to_places(const Term* terms, int number, const float* rows, const Places& places,
                           float* sums) const {
  const Term* const last = terms + number;
  int j = 0;
  for (int block = 0; block < blocks_; ++block) {
    const int width = width_ + (block < wider_ ? 1 : 0);
    with_constant<kBlockVectors>(width, [&](auto vectors) {
      add_block_to_places<vectors>(terms, last, count_, rows + j, places, sums + j);
    });
    j += width * kLanes;
  }
  if (j < count_) add_rest_to_places(terms, last, count_, rows + j, places, count_ - j, sums + j);
}

int list_terms(const float* values, int count, std::int32_t stride, Term* terms) {
  int number = 0;
  for_each_vector(count, [&](int i, auto lanes) {
    if (bits_of(!(load_first(values + i, lanes) == Vec(0.0F))) == 0) return;
    for (int at = i; at < i + lanes; ++at) {  // without a branch, which nobody could foretell
      terms[number] = {at * stride, values[at]};
      number += is_zero(values[at]) ? 0 : 1;
    }
  });
  return number;
}

int count_nonzero(const float* values, int count) {
  constexpr int kUnrolled = 8;
  Vec sums[kUnrolled];
  for (Vec& sum : sums) sum = 0.0F;
  int i = 0;
  for (; i + kUnrolled * kLanes <= count; i += kUnrolled * kLanes) {
    for (int v = 0; v < kUnrolled; ++v) {
      sums[v] = sums[v] + select(Vec::load(values + i + v * kLanes) == Vec(0.0F), 1.0F, 0.0F);
    }
  }
  Vec zeros(0.0F);
  for (const Vec sum : sums) zeros = zeros + sum;
  int number = count - static_cast<int>(sum_of_lanes(zeros));
  for (; i < count; ++i) number -= is_zero(values[i]) ? 1 : 0;
  return number;
}

}  // namespace glassbox::simd
