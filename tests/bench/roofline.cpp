#include "tests/bench/roofline.h"

#include <algorithm>
#include <vector>

#include "engine/simd/vector.h"
#include "tests/bench/clock.h"
#include "tests/bench/peak.h"

namespace glassbox::bench {
namespace {

constexpr double kSampleSeconds = 0.002;
constexpr double kBytesOfRound =
    1 << 20;  // between two looks at the clock, which take longer than a small copy
constexpr int kSamples = 4;

void copy(const std::vector<float>& from, std::vector<float>& to) {
  constexpr std::size_t kStep = std::size_t{4} * simd::kLanes;
  for (std::size_t i = 0; i < from.size(); i += kStep) {
    for (std::size_t j = i; j < i + kStep; j += simd::kLanes) simd::Vec::load(&from[j]).store(&to[j]);
  }
}

}  // namespace

double copy_bandwidth(std::size_t bytes) {
  constexpr std::size_t kStep = std::size_t{4} * simd::kLanes;
  const std::size_t values = std::max<std::size_t>(bytes / (2 * sizeof(float)) / kStep, 1) * kStep;
  const std::vector<float> from(values, 1.0F);
  std::vector<float> to(values);
  copy(from, to);
  const auto of_copy = static_cast<double>(2 * values * sizeof(float));
  const int copies = 1 + static_cast<int>(kBytesOfRound / of_copy);
  double best = 0;
  for (int sample = 0; sample < kSamples; ++sample) {
    const double start = seconds();
    double now = start;
    double moved = 0;
    while (now - start < kSampleSeconds) {
      for (int i = 0; i < copies; ++i) copy(from, to);
      moved += copies * of_copy;
      now = seconds();
    }
    best = std::max(best, moved / (now - start));
  }
  return best;
}

double least_seconds(double multiply_adds, double bytes) {
  return std::max(multiply_adds / multiply_add_peak(),
                  bytes / copy_bandwidth(static_cast<std::size_t>(bytes)));
}

}  // namespace glassbox::bench
