#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/inspect/loss_probe.h"

namespace glassbox {

/// One product of a sum. Places are those in the flat tensor; -1 for a factor that is in no tensor.
struct TraceTerm {
  std::int64_t left_place = -1;
  double left = 0;
  std::int64_t right_place = -1;
  double right = 0;
  double product = 0;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("left_place", self.left_place);
    visit("left", self.left);
    visit("right_place", self.right_place);
    visit("right", self.right);
    visit("product", self.product);
  }
};

/// A number of the forward or backward pass as the sum that it is: bias + products = sum. What the factors of
/// a term are, `left` and `right` say:
///   quantity             left                 right
///   "output"             "input"              "kernel", or "share" in pooling
///   "input_gradient"     "output_gradient"    "kernel", or "share"
///   "kernel_gradient"    "input"              "output_gradient"
///   "bias_gradient"      "output_gradient"    "one"
/// "output_gradient" is that of the loss by the layer's sums, before the activation function. The share of a
/// cell in pooling is 1 / cells for the average, and 1 for the largest, 0 for the others.
struct Trace {
  std::string layer;
  std::string quantity;
  std::int64_t place = 0;  ///< in the flat output, input, kernel or bias
  std::string left;
  std::string right;
  std::vector<TraceTerm> terms;  ///< the first ones, in the order of the sum
  std::int64_t rest_terms = 0;   ///< how many follow
  double rest = 0;               ///< the sum of their products
  double bias = 0;               ///< of an output, else 0
  double sum = 0;

  // Of an output only.
  std::string activation;  ///< Keras' name of f, empty for none: then f(sum) = sum
  double value = 0;        ///< f(sum)
  double slope = 0;        ///< f'(sum); 0 for softmax, which mixes all units
  /// d loss / d value; 0 behind a last softmax or sigmoid that the loss contains, and where the loss does not
  /// reach.
  double activation_gradient = 0;
  double sum_gradient = 0;  ///< d loss / d sum: activation_gradient times slope, but for softmax
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("layer", self.layer);
    visit("quantity", self.quantity);
    visit("place", self.place);
    visit("left", self.left);
    visit("right", self.right);
    visit("terms", self.terms);
    visit("rest_terms", self.rest_terms);
    visit("rest", self.rest);
    visit("bias", self.bias);
    visit("sum", self.sum);
    visit("activation", self.activation);
    visit("value", self.value);
    visit("slope", self.slope);
    visit("activation_gradient", self.activation_gradient);
    visit("sum_gradient", self.sum_gradient);
  }
};

/// One sample's way through a model and back, by the reference in double, to be asked for any number on it.
/// Dense, convolution and pooling layers are sums of products; others have no trace. Errors of all questions:
/// "inspect.layer", "inspect.not_traceable", "inspect.value" for a place outside of the tensor, and
/// "parameter.range" for `most_terms` outside of 1 to kMostTerms.
class SampleTrace {
 public:
  static constexpr int kMostTerms = 1 << 14;

  /// Runs the sample, [input_shape], forward and backward from its loss; the questions are about this run.
  /// Errors: those of LossProbe::create, Probe::load and LossProbe::set_targets, "input.batch" unless it is
  /// one sample.
  static Result<SampleTrace> create(std::shared_ptr<const Plan> plan, const ClassSpec& loss,
                                    std::span<const float> parameters, std::span<const float> sample,
                                    const SampleTargets& target);
  [[nodiscard]] double loss() const { return probe_.losses()[0]; }

  /// How a layer comes to its output at a place, and what gradient comes back to it.
  [[nodiscard]] Result<Trace> output(int layer, std::int64_t place, int most_terms) const;
  /// How the gradient by the layer's input at a place comes about. Where other layers read the same input,
  /// this is the part that comes through this one.
  [[nodiscard]] Result<Trace> input_gradient(int layer, std::int64_t place, int most_terms) const;
  /// How the gradient by a value of the layer's "kernel" or "bias" comes about. Errors also:
  /// "inspect.no_tensor".
  [[nodiscard]] Result<Trace> parameter_gradient(int layer, std::string_view tensor, std::int64_t place,
                                                 int most_terms) const;

 private:
  explicit SampleTrace(LossProbe<double> probe);

  LossProbe<double> probe_;
};

}  // namespace glassbox
