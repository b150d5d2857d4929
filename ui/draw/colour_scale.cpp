#include "ui/draw/colour_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glassbox::ui {
namespace {

float channel(ImU32 colour, int shift) {
  return static_cast<float>((colour >> shift) & 0xFFU);
}

/// Relative luminance of sRGB (WCAG 2.2).
float luminance(ImU32 colour) {
  const auto linear = [](float byte) {
    const float c = byte / 255;
    return c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F);
  };
  return 0.2126F * linear(channel(colour, IM_COL32_R_SHIFT)) +
         0.7152F * linear(channel(colour, IM_COL32_G_SHIFT)) +
         0.0722F * linear(channel(colour, IM_COL32_B_SHIFT));
}

}  // namespace

ImU32 ColourScale::colour(const Theme& theme, float value) const {
  if (!std::isfinite(value)) return theme.error;
  const float share = high > 0 ? value / high : 0;
  if (map == ColourMap::diverging) return theme.diverging(share);
  const float up = std::clamp(share, 0.0F, 1.0F);
  if (map == ColourMap::ink) return theme.sequential(up);
  constexpr float kHue = 0.6F;  // here the colour is the pure hue
  if (up < kHue) return mix(theme.paper, theme.accent, up / kHue);
  return mix(theme.accent, theme.ink, 0.8F * (up - kHue) / (1 - kHue));
}

ColourScale scale_of(std::span<const float> values) {
  const bool negative = std::any_of(values.begin(), values.end(), [](float value) { return value < 0; });
  return {largest_magnitude(values), negative ? ColourMap::diverging : ColourMap::activation};
}

float largest_magnitude(std::span<const float> values) {
  float largest = values.empty() ? 0 : std::numeric_limits<float>::quiet_NaN();
  for (float value : values) {
    if (std::isfinite(value)) largest = std::fmax(largest, std::abs(value));
  }
  return largest;
}

ImU32 faded(ImU32 colour, float share) {
  const auto alpha = static_cast<ImU32>(channel(colour, IM_COL32_A_SHIFT) * share + 0.5F);
  return (colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

ImU32 ink_on(ImU32 ground) {
  // Where the contrast ratios to black and to white are equal.
  return luminance(ground) > 0.179F ? IM_COL32(0, 0, 0, 230) : IM_COL32(255, 255, 255, 240);
}

}  // namespace glassbox::ui
