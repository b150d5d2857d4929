#include "ui/draw/label.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <vector>

#include "ui/draw/axis.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"

namespace glassbox::ui {
namespace {

ImFont* font_of(const Theme& theme, bool semibold) {
  return semibold ? theme.semibold : theme.regular;
}

float line_height_of(float size) {
  return std::round(size * 1.4F);
}

std::vector<std::string> break_lines(const Theme& theme, float width, const std::string& text,
                                     const LabelStyle& style) {
  std::vector<std::string> lines;
  const char* end = text.c_str() + text.size();
  for (const char* line = text.c_str(); line < end;) {
    const char* stop =
        font_of(theme, style.semibold)->CalcWordWrapPosition(style.size, line, end, std::max(width, 1.0F));
    if (stop == line) ++stop;
    lines.emplace_back(line, stop);
    for (line = stop; line < end && *line == ' ';) ++line;
  }
  return lines;
}

}  // namespace

ImVec2 label_size(const Theme& theme, const std::string& text, float size, bool semibold) {
  return font_of(theme, semibold)->CalcTextSizeA(size, FLT_MAX, 0, text.c_str(), text.c_str() + text.size());
}

void draw_label(ImDrawList& list, const Theme& theme, ImVec2 at, const std::string& text,
                const LabelStyle& style) {
  if (style.align != Align::left) {
    const float width = label_size(theme, text, style.size, style.semibold).x;
    at.x -= style.align == Align::centre ? width / 2 : width;
  }
  list.AddText(font_of(theme, style.semibold), style.size, snap(at), style.colour, text.c_str(),
               text.c_str() + text.size());
}

float draw_lines(ImDrawList& list, const Theme& theme, ImVec2 at, float width, const std::string& text,
                 const LabelStyle& style) {
  const float line_height = line_height_of(style.size);
  const std::vector<std::string> lines = break_lines(theme, width, text, style);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    draw_label(list, theme, {at.x, at.y + line_height * static_cast<float>(i)}, lines[i], style);
  }
  return line_height * static_cast<float>(lines.size());
}

float lines_height(const Theme& theme, float width, const std::string& text, const LabelStyle& style) {
  return line_height_of(style.size) * static_cast<float>(break_lines(theme, width, text, style).size());
}

void draw_notice(ImDrawList& list, const Theme& theme, ImVec2 minimum, ImVec2 maximum,
                 const std::string& text) {
  const float width = std::min(maximum.x - minimum.x - 2 * theme.gap, 400.0F);
  const LabelStyle style{theme.text_muted, theme.body, Align::centre};
  const float top = (minimum.y + maximum.y - lines_height(theme, width, text, style)) / 2;
  draw_lines(list, theme, {(minimum.x + maximum.x) / 2, std::max(minimum.y, top)}, width, text, style);
}

void note_at_mouse(const Theme& theme, const std::string& text) {
  ImGui::PushFont(theme.regular, theme.small);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 8));
  if (ImGui::BeginTooltip()) {
    ImGui::PushTextWrapPos(260);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
}

std::string short_number(double value) {
  if (value == 0) return "0";
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : value > 0 ? "inf" : "-inf";
  const double magnitude = std::abs(value);
  if (magnitude >= 999.5) {
    if (magnitude < 1e7) return format_count(std::llround(value));
  } else if (magnitude >= 0.001) {
    const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(magnitude))), 0, 5);
    return format_real(value, decimals);
  }
  const int power = static_cast<int>(std::floor(std::log10(magnitude)));
  return format_real(value / std::pow(10.0, power), 1) + "e" + std::to_string(power);
}

std::string tick_number(double value, double step) {
  constexpr double kPlainBelow = 1e6;
  constexpr double kPlainFrom = 1e-4;
  const double magnitude = std::abs(value);
  if (magnitude < step / 2) return format_real(0, step < kPlainFrom ? 0 : tick_decimals(step));
  if (magnitude < kPlainBelow && magnitude >= kPlainFrom) return format_real(value, tick_decimals(step));
  const int power = static_cast<int>(std::floor(std::log10(magnitude) + 1e-9));
  const double mantissa = value / std::pow(10.0, power);
  int decimals = 0;
  for (double scaled = mantissa; decimals < 3 && std::abs(scaled - std::round(scaled)) > 1e-6; scaled *= 10) {
    ++decimals;
  }
  return format_real(mantissa, decimals) + "e" + std::to_string(power);
}

std::string scale_end(float value) {
  return std::isfinite(value) ? short_number(value) : "–";
}

float scale_legend_height(const Theme& theme) {
  return theme.small + 2;
}

void draw_scale_legend(ImDrawList& list, const Theme& theme, ImVec2 at, float width, ColourScale scale) {
  const std::string low = scale.diverging() ? scale_end(-scale.high) : scale_end(0 * scale.high);
  const std::string high = scale_end(scale.high);
  const LabelStyle style{theme.text_muted, theme.small - 1};
  const float left = label_size(theme, low, style.size).x + 4;
  const float right = label_size(theme, high, style.size).x + 4;
  const float bar = std::max(12.0F, width - left - right);
  const float start = snap(at.x + left);
  constexpr int kPieces = 24;
  const float top = snap(at.y + theme.small / 2 - 2);
  for (int piece = 0; piece < kPieces; ++piece) {
    const float from = static_cast<float>(piece) / kPieces;
    const float to = static_cast<float>(piece + 1) / kPieces;
    const float share = (from + to) / 2;
    const float value = scale.diverging() ? 2 * share - 1 : share;
    const ImU32 colour = ColourScale{1, scale.map}.colour(theme, value);
    list.AddRectFilled({snap(start + from * bar), top}, {snap(start + to * bar), top + 6}, colour);
  }
  list.AddRect({start, top}, {snap(start + bar), top + 6}, theme.line);
  draw_label(list, theme, {at.x, at.y}, low, style);
  draw_label(list, theme, {start + bar + 4, at.y}, high, style);
}

}  // namespace glassbox::ui
