#include "engine/train/team_tuner.h"

#include <algorithm>
#include <chrono>

namespace glassbox {
namespace {

template <std::size_t n>
double median(std::array<double, n> values) {
  std::ranges::nth_element(values, values.begin() + n / 2);
  return values[n / 2];
}

}  // namespace

TeamTuner::TeamTuner(Team* team, Clock clock) : team_(team), clock_(clock) {}

double TeamTuner::steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double TeamTuner::begin() {
  const double now = clock_();
  if (step_ == kBlocks * kBlockSteps && now >= next_trial_) step_ = 0;
  if (step_ == 0) trial_start_ = now;
  const bool in_trial = step_ < kBlocks * kBlockSteps;
  const bool all = in_trial ? step_ / kBlockSteps % 2 == 0 : all_;
  team_->use(all ? team_->threads() : 1);
  return now;
}

void TeamTuner::end(double start, double samples) {
  if (step_ == kBlocks * kBlockSteps) return;
  const double now = clock_();
  const std::size_t block = step_ / kBlockSteps;
  if (const std::size_t in_block = step_ % kBlockSteps; in_block > 0) {
    auto& times = block % 2 == 0 ? by_all_ : by_one_;
    times[block / 2 * (kBlockSteps - 1) + in_block - 1] = (now - start) / samples;
  }
  if (++step_ < kBlocks * kBlockSteps) return;
  all_ = median(by_all_) <= median(by_one_);
  team_->use(all_ ? team_->threads() : 1);
  next_trial_ = now + std::max(kRestSeconds, kRestTrials * (now - trial_start_));
}

}  // namespace glassbox
