#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <vector>

#include "ui/widgets/field.h"
#include "ui/widgets/item.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

/// The list of a combo that is open; true when one was picked.
bool pick(Context& context, const std::string& name, std::span<const std::string> items, int& selected) {
  bool picked = false;
  for (int i = 0; i < static_cast<int>(items.size()); ++i) {
    const std::string& item = items[static_cast<std::size_t>(i)];
    const std::string option = name + "." + std::to_string(i);
    ImGui::PushID(i);
    if (ImGui::Selectable(item.c_str(), i == selected, 0, {0, context.theme.control_height})) {
      picked = i != selected;
      selected = i;
    }
    if (i == selected) ImGui::SetItemDefaultFocus();
    finish_item(context, option, "option", item, i == selected ? "selected" : "");
    ImGui::PopID();
  }
  return picked;
}

float text_width(const std::string& text) {
  return ImGui::CalcTextSize(text.c_str()).x;
}

bool segment(Context& context, const Choice& choice, float width, bool chosen) {
  const Theme& theme = context.theme;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool pressed = ImGui::InvisibleButton(std::string(choice.name).c_str(), {width, theme.control_height},
                                              ImGuiButtonFlags_EnableNav);
  const bool hovered = ImGui::IsItemHovered();
  const ImRect box(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const ImVec2 inset(2, 2);
  if (chosen || hovered) {
    const ImU32 ground = chosen ? theme.selected : theme.pressed;
    list.AddRectFilled(box.Min + inset, box.Max - inset, ground, theme.radius - 2);
  }
  if (chosen) list.AddRect(box.Min + inset, box.Max - inset, theme.line, theme.radius - 2);
  const ImVec2 size = ImGui::CalcTextSize(choice.label.c_str());
  const ImVec2 at(ImFloor(box.GetCenter().x - size.x / 2), ImFloor(box.GetCenter().y - size.y / 2));
  const ImVec4 clip(box.Min.x, box.Min.y, box.Max.x, box.Max.y);
  list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), at, chosen ? theme.text : theme.text_muted,
               choice.label.c_str(), nullptr, 0, &clip);
  ImGui::RenderNavCursor(box, ImGui::GetItemID());
  if (hovered) context.interaction.cursor = "pointer";
  finish_item(context, choice.name, "tab", choice.label, chosen ? "selected" : "");
  return pressed;
}

}  // namespace

bool combo(Context& context, std::string_view name, const std::string& label,
           std::span<const std::string> items, int& selected, const std::string& error) {
  const Theme& theme = context.theme;
  const std::string key(name);
  const bool known = selected >= 0 && selected < static_cast<int>(items.size());
  const std::string shown = known ? items[static_cast<std::size_t>(selected)] : std::string();
  ImGui::BeginGroup();
  const FieldPlace place = begin_field(context, label, error);
  ImGui::PushID(key.c_str());
  ImGui::PushStyleColor(ImGuiCol_Border, place.wrong ? theme.error : theme.line);
  ImGui::SetNextItemWidth(place.width);
  const bool open = ImGui::BeginCombo("##value", "", ImGuiComboFlags_NoArrowButton);
  ImGui::PopStyleColor();
  bool changed = false;
  if (open) {
    changed = pick(context, key, items, selected);
    ImGui::EndCombo();
  }
  const ImRect box = ImGui::GetCurrentContext()->LastItemData.Rect;
  const ImVec2 inset = ImGui::GetStyle().FramePadding;
  const ImVec4 clip(box.Min.x, box.Min.y, box.Max.x - 24, box.Max.y);
  ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), ImGui::GetFontSize(), box.Min + inset, theme.text,
                                      shown.c_str(), nullptr, 0, &clip);
  draw_icon(*ImGui::GetWindowDrawList(), Icon::down, {box.Max.x - 14, box.GetCenter().y}, 12,
            theme.text_muted);
  if (ImGui::IsItemHovered()) context.interaction.cursor = "pointer";
  finish_item(context, name, "combobox", label, shown);
  ImGui::PopID();
  end_field(context, name, error);
  ImGui::EndGroup();
  return changed;
}

bool checkbox(Context& context, std::string_view name, const std::string& label, bool& value,
              const std::string& error) {
  const Theme& theme = context.theme;
  ImGui::BeginGroup();
  const FieldPlace place = begin_field(context, label, error);
  const bool pressed = ImGui::InvisibleButton(std::string(name).c_str(), {place.width, theme.control_height},
                                              ImGuiButtonFlags_EnableNav);
  if (pressed) value = !value;
  const bool hovered = ImGui::IsItemHovered();
  const ImRect item(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  constexpr float kHeight = 20;
  constexpr float kWidth = 36;
  const ImVec2 from(item.Min.x, ImFloor(item.GetCenter().y - kHeight / 2));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 ground = value ? (hovered ? theme.accent_hovered : theme.accent) : theme.text_muted;
  list.AddRectFilled(from, {from.x + kWidth, from.y + kHeight}, ground, kHeight / 2);
  const float knob = value ? kWidth - kHeight / 2 : kHeight / 2;
  list.AddCircleFilled({from.x + knob, from.y + kHeight / 2}, kHeight / 2 - 3,
                       value ? theme.on_accent : theme.panel);
  ImGui::RenderNavCursor(item, ImGui::GetItemID());
  if (hovered) context.interaction.cursor = "pointer";
  finish_item(context, name, "checkbox", label, value ? "true" : "false");
  end_field(context, name, error);
  ImGui::EndGroup();
  return pressed;
}

bool segmented(Context& context, std::span<const Choice> items, int& selected, float width) {
  const Theme& theme = context.theme;
  const auto count = static_cast<float>(items.size());
  const float available = ImGui::GetContentRegionAvail().x;
  if (width <= 0) {
    float widest = 0;
    for (const Choice& item : items) widest = std::max(widest, text_width(item.label));
    width = count * (widest + 32);
  }
  width = std::min(available, width);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(from, {from.x + width, from.y + theme.control_height}, theme.hovered, theme.radius);
  bool changed = false;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, theme.gap));
  for (int i = 0; i < static_cast<int>(items.size()); ++i) {
    const float left = ImFloor(width * static_cast<float>(i) / count);
    const float right = ImFloor(width * static_cast<float>(i + 1) / count);
    if (i > 0) ImGui::SameLine();
    if (segment(context, items[static_cast<std::size_t>(i)], right - left, i == selected) && i != selected) {
      selected = i;
      changed = true;
    }
  }
  ImGui::PopStyleVar();
  if (changed) context.interaction.frames = std::max(context.interaction.frames, 1);
  return changed;
}

bool segmented(Context& context, std::string_view name, std::span<const std::string> items, int& selected) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < items.size(); ++i) names.push_back(std::string(name) + "." + std::to_string(i));
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < items.size(); ++i) choices.push_back({names[i], items[i]});
  return segmented(context, choices, selected);
}

}  // namespace glassbox::ui
