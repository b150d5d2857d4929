#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/model/plan.h"
#include "engine/tensor/buffer.h"

namespace glassbox {

/// What a fused node (model/fusion.h) does not keep, computed again for the first samples of a batch: the
/// outputs of the nodes that it stands for, and their gradients, bit for bit those of the plan. Such nodes
/// treat every sample by itself and draw no random numbers.
class Replay {
 public:
  /// `fused` is a node of the fused plan. Allocates for up to `samples` samples.
  Replay(std::shared_ptr<const Plan> plan, const PlanNode& fused, int samples);
  /// What the constructor allocates.
  static std::int64_t bytes(const Plan& plan, const PlanNode& fused, int samples);
  /// The numbers of the plan's nodes that a fused one stands for, in order.
  static std::vector<int> nodes(const Plan& plan, const PlanNode& fused);

  /// From what the fused node took in and the gradient of what it gave, of n samples.
  void run(std::span<const float> parameters, const float* input, const float* output_gradient, int n);
  /// Of one of the nodes, [n, output_shape]; that of the last node is the fused one's.
  [[nodiscard]] const float* output(int node) const;
  [[nodiscard]] const float* gradient(int node) const;  ///< not of the last

 private:
  struct Part {
    int node = 0;
    Buffer<float> output;
    Buffer<float> gradient;
    Buffer<float> saved;
  };
  [[nodiscard]] const Part& part_of(int node) const;

  std::shared_ptr<const Plan> plan_;
  std::vector<Part> parts_;
  Buffer<float> scratch_;
};

}  // namespace glassbox
