#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "ui/widgets/item.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

struct Look {
  ImU32 ground = 0;
  ImU32 hovered = 0;
  ImU32 pressed = 0;
  ImU32 text = 0;
  ImU32 border = 0;
};

Look look_of(const Theme& theme, ButtonKind kind, bool enabled) {
  if (!enabled) {
    const ImU32 ground = kind == ButtonKind::quiet ? 0 : theme.disabled;
    return {ground, ground, ground, theme.text_disabled, 0};
  }
  switch (kind) {
    case ButtonKind::primary:
      return {theme.accent, theme.accent_hovered, theme.accent_pressed, theme.on_accent, 0};
    case ButtonKind::quiet:
      return {0, theme.raised, theme.pressed, theme.text, 0};
    case ButtonKind::danger:
      return {theme.raised, theme.hovered, theme.pressed, theme.error, theme.line};
    case ButtonKind::normal:
      break;
  }
  return {theme.raised, theme.hovered, theme.pressed, theme.text, theme.line};
}

/// Icon and label, either may be missing, centred together. Where both would touch the edges, the icon gives
/// way.
bool draw_button(Context& context, std::string_view name, Icon icon, const std::string& shown,
                 const std::string& label, ButtonKind kind, ImVec2 size, bool enabled) {
  const Theme& theme = context.theme;
  const ImVec2 text = shown.empty() ? ImVec2(0, 0) : ImGui::CalcTextSize(shown.c_str());
  constexpr float kIcon = 16;
  const bool crowded = size.x > 0 && text.x > 0 && kIcon + text.x + 3 * theme.gap > size.x;
  if (crowded) icon = Icon::none;
  const float icon_size = icon == Icon::none ? 0 : kIcon;
  const float between = icon_size > 0 && text.x > 0 ? theme.gap : 0;
  const float content = icon_size + between + text.x;
  if (size.y <= 0) size.y = theme.control_height;
  if (size.x < 0) size.x = ImGui::GetContentRegionAvail().x;
  if (size.x == 0) size.x = shown.empty() ? size.y : content + 2 * theme.gap + 8;

  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::InvisibleButton(std::string(name).c_str(), size, ImGuiButtonFlags_EnableNav);
  const bool hovered = ImGui::IsItemHovered();
  const bool held = ImGui::IsItemActive();
  ImGui::EndDisabled();

  const Look look = look_of(theme, kind, enabled);
  const ImRect box(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 ground = held ? look.pressed : hovered ? look.hovered : look.ground;
  if (ground != 0) list.AddRectFilled(box.Min, box.Max, ground, theme.radius);
  if (look.border != 0) list.AddRect(box.Min, box.Max, look.border, theme.radius);
  float x = std::max(box.Min.x + 4, ImFloor(box.GetCenter().x - content / 2));
  if (icon != Icon::none) {
    draw_icon(list, icon, {x + icon_size / 2, box.GetCenter().y}, icon_size, look.text);
    x += icon_size + between;
  }
  if (!shown.empty()) {
    const ImVec4 clip(box.Min.x, box.Min.y, box.Max.x, box.Max.y);
    list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), {x, ImFloor(box.GetCenter().y - text.y / 2)},
                 look.text, shown.c_str(), nullptr, 0, &clip);
  }
  ImGui::RenderNavCursor(box, ImGui::GetItemID());
  if (hovered) context.interaction.cursor = "pointer";
  finish_item(context, name, "button", label, {}, enabled);
  return pressed && enabled;
}

}  // namespace

bool button(Context& context, std::string_view name, const std::string& label, ButtonKind kind, ImVec2 size,
            bool enabled) {
  return draw_button(context, name, Icon::none, label, label, kind, size, enabled);
}

bool icon_button(Context& context, std::string_view name, Icon icon, const std::string& label,
                 ButtonKind kind, ImVec2 size, bool enabled) {
  const bool wide = size.x != 0;
  const bool pressed =
      draw_button(context, name, icon, wide ? label : std::string(), label, kind, size, enabled);
  if (!wide) tooltip(context, label);
  return pressed;
}

}  // namespace glassbox::ui
