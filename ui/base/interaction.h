#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/session/command.h"
#include "ui/base/input.h"

namespace glassbox::ui {

/// A pointer event since the last frame, nothing merged, for strokes: Dear ImGui itself knows only the last
/// position of a frame. Canvas coordinates, which are also screen coordinates of Dear ImGui.
struct PointerSample {
  enum class Kind : std::int32_t { move, down, up, cancel };
  Kind kind = Kind::move;
  float x = 0;
  float y = 0;
};

struct Area {
  float x = 0, y = 0, width = 0, height = 0;
};

/// What passes between the widgets of one frame and the canvas, besides what is drawn.
struct Interaction {
  // In
  bool coarse = false;                 ///< a finger is the usual pointer here: larger controls
  std::vector<PointerSample> pointer;  ///< of the left button, the pen or the finger
  std::string focus;                   ///< the widget that shall take the keyboard focus now
  // Out
  std::string focused;            ///< the widget that has the keyboard focus
  std::vector<Area> touch_areas;  ///< use a finger's drag themselves; elsewhere it scrolls
  std::string cursor;             ///< CSS name wanted by a widget; empty: Dear ImGui's choice
  int frames = 0;                 ///< further frames wanted, for what moves by itself
  command::Subscribe shown;       ///< what is on screen asks here for what it shows
};

}  // namespace glassbox::ui
