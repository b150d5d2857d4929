#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>

#include "ui/theme/theme.h"

namespace glassbox::ui {

enum class ColourMap : std::int32_t {
  ink,         ///< pixels: paper to ink
  activation,  ///< values from zero up: ground, then the hue of positive values, then ink
  diverging,   ///< signed values: zero is the ground
};

/// How the values of one layer become colours: 0..high, or -high..high on the diverging map.
struct ColourScale {
  float high = 0;  ///< largest magnitude; NaN where no value is finite
  ColourMap map = ColourMap::activation;

  [[nodiscard]] bool diverging() const { return map == ColourMap::diverging; }

  [[nodiscard]] ImU32 colour(const Theme& theme, float value) const;
};

/// The scale of activations: diverging when one is negative.
ColourScale scale_of(std::span<const float> values);
/// The largest finite magnitude; NaN where there are values and none is finite.
float largest_magnitude(std::span<const float> values);

/// The colour with its opacity multiplied by `share`.
ImU32 faded(ImU32 colour, float share);
/// Black or white, whichever reads better on the colour.
ImU32 ink_on(ImU32 ground);

}  // namespace glassbox::ui
