#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/base/context.h"

/// Our controls: Dear ImGui underneath, our look, and each one under its stable name in Context::widgets
/// (rectangle, label, role, value). Panels draw nothing that a learner can use or read except through these,
/// or through expose() for what they draw themselves.
namespace glassbox::ui {

enum class ButtonKind : std::int32_t { normal, primary, quiet, danger };

bool button(Context& context, std::string_view name, const std::string& label,
            ButtonKind kind = ButtonKind::normal, ImVec2 size = {0, 0}, bool enabled = true);

/// Drawn, not written: no symbol font is needed.
enum class Icon : std::int32_t {
  none,
  play,
  pause,
  step,
  epoch,
  reset,
  up,
  down,
  left,
  right,
  close,
  plus,
  minus,
  undo,
  dice,
  sun,
  moon,
  share,
};
void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour);
/// A square button with an icon; the label is its tooltip. With a width in `size` the label stands beside the
/// icon.
bool icon_button(Context& context, std::string_view name, Icon icon, const std::string& label,
                 ButtonKind kind = ButtonKind::quiet, ImVec2 size = {0, 0}, bool enabled = true);

/// Labels stand to the left or above as the width allows; each returns true when the value was changed for
/// good (not while typing or dragging). What was typed and is no number, or none from minimum to maximum, is
/// refused in words below the field; `error` is what else is wrong with its value, and stands there too.
bool integer_field(Context& context, std::string_view name, const std::string& label, std::int64_t& value,
                   std::int64_t minimum, std::int64_t maximum, const std::string& error = {});
bool real_field(Context& context, std::string_view name, const std::string& label, double& value,
                double minimum, double maximum, const std::string& error = {});
/// Height and width, "5x5". An optional one may be emptied.
bool size_field(Context& context, std::string_view name, const std::string& label,
                std::vector<std::int64_t>& sizes, bool optional, const std::string& error = {});
/// Whole numbers, "7, 7, 16". An optional list may be emptied.
bool integers_field(Context& context, std::string_view name, const std::string& label,
                    std::vector<std::int64_t>& integers, bool optional, const std::string& error = {});
/// The list's items are exposed as `name.0`, `name.1`, ... while it is open.
bool combo(Context& context, std::string_view name, const std::string& label,
           std::span<const std::string> items, int& selected, const std::string& error = {});
bool checkbox(Context& context, std::string_view name, const std::string& label, bool& value,
              const std::string& error = {});
/// A row of tabs or of exclusive choices, exposed as `name.0`, `name.1`, ...; returns true when another was
/// chosen.
bool segmented(Context& context, std::string_view name, std::span<const std::string> items, int& selected);
struct Choice {
  std::string_view name;  ///< "tab.draw"
  std::string label;
};
/// The same with a name of its own for each; a width of 0 takes what the labels need, at most what there is.
bool segmented(Context& context, std::span<const Choice> items, int& selected, float width = 0);
void progress_bar(Context& context, std::string_view name, const std::string& label, float fraction,
                  ImVec2 size);
void text(Context& context, std::string_view name, const std::string& value, ImU32 colour = 0,
          ImFont* font = nullptr, float size = 0);
void text_wrapped(Context& context, std::string_view name, const std::string& value, ImU32 colour = 0);
void tooltip(Context& context, const std::string& text);  ///< for the last item, after a moment's hover

/// A titled region with the theme's ground; `body` draws inside and scrolls when it is higher. `name` is
/// exposed as a region. A height of 0 takes that of the content; an empty title leaves the heading out.
void panel(Context& context, std::string_view name, const std::string& title, ImVec2 size,
           const std::function<void()>& body);
/// A heading inside a panel.
void heading(Context& context, const std::string& title);
void gap(const Context& context, float units = 1);  ///< vertical room, in multiples of the theme's gap

/// An invisible thing to press and to focus (a pad, a cell, a row), for what a panel draws itself; true when
/// it was pressed by pointer or key. ImGui::IsItemHovered() and its like may follow.
bool area(Context& context, std::string_view name, std::string_view role, const std::string& label,
          const std::string& value, ImVec2 size, bool enabled = true);
/// The last item uses a finger's drag itself, so that neither the page nor the panel scrolls under it.
void take_touch(Context& context);

/// Names the rectangle `minimum`..`maximum` (screen coordinates), clipped to the current window's clip
/// rectangle.
void expose(Context& context, std::string_view name, std::string_view role, const std::string& label,
            const std::string& value, ImVec2 minimum, ImVec2 maximum, bool enabled = true);

}  // namespace glassbox::ui
