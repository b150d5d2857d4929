#include "ui/platform/pointing.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace glassbox::ui {
namespace {

using Kind = InputEvent::Kind;
using Sample = PointerSample::Kind;

void point(Interaction& interaction, Sample kind, float x, float y) {
  interaction.pointer.push_back({kind, x, y});
}

void move_away() {
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

void hover_input(const InputEvent& event, Interaction& interaction) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(event.pointer == InputEvent::Pointer::pen ? ImGuiMouseSource_Pen
                                                                   : ImGuiMouseSource_Mouse);
  if (event.kind == Kind::leave) {
    move_away();
    point(interaction, Sample::cancel, event.x, event.y);
    return;
  }
  io.AddMousePosEvent(event.x, event.y);
  if (event.kind != Kind::move) io.AddMouseButtonEvent(event.button, event.kind == Kind::down);
  if (event.button == 0) {
    const Sample kind = event.kind == Kind::move   ? Sample::move
                        : event.kind == Kind::down ? Sample::down
                                                   : Sample::up;
    point(interaction, kind, event.x, event.y);
  }
}

}  // namespace

void Pointing::input(const InputEvent& event, Interaction& interaction) {
  if (event.pointer != InputEvent::Pointer::touch) {
    hover_input(event, interaction);
    return;
  }
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  switch (event.kind) {
    case Kind::down:
      finger_down(event, interaction);
      break;
    case Kind::move:
      finger_moved(event, interaction);
      break;
    case Kind::up:
      finger_up(event, interaction);
      break;
    default:
      if (finger_ == Finger::drawing) {
        ImGui::GetIO().AddMouseButtonEvent(0, false);
        point(interaction, Sample::cancel, event.x, event.y);
      }
      move_away();
      scrolling_.stop();
      finger_ = Finger::up;
  }
}

bool Pointing::wants_touch(float x, float y) const {
  return std::any_of(touch_areas_.begin(), touch_areas_.end(), [x, y](const Area& area) {
    return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
  });
}

bool Pointing::advance(float seconds) {
  scrolling_.advance(seconds);
  return scrolling_.gliding();
}

void Pointing::finger_down(const InputEvent& event, Interaction& interaction) {
  scrolling_.stop();
  start_x_ = event.x;
  start_y_ = event.y;
  if (!wants_touch(event.x, event.y)) {
    finger_ = Finger::undecided;
    return;
  }
  finger_ = Finger::drawing;
  ImGui::GetIO().AddMousePosEvent(event.x, event.y);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  point(interaction, Sample::down, event.x, event.y);
}

void Pointing::finger_moved(const InputEvent& event, Interaction& interaction) {
  constexpr float kSlop = 8;  // pixels a finger may tremble while it presses
  if (finger_ == Finger::drawing) {
    ImGui::GetIO().AddMousePosEvent(event.x, event.y);
    point(interaction, Sample::move, event.x, event.y);
  } else if (finger_ == Finger::undecided && std::hypot(event.x - start_x_, event.y - start_y_) > kSlop) {
    ImGuiWindow* window = scrollable_at({start_x_, start_y_}, {start_x_ - event.x, start_y_ - event.y});
    finger_ = window != nullptr ? Finger::scrolling : Finger::elsewhere;
    if (window != nullptr) scrolling_.start(window, {event.x, event.y});
  } else if (finger_ == Finger::scrolling) {
    scrolling_.drag({event.x, event.y});
  }
}

void Pointing::finger_up(const InputEvent& event, Interaction& interaction) {
  ImGuiIO& io = ImGui::GetIO();
  if (finger_ == Finger::undecided) {
    io.AddMousePosEvent(start_x_, start_y_);
    io.AddMouseButtonEvent(0, true);
    point(interaction, Sample::down, start_x_, start_y_);
  }
  if (finger_ == Finger::undecided || finger_ == Finger::drawing) {
    io.AddMouseButtonEvent(0, false);
    point(interaction, Sample::up, event.x, event.y);
    move_away();
  }
  if (finger_ == Finger::scrolling) scrolling_.release();
  finger_ = Finger::up;
}

}  // namespace glassbox::ui
