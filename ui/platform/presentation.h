#pragma once

#include <imgui.h>

#include <cstdint>

namespace glassbox::ui {

/// Puts finished frames on the canvas, through the GL context that is current. A frame that looks like the
/// one already there is not drawn again: Dear ImGui settles in frames that change nothing.
class Presentation {
 public:
  Presentation();
  Presentation(const Presentation&) = delete;
  Presentation& operator=(const Presentation&) = delete;
  ~Presentation();

  /// Before ImGui::NewFrame().
  void begin();
  /// After ImGui::Render(). `images_version` tells apart what the textures hold: the draw data only name
  /// them.
  void show(ImDrawData& data, ImU32 background, std::uint64_t images_version);

  /// The GL context is gone, and there again.
  void lost();
  void restored();

 private:
  std::uint64_t shown_ = 0;  ///< fingerprint of what is on the canvas, 0 for none
};

}  // namespace glassbox::ui
