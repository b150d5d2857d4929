#include "ui/widgets/field.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "ui/widgets/item.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kLabelBesideFrom = 220;  ///< region width from which the label stands to the left

constexpr std::string_view kNumber = "0123456789+-.eE";

/// Lets the allowed letters pass; a decimal comma becomes a point where no comma is allowed.
int filter(ImGuiInputTextCallbackData* data) {
  const auto& allowed = *static_cast<const std::string_view*>(data->UserData);
  const auto has = [&allowed](ImWchar letter) {
    return letter < 128 && allowed.find(static_cast<char>(letter)) != std::string_view::npos;
  };
  if (data->EventChar == ',' && !has(',') && has('.')) data->EventChar = '.';
  return has(data->EventChar) ? 0 : 1;
}

/// A line of text to edit; true when Enter was pressed or the focus left after an edit.
bool edit_text(Context& context, std::string_view name, std::string_view role, const std::string& label,
               float width, std::string_view allowed, std::string& text) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%s", text.c_str());
  ImGui::SetNextItemWidth(width);
  ImGui::InputText("##value", buffer.data(), buffer.size(),
                   ImGuiInputTextFlags_CallbackCharFilter | ImGuiInputTextFlags_AutoSelectAll, filter,
                   &allowed);
  const bool committed = ImGui::IsItemDeactivatedAfterEdit();
  if (ImGui::IsItemHovered()) context.interaction.cursor = "text";
  finish_item(context, name, role, label, text);
  if (committed) text = buffer.data();
  return committed;
}

/// - [value] +, or the value alone where there is no room; `steps` becomes -1 or +1.
bool edit_stepped(Context& context, std::string_view name, const std::string& label, const FieldPlace& place,
                  std::string& text, int& steps) {
  const float side = context.theme.control_height;
  const bool buttons = place.width >= 4 * side;
  const float inner = buttons ? place.width - 2 * side : place.width;
  const std::string key(name);
  ImGui::PushID(key.c_str());
  ImGui::PushStyleColor(ImGuiCol_Border, place.wrong ? context.theme.error : context.theme.line);
  ImGui::BeginGroup();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  bool committed = edit_text(context, name, "spinbutton", label, inner, kNumber, text);
  if (buttons) {
    ImGui::PushItemFlag(ImGuiItemFlags_ButtonRepeat, true);
    ImGui::SameLine();
    if (icon_button(context, key + ".less", Icon::minus, label + " −", ButtonKind::quiet)) steps = -1;
    ImGui::SameLine();
    if (icon_button(context, key + ".more", Icon::plus, label + " +", ButtonKind::quiet)) steps = 1;
    ImGui::PopItemFlag();
  }
  ImGui::PopStyleVar();
  ImGui::EndGroup();
  ImGui::PopStyleColor();
  ImGui::PopID();
  committed = committed || steps != 0;
  return committed;
}

std::string write_real(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value);
  return text.data();
}

/// The next of 1, 2, 5, 10, ... above or below; of shares, which end at 1, the next twentieth.
double neighbour(double value, int steps, double maximum) {
  if (maximum <= 1) return std::round(value * 20 + steps) / 20;
  if (value <= 0) return steps > 0 ? 0.001 : 0;
  const double decade = std::pow(10.0, std::floor(std::log10(value) + 1e-9));
  const double digit = value / decade;
  constexpr double kSlack = 1e-6;
  if (steps > 0) return decade * (digit < 2 - kSlack ? 2 : digit < 5 - kSlack ? 5 : 10);
  return decade * (digit > 5 + kSlack ? 5 : digit > 2 + kSlack ? 2 : digit > 1 + kSlack ? 1 : 0.5);
}

}  // namespace

FieldPlace begin_field(Context& context, const std::string& label, const std::string& error) {
  const Theme& theme = context.theme;
  const float available = ImGui::GetContentRegionAvail().x;
  FieldPlace place{available, !error.empty()};
  if (label.empty()) return place;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float half = ImFloor(available * 0.42F);
  if (available >= kLabelBesideFrom && ImGui::CalcTextSize(label.c_str()).x <= half) {
    const float drop = ImFloor((theme.control_height - ImGui::GetFontSize()) / 2);
    ImGui::GetWindowDrawList()->AddText({at.x, at.y + drop}, theme.text_muted, label.c_str());
    place.width = available - half;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + half);
  } else {
    ImGui::GetWindowDrawList()->AddText(theme.regular, theme.small, at, theme.text_muted, label.c_str());
    ImGui::Dummy({0, theme.small + 4 - ImGui::GetStyle().ItemSpacing.y});
  }
  return place;
}

void end_field(Context& context, std::string_view name, const std::string& error) {
  if (!error.empty()) text_wrapped(context, std::string(name) + ".error", error, context.theme.error);
}

bool text_field(Context& context, std::string_view name, const std::string& label, std::string& value,
                std::string_view allowed, const std::string& error) {
  ImGui::BeginGroup();
  const FieldPlace place = begin_field(context, label, error);
  std::string text = value;
  ImGui::PushID(std::string(name).c_str());
  ImGui::PushStyleColor(ImGuiCol_Border, place.wrong ? context.theme.error : context.theme.line);
  const bool committed = edit_text(context, name, "textbox", label, place.width, allowed, text);
  ImGui::PopStyleColor();
  ImGui::PopID();
  end_field(context, name, error);
  ImGui::EndGroup();
  const bool differs = committed && text != value;
  value = text;
  return differs;
}

bool integer_field(Context& context, std::string_view name, const std::string& label, std::int64_t& value,
                   std::int64_t minimum, std::int64_t maximum, const std::string& error) {
  ImGui::BeginGroup();
  const FieldPlace place = begin_field(context, label, error);
  std::string text = std::to_string(value);
  int steps = 0;
  std::int64_t changed = value;
  if (edit_stepped(context, name, label, place, text, steps)) {
    if (steps != 0) {
      changed = std::clamp(value + steps, std::min(minimum, value), std::max(maximum, value));
    } else {
      char* end = nullptr;
      const double typed = std::strtod(text.c_str(), &end);
      constexpr double kLargest = 9e15;
      if (end != text.c_str() && std::isfinite(typed)) {
        changed = static_cast<std::int64_t>(std::clamp(std::round(typed), -kLargest, kLargest));
      }
    }
  }
  end_field(context, name, error);
  ImGui::EndGroup();
  const bool differs = changed != value;
  value = changed;
  return differs;
}

bool real_field(Context& context, std::string_view name, const std::string& label, double& value,
                double minimum, double maximum, const std::string& error) {
  ImGui::BeginGroup();
  const FieldPlace place = begin_field(context, label, error);
  std::string text = write_real(value);
  int steps = 0;
  double changed = value;
  if (edit_stepped(context, name, label, place, text, steps)) {
    if (steps != 0) {
      changed =
          std::clamp(neighbour(value, steps, maximum), std::min(minimum, value), std::max(maximum, value));
    } else {
      char* end = nullptr;
      const double typed = std::strtod(text.c_str(), &end);
      if (end != text.c_str() && std::isfinite(typed)) changed = typed;
    }
  }
  end_field(context, name, error);
  ImGui::EndGroup();
  const bool differs = changed != value;
  value = changed;
  return differs;
}

}  // namespace glassbox::ui
