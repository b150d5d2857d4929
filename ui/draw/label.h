#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>

#include "ui/draw/colour_scale.h"
#include "ui/theme/theme.h"

namespace glassbox::ui {

enum class Align : std::int32_t { left, centre, right };

/// A line of text drawn at a place; `size` in CSS pixels.
struct LabelStyle {
  ImU32 colour = 0;
  float size = 0;
  Align align = Align::left;
  bool semibold = false;
};

ImVec2 label_size(const Theme& theme, const std::string& text, float size, bool semibold = false);
/// `at` is the top of the line, and its left end, middle or right end.
void draw_label(ImDrawList& list, const Theme& theme, ImVec2 at, const std::string& text,
                const LabelStyle& style);
/// In as many lines as the width asks for; `at` as above. Returns the height.
float draw_lines(ImDrawList& list, const Theme& theme, ImVec2 at, float width, const std::string& text,
                 const LabelStyle& style);
/// The height of that.
float lines_height(const Theme& theme, float width, const std::string& text, const LabelStyle& style);
/// Says in the middle of a rectangle what will be there.
void draw_notice(ImDrawList& list, const Theme& theme, ImVec2 minimum, ImVec2 maximum,
                 const std::string& text);

/// A note beside the mouse, at once.
void note_at_mouse(const Theme& theme, const std::string& text);

/// A number in three significant digits, in the language in force: "1.83", "0.0124", "3.1e-05", "1,234".
std::string short_number(double value);
/// A tick of an axis whose ticks lie `step` apart: "0.25", "1500", "5e21".
std::string tick_number(double value, double step);
/// The end of a colour scale: "–" where no value is finite.
std::string scale_end(float value);

/// A strip of the scale's colours between its ends, which are written beside it; `at` is its top left corner.
void draw_scale_legend(ImDrawList& list, const Theme& theme, ImVec2 at, float width, ColourScale scale);
float scale_legend_height(const Theme& theme);

}  // namespace glassbox::ui
