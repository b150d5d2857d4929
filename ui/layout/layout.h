#pragma once

#include "ui/base/context.h"

namespace glassbox::ui {

/// The whole screen: top bar and panels, arranged by the width of the display.
/// From 1200 px: pad and prediction | network above curves and confusion | training and model.
/// From 700 px: pad and prediction | train bar and one instrument.
/// Below: train bar and one page of panels, chosen by tabs.
void draw_screen(Context& context);

/// Name, data progress, share, language, theme; then what went wrong with the data.
void draw_top_bar(Context& context);

}  // namespace glassbox::ui
