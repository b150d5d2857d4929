#include "ui/platform/keys.h"

#include <array>
#include <utility>

namespace glassbox::ui {

ImGuiKey key_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, ImGuiKey>, 14> kNamed = {{
      {"ArrowLeft", ImGuiKey_LeftArrow},
      {"ArrowRight", ImGuiKey_RightArrow},
      {"ArrowUp", ImGuiKey_UpArrow},
      {"ArrowDown", ImGuiKey_DownArrow},
      {"Home", ImGuiKey_Home},
      {"End", ImGuiKey_End},
      {"PageUp", ImGuiKey_PageUp},
      {"PageDown", ImGuiKey_PageDown},
      {"Enter", ImGuiKey_Enter},
      {"Escape", ImGuiKey_Escape},
      {"Backspace", ImGuiKey_Backspace},
      {"Delete", ImGuiKey_Delete},
      {" ", ImGuiKey_Space},
      {"Shift", ImGuiKey_LeftShift},
  }};
  for (const auto& [key, value] : kNamed) {
    if (key == name) return value;
  }
  if (name.size() == 1) {
    const char letter = name[0];
    if (letter >= 'a' && letter <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (letter - 'a'));
    if (letter >= 'A' && letter <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (letter - 'A'));
  }
  return ImGuiKey_None;
}

}  // namespace glassbox::ui
