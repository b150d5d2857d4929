#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "engine/ops/op.h"

namespace glassbox {

/// What only some activations have.
struct ActivationOptions {
  double negative_slope = 0.2;  ///< of "leaky_relu"
  double alpha = 1;             ///< of "elu"
};

/// The elementwise activations by Keras' names, in the order in which editors list them (formulas:
/// activation/functions.h).
std::span<const std::string_view> activation_functions();

/// One of them as an op, x and y of one shape; null for another name. dx = dy f'(x).
std::unique_ptr<Op> make_activation(std::string_view name, const Shape& input,
                                    const ActivationOptions& options = {});

/// f(x) and f'(x) in the reference's precision, to be plotted.
struct ActivationPoint {
  double value = 0;
  double slope = 0;
};
std::optional<ActivationPoint> evaluate_activation(std::string_view name, double x,
                                                   const ActivationOptions& options = {});

}  // namespace glassbox
