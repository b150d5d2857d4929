#pragma once

#include <string>

#include "engine/model/spec.h"
#include "ui/base/view.h"

namespace glassbox::ui {

/// Edits of a model as the learner sees it, a row of layers. Layers that only name the one before as their
/// input lose that name, so that the row closes again; other connections stay and are mended where a layer
/// leaves.
ModelSpec with_layer_removed(ModelSpec model, int layer);
/// Where it belongs: layers for images before the first that flattens, others before the last.
ModelSpec with_layer_added(ModelSpec model, const std::string& class_name);
ModelSpec with_layer_moved(ModelSpec model, int layer, int by);

/// Same layers with the same settings, whatever their names.
bool same_layers(const ModelSpec& first, const ModelSpec& second);

/// Whether these are the layers on screen; a draft that was refused is no choice that was made.
bool is_chosen(const Draft<ModelSpec>& draft, const ModelSpec& model);

}  // namespace glassbox::ui
