#pragma once

#include <cstdint>

#include "engine/base/error.h"
#include "engine/model/settings.h"
#include "engine/train/config.h"

namespace glassbox {

/// How the learning rate goes on from the optimizer's own, by Keras' names. With t steps taken since the
/// warm-up, which leads from 0 to the rate in a straight line over `warmup_steps` (0: none):
///   Constant          rate
///   StepDecay         rate decay_rate^floor(t / decay_steps)    (Keras' ExponentialDecay(staircase=True))
///   ExponentialDecay  rate decay_rate^(t / decay_steps)
///   InverseTimeDecay  rate / (1 + decay_rate t / decay_steps)
///   CosineDecay       rate (alpha + (1 - alpha) (1 + cos(pi min(t / decay_steps, 1))) / 2)
///   ReduceLROnPlateau rate factor^n, n counted by Plateau
/// Sources: keras/src/optimizers/schedules; Loshchilov & Hutter, "SGDR" (ICLR 2017) for the cosine; Goyal et
/// al., "Accurate, large minibatch SGD" (2017) for the warm-up.
class Schedule {
 public:
  /// Errors: "schedule.unknown_class" and "parameter.*".
  static Result<Schedule> make(const ClassSpec& spec);

  /// For the step that follows `steps` ones, after `reductions` of a plateau.
  [[nodiscard]] double rate(double base, std::uint64_t steps, std::uint32_t reductions) const;

  /// After an epoch of that mean loss: true when it is time for the next reduction. Keras'
  /// ReduceLROnPlateau(monitor="loss"). `best` and `wait` are its memory, -1 and 0 at the start.
  [[nodiscard]] bool reduces(double loss, double& best, std::uint32_t& wait) const;

 private:
  using Rate = double (*)(const Settings& settings, double base, std::uint64_t steps,
                          std::uint32_t reductions);
  friend struct ScheduleKind;
  Schedule(Rate by, Settings settings, bool has_patience);

  Rate rate_;
  Settings settings_;
  bool has_patience_;
  std::uint64_t warmup_steps_;
};

}  // namespace glassbox
