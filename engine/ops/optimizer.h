#pragma once

#include <cstddef>
#include <cstdint>

namespace glassbox {

/// What changes from one update to the next.
struct OptimizerStep {
  std::uint64_t number = 1;  ///< counts from 1
  double learning_rate = 0;
};

/// An update rule over a parameter vector, value by value: any part of it can be updated by itself. double:
/// reference; float: SIMD.
class Optimizer {
 public:
  Optimizer() = default;
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;
  virtual ~Optimizer() = default;

  /// Vectors as long as the parameters that the rule keeps between steps (momentum: 1, Adam: 2), zero at the
  /// start.
  [[nodiscard]] virtual int slots() const = 0;
  /// One step on `count` parameters, which are all or some neighbours; their slot k starts at
  /// slots + k * stride.
  virtual void update(const OptimizerStep& step, std::size_t count, double* parameters,
                      const double* gradients, double* slots, std::size_t stride) const = 0;
  virtual void update(const OptimizerStep& step, std::size_t count, float* parameters, const float* gradients,
                      float* slots, std::size_t stride) const = 0;
};

}  // namespace glassbox
