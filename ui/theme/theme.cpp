#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace glassbox::ui {
namespace {

constexpr ImU32 rgb(unsigned value) {
  return IM_COL32((value >> 16) & 255U, (value >> 8) & 255U, value & 255U, 255);
}

constexpr ImU32 kBlue = rgb(0x1F78B4);
constexpr ImU32 kOrange = rgb(0xD95F0E);
constexpr ImU32 kBlueOnDark = rgb(0x5BB8EC);
constexpr ImU32 kOrangeOnDark = rgb(0xFF9A4D);

}  // namespace

ImU32 mix(ImU32 first, ImU32 second, float share) {
  const float part = std::clamp(share, 0.0F, 1.0F);
  ImU32 mixed = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    const auto from = static_cast<float>((first >> shift) & 255U);
    const auto to = static_cast<float>((second >> shift) & 255U);
    mixed |= static_cast<ImU32>(std::lround(from + (to - from) * part)) << shift;
  }
  return mixed;
}

Theme make_theme(bool dark) {
  Theme theme;
  theme.dark = dark;
  theme.page = rgb(dark ? 0x0D1217 : 0xEEF1F4);
  theme.panel = rgb(dark ? 0x161D24 : 0xFFFFFF);
  theme.raised = rgb(dark ? 0x212A33 : 0xF0F3F6);
  theme.hovered = rgb(dark ? 0x2B3641 : 0xE4E9EE);
  theme.pressed = rgb(dark ? 0x364350 : 0xD6DDE4);
  theme.selected = rgb(dark ? 0x46545F : 0xFFFFFF);
  theme.disabled = rgb(dark ? 0x1C242C : 0xF3F5F7);
  theme.line = rgb(dark ? 0x2E3944 : 0xD5DCE3);
  theme.text = rgb(dark ? 0xE6ECF1 : 0x16202A);
  theme.text_muted = rgb(dark ? 0xA3B1BE : 0x52606D);
  theme.text_disabled = rgb(dark ? 0x66747F : 0x98A4AF);
  theme.accent = rgb(dark ? 0x4DB6E8 : 0x0B6FA8);
  theme.accent_hovered = rgb(dark ? 0x6AC5F0 : 0x095E8F);
  theme.accent_pressed = rgb(dark ? 0x87D3F6 : 0x074C75);
  theme.on_accent = rgb(dark ? 0x06202E : 0xFFFFFF);
  theme.test = rgb(dark ? 0xFF9A4D : 0xC24E00);
  theme.error = rgb(dark ? 0xFF8A80 : 0xB3261E);
  theme.ink = rgb(dark ? 0xF1F5F8 : 0x101A24);
  theme.paper = rgb(dark ? 0x0A0F14 : 0xFBFCFD);
  return theme;
}

ImU32 Theme::diverging(float value) const {
  const float strength = std::isfinite(value) ? std::clamp(value, -1.0F, 1.0F) : 0;
  const ImU32 ground = dark ? raised : IM_COL32(247, 248, 249, 255);
  if (strength < 0) return mix(ground, dark ? kOrangeOnDark : kOrange, -strength);
  return mix(ground, dark ? kBlueOnDark : kBlue, strength);
}

ImU32 Theme::sequential(float value) const {
  return mix(paper, ink, std::isfinite(value) ? value : 0);
}

void apply_style(const Theme& theme) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.FontSizeBase = theme.body;
  style.WindowPadding = {theme.padding, theme.padding};
  style.WindowRounding = 0;
  style.WindowBorderSize = 0;
  style.ChildRounding = theme.radius + 4;
  style.ChildBorderSize = 1;
  style.PopupRounding = theme.radius;
  style.PopupBorderSize = 1;
  style.FrameRounding = theme.radius;
  style.FrameBorderSize = 1;
  style.FramePadding = {10, (theme.control_height - theme.body) / 2};
  style.ItemSpacing = {theme.gap, theme.gap};
  style.ItemInnerSpacing = {theme.gap, theme.gap};
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.DisabledAlpha = 1;
  style.SelectableTextAlign = {0, 0.5F};
  style.HoverDelayNormal = 0.5F;

  const auto set = [&style](ImGuiCol index, ImU32 colour) {
    style.Colors[index] = ImGui::ColorConvertU32ToFloat4(colour);
  };
  set(ImGuiCol_Text, theme.text);
  set(ImGuiCol_TextDisabled, theme.text_disabled);
  set(ImGuiCol_WindowBg, theme.page);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, theme.panel);
  set(ImGuiCol_Border, theme.line);
  set(ImGuiCol_FrameBg, theme.raised);
  set(ImGuiCol_FrameBgHovered, theme.hovered);
  set(ImGuiCol_FrameBgActive, theme.panel);
  set(ImGuiCol_Header, theme.raised);
  set(ImGuiCol_HeaderHovered, theme.hovered);
  set(ImGuiCol_HeaderActive, theme.pressed);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, theme.pressed);
  set(ImGuiCol_ScrollbarGrabHovered, theme.text_disabled);
  set(ImGuiCol_ScrollbarGrabActive, theme.text_muted);
  set(ImGuiCol_TextSelectedBg, mix(theme.panel, theme.accent, 0.3F));
  set(ImGuiCol_NavCursor, theme.accent);
  set(ImGuiCol_InputTextCursor, theme.text);
}

}  // namespace glassbox::ui
