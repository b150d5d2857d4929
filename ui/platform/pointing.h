#pragma once

#include <vector>

#include "ui/base/input.h"
#include "ui/base/interaction.h"
#include "ui/platform/scrolling.h"

namespace glassbox::ui {

/// Pointer events on their way to Dear ImGui. A mouse and a pen pass as they are. A finger is read first: on
/// a touch area (the pad) it draws, elsewhere it scrolls, and only when it is lifted where it came down it
/// presses.
class Pointing {
 public:
  void input(const InputEvent& event, Interaction& interaction);
  /// Whether a finger at that point is used by what lies there.
  [[nodiscard]] bool wants_touch(float x, float y) const;
  /// Once a frame; returns whether a panel still glides.
  bool advance(float seconds);
  /// After a frame: the areas that it declared.
  void set_touch_areas(std::vector<Area> areas) { touch_areas_ = std::move(areas); }

 private:
  enum class Finger { up, drawing, undecided, scrolling, elsewhere };
  void finger_down(const InputEvent& event, Interaction& interaction);
  void finger_moved(const InputEvent& event, Interaction& interaction);
  void finger_up(const InputEvent& event, Interaction& interaction);

  std::vector<Area> touch_areas_;
  Scrolling scrolling_;
  Finger finger_ = Finger::up;
  float start_x_ = 0;
  float start_y_ = 0;
};

}  // namespace glassbox::ui
