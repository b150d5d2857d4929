#include "ui/draw/room.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace glassbox::ui {

float pixel_ratio() {
  return std::max(0.25F, ImGui::GetIO().DisplayFramebufferScale.x);
}

float snap(float position) {
  return std::round(position * pixel_ratio()) / pixel_ratio();
}

ImVec2 snap(ImVec2 position) {
  return {snap(position.x), snap(position.y)};
}

bool takes_natural_height() {
  return (ImGui::GetCurrentWindow()->ChildFlags & ImGuiChildFlags_AutoResizeY) != 0;
}

float room_height(float least, float natural) {
  return std::floor(takes_natural_height() ? natural : std::max(least, ImGui::GetContentRegionAvail().y));
}

bool hovers(ImVec2 minimum, ImVec2 maximum) {
  return ImGui::IsItemHovered() && ImGui::IsMouseHoveringRect(minimum, maximum);
}

}  // namespace glassbox::ui
