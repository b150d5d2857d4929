#pragma once

#include "ui/base/context.h"

namespace glassbox::ui {

/// The preparation of a drawing, stage by stage, in a strip of that width.
void draw_stages(Context& context, float width);
float stages_height(const Theme& theme, float width);

/// Which digit of the test set stands on the bench, with the ways to another.
void draw_sample_chooser(Context& context, float width);
float sample_chooser_height(const Theme& theme);

}  // namespace glassbox::ui
