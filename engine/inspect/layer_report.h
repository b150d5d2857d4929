#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/inspect/summary.h"

namespace glassbox {

class Plan;
template <class T>
class Probe;

/// A tensor of a layer's parameters, and the gradient of the mean loss by it; none (count 0) for a running
/// statistic, which is not learnt by gradients.
struct ParameterReport {
  std::string name;                 ///< "kernel", "bias"
  std::vector<std::int64_t> shape;  ///< (in, units), (kernel height, kernel width, in, filters), (units)
  TensorSummary values;
  TensorSummary gradients;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("name", self.name);
    visit("shape", self.shape);
    visit("values", self.values);
    visit("gradients", self.gradients);
  }
};

/// Where the activation function is so flat that little or nothing is learnt: "relu" gives 0, "tanh" is
/// beyond +-0.99, "sigmoid" is below 0.01 or above 0.99 (slopes below 0.02 and 0.01: a rule of thumb). Empty
/// for other functions.
struct FlatUnits {
  std::vector<float> share;             ///< unit by unit: the share of flat values in the batch
  std::vector<std::int32_t> dead;       ///< units of a ReLU that are 0 for the whole batch, ascending
  std::vector<std::int32_t> saturated;  ///< units of tanh or sigmoid that are flat for the whole batch
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("share", self.share);
    visit("dead", self.dead);
    visit("saturated", self.saturated);
  }
};

/// One layer during one batch. Where a layer has no activation function, what is before it is what is after
/// it. A summary without values (count 0) is of gradients that nobody computes: of a layer with no parameter
/// at or before it, and of a last softmax, which the loss contains.
struct LayerReport {
  std::string layer;
  std::int32_t samples = 0;  ///< that all but the parameters is of: the first of the batch
  std::string activation;    ///< Keras' name, empty for none
  TensorSummary pre_activations;
  TensorSummary activations;
  TensorSummary pre_activation_gradients;  ///< of the mean loss
  TensorSummary activation_gradients;
  std::vector<ParameterReport> parameters;
  FlatUnits flat;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("layer", self.layer);
    visit("samples", self.samples);
    visit("activation", self.activation);
    visit("pre_activations", self.pre_activations);
    visit("activations", self.activations);
    visit("pre_activation_gradients", self.pre_activation_gradients);
    visit("activation_gradients", self.activation_gradients);
    visit("parameters", self.parameters);
    visit("flat", self.flat);
  }
};

/// A layer in the midst of a step of training, with what dropout left of it, before the weights moved and
/// before penalties and clipping changed the gradients.
struct StepReport {
  std::int64_t step = 0;  ///< the one it is of: 1 for the first of a run
  LayerReport layer;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("step", self.step);
    visit("layer", self.layer);
  }
};

/// What a report is made of: values of `samples` samples, one after the other, empty where there is no
/// gradient; and the whole parameter vector with its gradients.
struct LayerTensors {
  int samples = 0;
  std::span<const float> pre_activations;
  std::span<const float> activations;
  std::span<const float> pre_activation_gradients;
  std::span<const float> activation_gradients;
  std::span<const float> parameters;
  std::span<const float> parameter_gradients;
};

/// Histograms of `bins` parts, 1 to TensorSummary::kMostBins.
LayerReport report_layer(const Plan& plan, int layer, const LayerTensors& tensors, int bins);
/// After the backward() of a LossProbe: of all its samples. Errors: "inspect.layer"; "parameter.range" for
/// other `bins`.
Result<LayerReport> report_layer(const Probe<float>& probe, int layer, int bins);

/// How far a step moved one parameter tensor.
struct TensorUpdate {
  std::string layer;
  std::string name;
  double update_norm = 0;  ///< L2 norm of after - before
  double weight_norm = 0;  ///< L2 norm of before
  double ratio = 0;        ///< update / weight, about 1e-3 where all is well; 0 where all weights were 0
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("layer", self.layer);
    visit("name", self.name);
    visit("update_norm", self.update_norm);
    visit("weight_norm", self.weight_norm);
    visit("ratio", self.ratio);
  }
};

/// Trainable tensor by tensor, from the parameter vectors before and after a step. The rule of thumb for the
/// ratio is that of Karpathy, "CS231n: Convolutional neural networks for visual recognition", notes on
/// learning.
std::vector<TensorUpdate> measure_update(const Plan& plan, std::span<const float> before,
                                         std::span<const float> after);

}  // namespace glassbox
