#pragma once

#include <cstdint>
#include <string>

namespace glassbox::ui {

/// A plain input event, as the canvas delivers it; positions in CSS pixels from the canvas' corner.
struct InputEvent {
  enum class Kind : std::int32_t { move, down, up, leave, wheel, key_down, key_up, text, focus, blur };
  enum class Pointer : std::int32_t { mouse, touch, pen };

  Kind kind = Kind::move;
  Pointer pointer = Pointer::mouse;
  float x = 0;
  float y = 0;
  std::int32_t button = 0;  ///< 0 left, 1 middle, 2 right
  float wheel_x = 0;        ///< in lines
  float wheel_y = 0;
  std::string key;   ///< KeyboardEvent.key: "Enter", "a", "ArrowLeft"
  std::string text;  ///< committed text, UTF-8, for Kind::text (typing, composition, paste)
  bool shift = false;
  bool control = false;
  bool alt = false;
  bool meta = false;
};

}  // namespace glassbox::ui
