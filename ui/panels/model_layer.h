#pragma once

#include <optional>

#include "engine/model/spec.h"
#include "ui/base/context.h"

namespace glassbox::ui {

/// Column titles of the layer table, as in Keras' summary: layer, output shape, parameters.
void draw_layer_titles(Context& context);

/// One layer of the draft: its row of the table, its fields, what was refused about it. Returns the model
/// that an edit gives.
std::optional<ModelSpec> draw_layer(Context& context, int layer);

}  // namespace glassbox::ui
