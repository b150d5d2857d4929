#include "ui/platform/scrolling.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace glassbox::ui {
namespace {

bool can_scroll(float position, float end, float amount) {
  constexpr float kNothing = 0.5F;
  return amount > 0 ? position < end - kNothing : position > kNothing;
}

bool can_scroll(const ImGuiWindow& window, ImVec2 amount) {
  return std::abs(amount.x) > std::abs(amount.y) ? can_scroll(window.Scroll.x, window.ScrollMax.x, amount.x)
                                                 : can_scroll(window.Scroll.y, window.ScrollMax.y, amount.y);
}

void scroll_by(ImGuiWindow& window, ImVec2 amount) {
  window.Scroll = ImClamp(window.Scroll + amount, ImVec2(0, 0), window.ScrollMax);
}

}  // namespace

ImGuiWindow* scrollable_at(ImVec2 point, ImVec2 amount) {
  ImGuiWindow* window = nullptr;
  ImGuiWindow* other = nullptr;
  ImGui::FindHoveredWindowEx(point, true, &window, &other);
  while (window != nullptr && !can_scroll(*window, amount)) {
    const bool inner = (window->Flags & ImGuiWindowFlags_ChildWindow) != 0;
    window = inner ? window->ParentWindow : nullptr;
  }
  return window;
}

void Scrolling::start(ImGuiWindow* window, ImVec2 finger) {
  window_ = window;
  held_ = true;
  last_ = finger;
  moved_ = velocity_ = {};
}

void Scrolling::drag(ImVec2 finger) {
  if (window_ == nullptr || !held_) return;
  scroll_by(*window_, last_ - finger);
  moved_ += last_ - finger;
  last_ = finger;
}

void Scrolling::advance(float seconds) {
  if (window_ == nullptr || seconds <= 0) return;
  if (held_) {
    constexpr float kSmoothing = 0.6F;
    velocity_ += (moved_ / seconds - velocity_) * kSmoothing;
    moved_ = {};
    return;
  }
  constexpr float kFriction = 4;
  constexpr float kSlowest = 20;
  scroll_by(*window_, velocity_ * seconds);
  velocity_ *= std::max(0.0F, 1 - kFriction * seconds);
  if (ImLengthSqr(velocity_) < kSlowest * kSlowest || !can_scroll(*window_, velocity_)) stop();
}

}  // namespace glassbox::ui
