#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "ui/widgets/widgets.h"

namespace glassbox::ui {

void panel(Context& context, std::string_view name, const std::string& title, ImVec2 size,
           const std::function<void()>& body) {
  const Theme& theme = context.theme;
  const std::string key(name);
  const bool own_height = size.y == 0;
  ImGuiChildFlags flags =
      ImGuiChildFlags_Borders | ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding;
  if (own_height) flags |= ImGuiChildFlags_AutoResizeY;
  ImGui::PushStyleColor(ImGuiCol_ChildBg, theme.panel);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.padding, 12));
  const ImGuiWindowFlags fixed = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::BeginChild(key.c_str(), size, flags, fixed);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.gap, theme.gap));
  if (!title.empty()) heading(context, title);
  const ImRect frame = ImGui::GetCurrentWindow()->Rect();
  expose(context, name, "region", title, {}, frame.Min, frame.Max);
  if (own_height) {
    body();
  } else {
    ImGui::BeginChild("body", {0, 0}, ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_NoBackground);
    body();
    ImGui::EndChild();
  }
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

void heading(Context& context, const std::string& title) {
  text(context, {}, title, 0, context.theme.semibold, context.theme.body);
}

void gap(const Context& context, float units) {
  ImGui::Dummy({0, std::max(0.0F, context.theme.gap * units - ImGui::GetStyle().ItemSpacing.y)});
}

}  // namespace glassbox::ui
