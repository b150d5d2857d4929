#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "engine/ops/loss.h"

namespace glassbox {

/// What only some of them have.
struct ElementwiseLossOptions {
  double delta = 1;  ///< of "Huber"
};

/// The elementwise losses by Keras' names, in the order in which editors list them (formulas:
/// elementwise_loss/functions.h).
std::span<const std::string_view> elementwise_losses();

/// One of them; null for another name. A sample's loss is the mean of f(y[j], t[j]) over its values j, and
/// dloss/dy[j] = f'(y[j], t[j]) / size. Those of signs take 0 and 1 too where a batch has no other targets,
/// as -1 and 1.
std::unique_ptr<Loss> make_elementwise_loss(std::string_view name,
                                            const ElementwiseLossOptions& options = {});

/// f(y, t) and df/dy in the reference's precision, to be plotted.
struct LossPoint {
  double value = 0;
  double slope = 0;
};
LossPoint evaluate_elementwise_loss(std::string_view name, double y, double t,
                                    const ElementwiseLossOptions& options = {});

}  // namespace glassbox
