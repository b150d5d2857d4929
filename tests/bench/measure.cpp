#include "tests/bench/measure.h"

#include <algorithm>
#include <cstddef>

#include "tests/bench/clock.h"
#include "tests/bench/peak.h"

namespace glassbox::bench {
namespace {

/// Items a second.
double rate(const Piece& piece, double sample_seconds) {
  const double start = seconds();
  double now = start;
  double done = 0;
  while (done == 0 || now - start < sample_seconds) {
    piece.work();
    done += piece.items;
    now = seconds();
  }
  return done / std::max(now - start, 1e-9);
}

}  // namespace

std::vector<Timing> measure(const std::vector<Piece>& pieces, const Effort& effort) {
  std::vector<Timing> timings(pieces.size());
  const double end = seconds() + effort.seconds * static_cast<double>(pieces.size());
  for (int round = 0; round < effort.most_rounds; ++round) {
    if (round >= effort.fewest_rounds && seconds() > end) break;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      timings[i].rates.push_back(rate(pieces[i], effort.sample_seconds));
      timings[i].shares.push_back(timings[i].rates.back() * pieces[i].multiply_adds / multiply_add_peak());
    }
  }
  return timings;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double median_ratio(const std::vector<double>& above, const std::vector<double>& below) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < above.size(); ++i) ratios.push_back(above[i] / below[i]);
  return median(std::move(ratios));
}

}  // namespace glassbox::bench
