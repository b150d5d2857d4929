#pragma once

#include <cstdint>
#include <optional>

#include "engine/train/config.h"

namespace glassbox {

/// Keras' EarlyStopping: training ends after `patience` epochs in a row of which none had a loss lower than
/// the best one by more than `min_delta`. Source: Prechelt, "Early stopping, but when?" (1998).
class StoppingRule {
 public:
  /// After an epoch of that loss: whether it was the last one.
  bool ends(const EarlyStopping& settings, double loss) {
    if (!best_ || loss < *best_ - settings.min_delta) {
      best_ = loss;
      waited_ = 0;
      return false;
    }
    return settings.patience > 0 && ++waited_ >= settings.patience;
  }
  void reset() { *this = {}; }

 private:
  std::optional<double> best_;
  std::int32_t waited_ = 0;
};

}  // namespace glassbox
