#include "ui/platform/focus.h"

#include <algorithm>
#include <vector>

#include "ui/widgets/item.h"

namespace glassbox::ui {
namespace {

/// The arrows of a number field are for pointers: the field itself is the stop.
bool is_stop(const Widget& widget) {
  return widget.enabled && is_focusable(widget.role) && !widget.name.ends_with(".less") &&
         !widget.name.ends_with(".more");
}

}  // namespace

std::string next_focus(std::span<const Widget> widgets, const std::string& from, bool backwards) {
  std::vector<const Widget*> stops;
  for (const Widget& widget : widgets) {
    if (is_stop(widget)) stops.push_back(&widget);
  }
  if (backwards) std::reverse(stops.begin(), stops.end());
  auto next = stops.begin();
  if (!from.empty()) {
    next =
        std::find_if(stops.begin(), stops.end(), [&from](const Widget* stop) { return stop->name == from; });
    next = next == stops.end() ? stops.begin() : next + 1;
  }
  return next == stops.end() ? std::string() : (*next)->name;
}

}  // namespace glassbox::ui
