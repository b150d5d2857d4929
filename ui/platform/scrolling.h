#pragma once

#include <imgui.h>

struct ImGuiWindow;

namespace glassbox::ui {

/// The panel under a point that can be scrolled that way (positive: towards its end), by the larger of the
/// two directions, or its nearest parent that can; null where there is none, so that the page scrolls
/// instead.
ImGuiWindow* scrollable_at(ImVec2 point, ImVec2 amount);

/// A finger drags a panel, which goes on by itself for a while when it is let go.
class Scrolling {
 public:
  [[nodiscard]] bool gliding() const { return window_ != nullptr && !held_; }
  void start(ImGuiWindow* window, ImVec2 finger);
  void drag(ImVec2 finger);
  void release() { held_ = false; }
  void stop() { window_ = nullptr; }
  /// Once a frame.
  void advance(float seconds);

 private:
  ImGuiWindow* window_ = nullptr;
  bool held_ = false;
  ImVec2 last_;
  ImVec2 moved_;     ///< since the last frame
  ImVec2 velocity_;  ///< pixels a second
};

}  // namespace glassbox::ui
