#pragma once

#include <imgui.h>

#include "engine/data/digit.h"

namespace glassbox::ui {

/// A stroke as a line of round ends and joins, antialiased. Pad units become pixels by `origin` and `size`.
void draw_stroke(ImDrawList& list, const Stroke& stroke, ImVec2 origin, float size, float pen_width,
                 ImU32 colour);

}  // namespace glassbox::ui
