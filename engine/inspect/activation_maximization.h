#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/inspect/probe.h"

namespace glassbox {

struct ActivationMaximizationOptions {
  int steps = 100;
  float rate = 0.05F;   ///< how far a step goes: the gradient is scaled to a root mean square of 1
  float decay = 0.01F;  ///< L2 decay: the share of every value that a step takes away
  float blur = 0.1F;    ///< how much of every value its neighbours replace; of inputs with two or three axes
  float minimum = 0;    ///< of the input's values
  float maximum = 1;
  std::uint64_t seed = 1;  ///< of the noise at the start, around the middle of the range
};

/// What maximally excites a unit: gradient ascent on the input x for the unit's mean activation A, over all
/// places of a filter. Each step is
///   x += rate dA/dx / rms(dA/dx);   x *= 1 - decay;   x += blur (smooth(x) - x);   x clipped to the range
/// with smooth() the kernel (1 2 1; 2 4 2; 1 2 1) / 16 channel by channel, the edges repeated. A softmax is
/// left out: its unit also rises where the others fall. A unit that is dead at the start stays so.
/// Deterministic: options and parameters say all.
/// Sources: Erhan et al., "Visualizing higher-layer features of a deep network" (2009); Yosinski et al.,
/// "Understanding neural networks through deep visualization" (2015) for decay and blur.
class ActivationMaximization {
 public:
  static constexpr int kMostSteps = 10000;

  /// `unit` is an index in the last axis of the layer's output: a unit of a Dense, a filter of a Conv2D.
  /// Errors: "inspect.layer", "inspect.unit", "parameter.range" with the option's name: `steps` 1 to
  /// kMostSteps, `rate`, `decay` and `blur` 0 to 1, `minimum` up to `maximum`, both within +-1000.
  static Result<ActivationMaximization> create(const std::shared_ptr<const Plan>& plan,
                                               std::span<const float> parameters, int layer, int unit,
                                               const ActivationMaximizationOptions& options);

  /// Takes the next `steps` steps; false when all are taken.
  bool advance(int steps);

  /// The input so far, [input_shape].
  [[nodiscard]] std::span<const float> input() const { return probe_.inputs(); }
  /// A before each step taken.
  [[nodiscard]] std::span<const float> activations() const { return activations_; }

 private:
  ActivationMaximization(const std::shared_ptr<const Plan>& plan, int node, std::size_t unit,
                         const ActivationMaximizationOptions& options);
  Status start();
  [[nodiscard]] float mean_activation() const;
  void step();
  void smooth();

  ActivationMaximizationOptions options_;
  Probe<float> probe_;
  std::vector<float> objective_;  ///< dA / d the layer's output: 1 / places for the unit, 0 for the others
  std::vector<float> activations_;
};

}  // namespace glassbox
