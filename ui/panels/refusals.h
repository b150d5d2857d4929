#pragma once

#include <string>
#include <vector>

#include "ui/base/view.h"

namespace glassbox::ui {

/// The refusal that belongs to this parameter of this layer (-1: of the training), as a sentence; empty when
/// all is well.
std::string refusal_of(const std::vector<Error>& refusals, int layer, const std::string& parameter);

// What was refused and no field shows beside it, a line each: so nothing is refused without a reason.

std::string refusals_of_layer(const Draft<ModelSpec>& draft, int layer);
/// Of the model as a whole.
std::string refusals_of_model(const Draft<ModelSpec>& draft);
std::string refusals_of_training(const Draft<TrainingConfig>& draft);

}  // namespace glassbox::ui
