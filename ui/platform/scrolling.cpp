#include "ui/platform/scrolling.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace glassbox::ui {
namespace {

bool can_scroll(const ImGuiWindow& window, float amount) {
  return amount > 0 ? window.Scroll.y < window.ScrollMax.y - 0.5F : window.Scroll.y > 0.5F;
}

void scroll_by(ImGuiWindow* window, float amount) {
  const float target = std::clamp(window->Scroll.y + amount, 0.0F, window->ScrollMax.y);
  window->Scroll.y = target;
}

}  // namespace

ImGuiWindow* scrollable_at(ImVec2 point, float amount) {
  ImGuiWindow* window = nullptr;
  ImGuiWindow* other = nullptr;
  ImGui::FindHoveredWindowEx(point, true, &window, &other);
  while (window != nullptr) {
    if (window->ScrollMax.y > 0 && can_scroll(*window, amount)) return window;
    if ((window->Flags & ImGuiWindowFlags_ChildWindow) == 0) return nullptr;
    window = window->ParentWindow;
  }
  return nullptr;
}

void Scrolling::start(ImGuiWindow* window, float y) {
  window_ = window;
  held_ = true;
  last_ = y;
  moved_ = 0;
  velocity_ = 0;
}

void Scrolling::drag(float y) {
  if (window_ == nullptr || !held_) return;
  scroll_by(window_, last_ - y);
  moved_ += last_ - y;
  last_ = y;
}

void Scrolling::release() { held_ = false; }

void Scrolling::advance(float seconds) {
  if (window_ == nullptr || seconds <= 0) return;
  if (held_) {
    constexpr float kSmoothing = 0.6F;
    velocity_ += (moved_ / seconds - velocity_) * kSmoothing;
    moved_ = 0;
    return;
  }
  constexpr float kFriction = 4;
  constexpr float kSlowest = 20;
  scroll_by(window_, velocity_ * seconds);
  velocity_ *= std::max(0.0F, 1 - kFriction * seconds);
  if (std::abs(velocity_) < kSlowest || !can_scroll(*window_, velocity_)) stop();
}

}  // namespace glassbox::ui
