#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "ui/base/context.h"

/// Our controls: Dear ImGui underneath, our look, and each one under its stable name in Context::widgets
/// (rectangle, label, role, value). Panels draw nothing that a learner can use or read except through these,
/// or through expose() for what they draw themselves.
namespace glassbox::ui {

enum class ButtonKind : std::int32_t { normal, primary, quiet, danger };

bool button(Context& context, std::string_view name, const std::string& label,
            ButtonKind kind = ButtonKind::normal, ImVec2 size = {0, 0}, bool enabled = true);
/// Labels stand to the left or above as the width allows; each returns true when the value was changed for
/// good (not while typing or dragging).
bool integer_field(Context& context, std::string_view name, const std::string& label, std::int64_t& value,
                   std::int64_t minimum, std::int64_t maximum, const std::string& error = {});
bool real_field(Context& context, std::string_view name, const std::string& label, double& value,
                double minimum, double maximum, const std::string& error = {});
bool combo(Context& context, std::string_view name, const std::string& label,
           std::span<const std::string> items, int& selected, const std::string& error = {});
bool checkbox(Context& context, std::string_view name, const std::string& label, bool& value);
/// A row of tabs or of exclusive choices; returns true when another was chosen.
bool segmented(Context& context, std::string_view name, std::span<const std::string> items, int& selected);
void progress_bar(Context& context, std::string_view name, const std::string& label, float fraction,
                  ImVec2 size);
void text(Context& context, std::string_view name, const std::string& value, ImU32 colour = 0,
          ImFont* font = nullptr, float size = 0);
void text_wrapped(Context& context, std::string_view name, const std::string& value, ImU32 colour = 0);
void tooltip(const std::string& text);  ///< for the last item, after a moment's hover

/// A titled region with the theme's ground; `body` draws inside. `name` is exposed as a region.
void panel(Context& context, std::string_view name, const std::string& title, ImVec2 size,
           const std::function<void()>& body);

/// Names the rectangle `minimum`..`maximum` (screen coordinates), clipped to the current window's clip
/// rectangle.
void expose(Context& context, std::string_view name, std::string_view role, const std::string& label,
            const std::string& value, ImVec2 minimum, ImVec2 maximum, bool enabled = true);

}  // namespace glassbox::ui
