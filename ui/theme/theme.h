#pragma once

#include <imgui.h>

namespace glassbox::ui {

/// Colours and measures; every panel takes them from here. Sizes are CSS pixels (the canvas scales by the
/// pixel ratio).
struct Theme {
  bool dark = false;
  // Surfaces and ink
  ImU32 page = 0;    ///< behind the panels
  ImU32 panel = 0;   ///< a panel's ground
  ImU32 raised = 0;  ///< fields, buttons
  ImU32 hovered = 0;
  ImU32 pressed = 0;
  ImU32 selected = 0;  ///< the chosen one of a row of choices
  ImU32 disabled = 0;
  ImU32 line = 0;  ///< hairlines, borders
  ImU32 text = 0;
  ImU32 text_muted = 0;  ///< labels, units; still 4.5:1 on `panel` and `raised`
  ImU32 text_disabled = 0;
  ImU32 accent = 0;  ///< the one colour of actions and of the training curve
  ImU32 accent_hovered = 0;
  ImU32 accent_pressed = 0;
  ImU32 on_accent = 0;
  ImU32 test = 0;  ///< the test curve; distinct from accent for colour-blind eyes too
  ImU32 error = 0;
  ImU32 ink = 0;    ///< pen on the pad
  ImU32 paper = 0;  ///< the pad
  // Measures: one grid of 4
  float gap = 8;
  float padding = 16;
  float radius = 6;
  float control_height = 32;  ///< 40 for touch
  // Typefaces
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;
  float body = 15;
  float small = 13;
  float title = 18;

  /// Positive and negative values on one diverging, colour-blind-safe map (blue - ground - orange); `value`
  /// in -1..1.
  [[nodiscard]] ImU32 diverging(float value) const;
  /// 0..1 from ground to ink, for activations and pixels.
  [[nodiscard]] ImU32 sequential(float value) const;
};

/// Builds the colours; the fonts are set by the app.
Theme make_theme(bool dark);
/// Gives Dear ImGui's own parts (fields, lists, scrollbars, tooltips) the theme's look.
void apply_style(const Theme& theme);

/// Between two colours, `share` 0..1 of the second.
ImU32 mix(ImU32 first, ImU32 second, float share);

}  // namespace glassbox::ui
