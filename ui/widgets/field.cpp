#include "ui/widgets/field.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>

#include "ui/i18n/tr.h"
#include "ui/widgets/item.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kLabelBesideFrom = 220;  ///< region width from which the label stands to the left

/// What stands in the field: while it is edited, what was typed so far. Dear ImGui needs it so, to tell on
/// Escape that there is something to take back.
const char* present_text(const std::string& text) {
  const ImGuiID id = ImGui::GetID("##value");
  const ImGuiInputTextState* state = ImGui::GetInputTextState(id);
  return state != nullptr && ImGui::GetActiveID() == id ? state->TextSrc : text.c_str();
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(' ') == std::string::npos;
}

/// The field keeps its value, and says below why not what was typed.
void refuse(Context& context, Mistyped mistyped) {
  context.view.mistyped = std::move(mistyped);
  context.interaction.frames = std::max(context.interaction.frames, 1);
}

/// What was typed last, or else what the engine refused.
std::string what_is_wrong(const Context& context, std::string_view name, const std::string& error) {
  const Mistyped& mistyped = context.view.mistyped;
  if (mistyped.field != name) return error;
  return tr(mistyped.reason, {mistyped.text, mistyped.minimum, mistyped.maximum});
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
  bool committed = edit_text(context, name, "spinbutton", label, inner, text);
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

/// How several numbers stand in one field.
struct ListFormat {
  const char* separator;
  std::optional<std::vector<std::int64_t>> (*read)(std::string_view text);
  const char* refusal;
};

bool edit_list(Context& context, std::string_view name, const std::string& label,
               std::vector<std::int64_t>& numbers, bool optional, const std::string& error,
               const ListFormat& format) {
  ImGui::BeginGroup();
  const std::string wrong = what_is_wrong(context, name, error);
  const FieldPlace place = begin_field(context, label, wrong);
  std::string text;
  for (const std::int64_t number : numbers) {
    text += (text.empty() ? "" : format.separator) + std::to_string(number);
  }
  std::vector<std::int64_t> changed = numbers;
  ImGui::PushID(std::string(name).c_str());
  ImGui::PushStyleColor(ImGuiCol_Border, place.wrong ? context.theme.error : context.theme.line);
  if (edit_text(context, name, "textbox", label, place.width, text)) {
    if (auto typed = format.read(text)) {
      changed = *std::move(typed);
    } else if (!is_blank(text)) {
      refuse(context, {std::string(name), format.refusal, text, {}, {}});
    } else if (optional) {
      changed.clear();
    }
  }
  ImGui::PopStyleColor();
  ImGui::PopID();
  end_field(context, name, wrong);
  ImGui::EndGroup();
  const bool differs = changed != numbers;
  numbers = std::move(changed);
  return differs;
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

bool edit_text(Context& context, std::string_view name, std::string_view role, const std::string& label,
               float width, std::string& text, bool enabled) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%s", present_text(text));
  ImGui::SetNextItemWidth(width);
  ImGui::BeginDisabled(!enabled);
  ImGui::InputText("##value", buffer.data(), buffer.size(), ImGuiInputTextFlags_AutoSelectAll);
  ImGui::EndDisabled();
  const bool committed = ImGui::IsItemDeactivatedAfterEdit() && text != buffer.data();
  if (ImGui::IsItemActivated() && context.view.mistyped.field == name) context.view.mistyped = {};
  if (ImGui::IsItemHovered()) context.interaction.cursor = "text";
  finish_item(context, name, role, label, text, enabled);
  if (committed) text = buffer.data();
  return committed;
}

bool integer_field(Context& context, std::string_view name, const std::string& label, std::int64_t& value,
                   std::int64_t minimum, std::int64_t maximum, const std::string& error) {
  ImGui::BeginGroup();
  const std::string wrong = what_is_wrong(context, name, error);
  const FieldPlace place = begin_field(context, label, wrong);
  std::string text = std::to_string(value);
  int steps = 0;
  std::int64_t changed = value;
  if (edit_stepped(context, name, label, place, text, steps)) {
    const auto typed = read_whole(text, number_marks());
    if (steps != 0) {
      changed = std::clamp(value + steps, std::min(minimum, value), std::max(maximum, value));
    } else if (typed && *typed >= minimum && *typed <= maximum) {
      changed = *typed;
    } else if (typed) {
      refuse(context, {std::string(name), "field.range", text, format_count(minimum), format_count(maximum)});
    } else if (!is_blank(text)) {
      refuse(context, {std::string(name), "field.not_integer", text, {}, {}});
    }
  }
  end_field(context, name, wrong);
  ImGui::EndGroup();
  const bool differs = changed != value;
  value = changed;
  return differs;
}

bool real_field(Context& context, std::string_view name, const std::string& label, double& value,
                double minimum, double maximum, const std::string& error) {
  ImGui::BeginGroup();
  const std::string wrong = what_is_wrong(context, name, error);
  const FieldPlace place = begin_field(context, label, wrong);
  constexpr int kDigits = 6;
  std::string text = format_number(value, kDigits);
  int steps = 0;
  double changed = value;
  if (edit_stepped(context, name, label, place, text, steps)) {
    const auto typed = read_real(text, number_marks());
    if (steps != 0) {
      changed =
          std::clamp(neighbour(value, steps, maximum), std::min(minimum, value), std::max(maximum, value));
    } else if (typed && *typed >= minimum && *typed <= maximum) {
      changed = *typed;
    } else if (typed) {
      refuse(context, {std::string(name), "field.range", text, format_number(minimum, kDigits),
                       format_number(maximum, kDigits)});
    } else if (!is_blank(text)) {
      refuse(context, {std::string(name), "field.not_number", text, {}, {}});
    }
  }
  end_field(context, name, wrong);
  ImGui::EndGroup();
  const bool differs = changed != value;
  value = changed;
  return differs;
}

bool size_field(Context& context, std::string_view name, const std::string& label,
                std::vector<std::int64_t>& sizes, bool optional, const std::string& error) {
  return edit_list(context, name, label, sizes, optional, error, {"x", read_size, "field.not_size"});
}

bool integers_field(Context& context, std::string_view name, const std::string& label,
                    std::vector<std::int64_t>& integers, bool optional, const std::string& error) {
  return edit_list(context, name, label, integers, optional, error,
                   {", ", read_integers, "field.not_integers"});
}

}  // namespace glassbox::ui
