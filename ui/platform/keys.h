#pragma once

#include <imgui.h>

#include <string_view>

namespace glassbox::ui {

/// Dear ImGui's key for a KeyboardEvent.key; ImGuiKey_None for those that the page's instruments do not use.
ImGuiKey key_of(std::string_view name);

}  // namespace glassbox::ui
