#pragma once

#include <imgui.h>

#include <span>

#include "ui/theme/theme.h"

namespace glassbox::ui {

/// How the values of one layer become colours: 0..high on the sequential map when none is negative, else
/// -high..high on the diverging one.
struct ColourScale {
  float high = 0;  ///< largest magnitude
  bool diverging = false;

  [[nodiscard]] ImU32 colour(const Theme& theme, float value) const;
};

ColourScale scale_of(std::span<const float> values);
/// The scale of weights and of other signed values: always diverging.
ColourScale signed_scale_of(std::span<const float> values);

/// The colour with its opacity multiplied by `share`.
ImU32 faded(ImU32 colour, float share);
/// Black or white, whichever reads better on the colour.
ImU32 ink_on(ImU32 ground);

}  // namespace glassbox::ui
