#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/inspect/loss_probe.h"

namespace glassbox {

/// One value of the model's parameters.
struct ParameterPlace {
  std::size_t tensor = 0;  ///< index in Plan::parameters()
  std::int64_t place = 0;  ///< in the flat tensor
  friend bool operator==(const ParameterPlace&, const ParameterPlace&) = default;
};

/// `count` different places of every trainable tensor, or all of a smaller one, in ascending order. Depends
/// on `seed` alone.
std::vector<ParameterPlace> random_places(const Plan& plan, int count, std::uint64_t seed);

/// The gradient of the loss L by one parameter w, by backpropagation and by differences.
struct CheckedGradient {
  std::string layer;
  std::string parameter;   ///< "kernel", "bias"
  std::int64_t place = 0;  ///< in the flat tensor
  double value = 0;        ///< w
  double analytic = 0;     ///< by backpropagation
  double numeric = 0;      ///< (L(w + h) - L(w - h)) / 2h
  double left = 0;         ///< (L(w) - L(w - h)) / h
  double right = 0;        ///< (L(w + h) - L(w)) / h
  double relative_error = 0;
  /// A ReLU or a maximum changes sides within h of w: there the one-sided differences disagree by more than a
  /// bend of L explains, and the numeric gradient says nothing of the analytic one.
  bool kink = false;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("layer", self.layer);
    visit("parameter", self.parameter);
    visit("place", self.place);
    visit("value", self.value);
    visit("analytic", self.analytic);
    visit("numeric", self.numeric);
    visit("left", self.left);
    visit("right", self.right);
    visit("relative_error", self.relative_error);
    visit("kink", self.kink);
  }
};

/// What the check found in one layer.
struct LayerGradientError {
  std::string layer;
  std::int64_t checked = 0;
  std::int64_t kinks = 0;
  double worst = 0;  ///< largest relative error, kinks left out
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("layer", self.layer);
    visit("checked", self.checked);
    visit("kinks", self.kinks);
    visit("worst", self.worst);
  }
};

/// Compares backpropagation with finite differences on the model as it stands: the mean loss of a batch, as
/// in prediction, by the reference in double on the weights in float; h = kStep max(1, |w|).
///   relative error = |analytic - numeric| / max(|analytic|, |numeric|, kSmallest)
/// A smooth L has right - left = h L'' + O(h^3), half as much for h / 2; where it is not halved is a kink.
/// Source: Baydin et al., "Automatic differentiation in machine learning: a survey" (JMLR 2018), section 2.1.
class GradientCheck {
 public:
  static constexpr double kStep = 1e-5;
  static constexpr double kSmallest = 1e-6;
  static constexpr int kLargestBatch = 32;
  static constexpr std::size_t kMostPlaces = 10000;

  /// Computes the analytic gradients of `inputs`, [n, input_shape] with what they should give, n up to
  /// kLargestBatch. Errors: those of LossProbe::create, Probe::load and LossProbe::set_targets;
  /// "inspect.value" for a place that is not there, "inspect.not_trainable", "parameter.range" for more than
  /// kMostPlaces.
  static Result<GradientCheck> create(std::shared_ptr<const Plan> plan, const ClassSpec& loss,
                                      std::span<const float> parameters, std::span<const float> inputs,
                                      const SampleTargets& targets, std::vector<ParameterPlace> places);

  /// Checks the next `count` places, four forward passes each; false when all are done.
  bool advance(int count);
  /// Those checked so far.
  [[nodiscard]] const std::vector<CheckedGradient>& gradients() const { return gradients_; }
  /// Layer by layer, in the order in which they were first checked.
  [[nodiscard]] std::vector<LayerGradientError> layers() const;

 private:
  GradientCheck(LossProbe<double> probe, std::vector<ParameterPlace> places);
  [[nodiscard]] CheckedGradient check(const ParameterPlace& place);

  LossProbe<double> probe_;
  std::vector<ParameterPlace> places_;
  double loss_ = 0;
  std::vector<CheckedGradient> gradients_;
};

}  // namespace glassbox
