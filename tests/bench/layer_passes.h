#pragma once

#include <memory>
#include <vector>

#include "engine/model/plan.h"
#include "engine/model/runner.h"
#include "engine/model/spec.h"

namespace glassbox::bench {

/// A model of one layer and its passes over a batch of dense random numbers, in which nothing is to be
/// skipped.
class LayerPasses {
 public:
  LayerPasses(std::vector<std::int64_t> input_shape, LayerSpec layer, int batch);

  void forward();
  /// After forward: the gradients of the parameters; with `of_inputs` that of the input too.
  void backward(bool of_inputs);

  /// Of a forward pass of the batch, and of each of the two gradients.
  [[nodiscard]] double multiply_adds() const;
  [[nodiscard]] double input_bytes() const;
  [[nodiscard]] double output_bytes() const;
  [[nodiscard]] double parameter_bytes() const;

 private:
  std::shared_ptr<const Plan> plan_;
  int batch_;
  Runner<float> of_parameters_;
  Runner<float> of_inputs_;
  std::vector<float> parameters_;
  std::vector<float> gradients_;
  std::vector<float> inputs_;
  std::vector<float> output_gradient_;
};

}  // namespace glassbox::bench
