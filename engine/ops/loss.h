#pragma once

#include <cstdint>

namespace glassbox {

/// A loss over class labels with its gradient, computed from logits where that is the stable form. double:
/// reference; float: SIMD. `logits`, `probabilities` and `logits_gradient` are [batch, classes]; the gradient
/// is that of the mean over the batch and may be null.
class Loss {
 public:
  Loss() = default;
  Loss(const Loss&) = delete;
  Loss& operator=(const Loss&) = delete;
  virtual ~Loss() = default;

  /// Returns the sum of the samples' losses (not the mean).
  virtual double evaluate(int batch, int classes, const double* logits, const std::uint8_t* labels,
                          double* probabilities, double* logits_gradient) const = 0;
  virtual double evaluate(int batch, int classes, const float* logits, const std::uint8_t* labels,
                          float* probabilities, float* logits_gradient) const = 0;
};

}  // namespace glassbox
