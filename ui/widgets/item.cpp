#include "ui/widgets/item.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>

#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

bool is_typed(std::string_view role) {
  return role == "spinbutton" || role == "textbox";
}

/// The last item has the focus from here on. A request (ImGui::FocusItem) would be for the next frame, and
/// dropped when the item that had the focus so far is drawn after this one.
void take_focus(ImGuiID id, bool to_type) {
  ImGui::SetFocusID(id, ImGui::GetCurrentWindow());
  if (to_type) {
    ImGui::ActivateItemByID(id);
    ImGui::GetCurrentContext()->NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
  }
  ImGui::SetNavCursorVisible(true);
}

}  // namespace

bool is_focusable(std::string_view role) {
  constexpr std::array<std::string_view, 9> kRoles = {
      "button", "spinbutton", "textbox", "combobox", "checkbox", "tab", "slider", "option", "application"};
  return std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

void finish_item(Context& context, std::string_view name, std::string_view role, const std::string& label,
                 const std::string& value, bool enabled) {
  const ImGuiContext& imgui = *ImGui::GetCurrentContext();
  expose(context, name, role, label, value, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), enabled);
  if (enabled && context.interaction.focus == name) {
    context.interaction.focus.clear();
    take_focus(imgui.LastItemData.ID, is_typed(role));
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), imgui.LastItemData.Rect,
                        ImGuiScrollFlags_KeepVisibleEdgeY);
    context.interaction.frames = std::max(context.interaction.frames, 2);
  }
  const ImGuiID id = imgui.LastItemData.ID;
  const bool has_focus = id != 0 && ((imgui.NavId == id && imgui.NavCursorVisible) || imgui.ActiveId == id);
  if (has_focus) context.interaction.focused = name;
}

void expose(Context& context, std::string_view name, std::string_view role, const std::string& label,
            const std::string& value, ImVec2 minimum, ImVec2 maximum, bool enabled) {
  const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
  ImRect seen(minimum, maximum);
  seen.ClipWith(clip);
  const bool visible = seen.GetWidth() > 0 && seen.GetHeight() > 0;
  context.widgets.push_back({.name = std::string(name),
                             .label = label,
                             .role = std::string(role),
                             .value = value,
                             .enabled = enabled,
                             .visible = visible,
                             .x = visible ? seen.Min.x : minimum.x,
                             .y = visible ? seen.Min.y : minimum.y,
                             .width = visible ? seen.GetWidth() : 0,
                             .height = visible ? seen.GetHeight() : 0});
}

bool area(Context& context, std::string_view name, std::string_view role, const std::string& label,
          const std::string& value, ImVec2 size, bool enabled) {
  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::InvisibleButton(std::string(name).c_str(), size, ImGuiButtonFlags_EnableNav);
  ImGui::EndDisabled();
  finish_item(context, name, role, label, value, enabled);
  const ImGuiContext& imgui = *ImGui::GetCurrentContext();
  ImGui::RenderNavCursor(imgui.LastItemData.Rect, imgui.LastItemData.ID);
  return pressed && enabled;
}

void take_touch(Context& context) {
  const ImVec2 from = ImGui::GetItemRectMin();
  const ImVec2 to = ImGui::GetItemRectMax();
  context.interaction.touch_areas.push_back({from.x, from.y, to.x - from.x, to.y - from.y});
}

}  // namespace glassbox::ui
