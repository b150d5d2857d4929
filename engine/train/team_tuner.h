#pragma once

#include <array>
#include <cstddef>

#include "engine/base/team.h"

namespace glassbox {

/// Has the steps of a run taken by all threads of a team or by the caller alone, whichever is faster: on busy
/// cores a thread that waits for another one can cost more than it brings. Now and then a trial of both goes
/// through some steps in turn. The bits do not depend on the choice.
class TeamTuner {
 public:
  using Clock = double (*)();  ///< seconds, from any moment on

  /// `team` outlives the tuner; with null, or a team of one, steps are neither measured nor changed.
  explicit TeamTuner(Team* team = nullptr, Clock clock = steady_seconds);

  /// Calls step(), which takes a step of so many samples, and returns what it returns.
  template <class Step>
  auto take(double samples, Step step) {
    if (!kThreads || team_ == nullptr || team_->threads() == 1) return step();
    const double start = begin();
    auto result = step();
    end(start, samples);
    return result;
  }

  static double steady_seconds();

 private:
  /// A trial: blocks of steps by all, by one, by all, by one. The first step of a block is not counted: the
  /// threads wake or fall asleep.
  static constexpr std::size_t kBlocks = 4;
  static constexpr std::size_t kBlockSteps = 4;
  static constexpr std::size_t kCounted = kBlocks / 2 * (kBlockSteps - 1);
  /// Between two trials: at least this long, and so often as long as the trial took; then a trial, whose
  /// slower half is lost, costs at most a fortieth of the time.
  static constexpr double kRestSeconds = 0.5;
  static constexpr double kRestTrials = 20;

  double begin();
  void end(double start, double samples);

  Team* team_;
  Clock clock_;
  bool all_ = true;       ///< the choice
  std::size_t step_ = 0;  ///< of the trial; kBlocks * kBlockSteps: there is none at present
  double trial_start_ = 0;
  double next_trial_ = 0;
  std::array<double, kCounted> by_all_{};  ///< seconds a sample
  std::array<double, kCounted> by_one_{};
};

}  // namespace glassbox
