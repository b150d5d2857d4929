#pragma once

struct ImGuiWindow;
struct ImVec2;

namespace glassbox::ui {

/// The panel under a point that can be scrolled by that many pixels (positive: towards its end), or its nearest
/// parent that can; null where there is none, so that the page scrolls instead.
ImGuiWindow* scrollable_at(ImVec2 point, float amount);

/// A finger drags a panel, which goes on by itself for a while when it is let go.
class Scrolling {
 public:
  [[nodiscard]] bool active() const { return window_ != nullptr; }
  [[nodiscard]] bool gliding() const { return window_ != nullptr && !held_; }
  void start(ImGuiWindow* window, float y);
  void drag(float y);
  void release();
  void stop() { window_ = nullptr; }
  /// Once a frame.
  void advance(float seconds);

 private:
  ImGuiWindow* window_ = nullptr;
  bool held_ = false;
  float last_ = 0;
  float moved_ = 0;     ///< since the last frame
  float velocity_ = 0;  ///< pixels a second
};

}  // namespace glassbox::ui
