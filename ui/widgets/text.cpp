#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "ui/widgets/widgets.h"
#include "ui/widgets/wrap.h"

namespace glassbox::ui {

void text(Context& context, std::string_view name, const std::string& value, ImU32 colour, ImFont* font,
          float size) {
  const Theme& theme = context.theme;
  ImGui::PushFont(font != nullptr ? font : theme.regular, size > 0 ? size : theme.body);
  ImGui::PushStyleColor(ImGuiCol_Text, colour != 0 ? colour : theme.text);
  ImGui::TextUnformatted(value.c_str());
  ImGui::PopStyleColor();
  ImGui::PopFont();
  if (!name.empty())
    expose(context, name, "text", value, value, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

void text_wrapped(Context& context, std::string_view name, const std::string& value, ImU32 colour) {
  ImGui::PushFont(context.theme.regular, context.theme.small);
  ImGui::PushStyleColor(ImGuiCol_Text, colour != 0 ? colour : context.theme.text);
  const float width = ImGui::CalcWrapWidthForPos(ImGui::GetCursorScreenPos(), 0);
  const std::string lines = wrap_at_spaces(value, width, [](std::string_view part) {
    return ImGui::CalcTextSize(part.data(), part.data() + part.size()).x;
  });
  ImGui::PushTextWrapPos(0);  // for a word that is too long for a line
  ImGui::TextUnformatted(lines.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  ImGui::PopFont();
  if (!name.empty())
    expose(context, name, "text", value, value, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

void tooltip(Context& context, const std::string& text) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_NoSharedDelay)) return;
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip | ImGuiHoveredFlags_DelayNormal)) {
    context.interaction.frames = std::max(context.interaction.frames, 1);
    return;
  }
  const Theme& theme = context.theme;
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

void progress_bar(Context& context, std::string_view name, const std::string& label, float fraction,
                  ImVec2 size) {
  const Theme& theme = context.theme;
  if (size.x <= 0) size.x = ImGui::GetContentRegionAvail().x;
  if (size.y <= 0) size.y = 6;
  const float share = std::clamp(fraction, 0.0F, 1.0F);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 to(from.x + size.x, from.y + size.y);
  list.AddRectFilled(from, to, theme.raised, size.y / 2);
  const float filled = std::max(size.y, size.x * share);
  if (share > 0) list.AddRectFilled(from, {from.x + filled, to.y}, theme.accent, size.y / 2);
  expose(context, name, "progressbar", label, std::to_string(static_cast<int>(share * 100)) + " %", from, to);
}

}  // namespace glassbox::ui
