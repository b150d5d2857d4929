#include "tests/bench/peak.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/simd/vector.h"
#include "tests/bench/clock.h"

namespace glassbox::bench {
namespace {

volatile float sink;  // keeps the loop from being removed

// Twelve chains, as many as the register tile of the matrix product has accumulators: enough to hide the
// latency of a multiply-add. Each adds to itself a part of its neighbour: the sum stays in its register, and
// no product can be computed once for all. Two rounds a turn, so that the turn itself costs nothing.
double rate(int rounds) {
  using simd::Vec;
  constexpr std::size_t kChains = 12;
  std::array<Vec, kChains> sums;
  for (std::size_t i = 0; i < kChains; ++i) sums[i] = Vec(static_cast<float>(i));
  const Vec factor(sink + 1e-9F);
  const double start = seconds();
  for (int round = 0; round < rounds; round += 2) {
    for (std::size_t i = 0; i < kChains; ++i) {
      sums[i] = simd::fma(sums[(i + 1) % kChains], factor, sums[i]);
    }
    for (std::size_t i = 0; i < kChains; ++i) {
      sums[i] = simd::fma(sums[(i + 1) % kChains], factor, sums[i]);
    }
  }
  const double elapsed = seconds() - start;
  Vec total = sums[0];
  for (std::size_t i = 1; i < kChains; ++i) total = total + sums[i];
  sink = simd::sum_of_lanes(total) * 0.0F;
  return static_cast<double>(rounds) * kChains * simd::kLanes / elapsed;
}

}  // namespace

double multiply_add_peak() {
  double best = 0;
  for (int i = 0; i < 4; ++i) best = std::max(best, rate(1 << 17));
  return best;
}

}  // namespace glassbox::bench
