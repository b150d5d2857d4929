#pragma once

#include <imgui.h>

namespace glassbox::ui {

/// Device pixels to a CSS pixel.
float pixel_ratio();
/// To the nearest device pixel: edges drawn there are sharp.
float snap(float position);
ImVec2 snap(ImVec2 position);

/// Whether the region takes the height of its content.
bool takes_natural_height();
/// The height a panel fills: what is left of a region of given height, at least `least` (the region scrolls
/// then); `natural` where the region takes the height of its content.
float room_height(float least, float natural);

/// Whether the mouse is over the rectangle and nothing else lies above it. For parts of the last item.
bool hovers(ImVec2 minimum, ImVec2 maximum);

}  // namespace glassbox::ui
