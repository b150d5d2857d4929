#pragma once

#include <span>
#include <string>

#include "ui/base/widget.h"

namespace glassbox::ui {

/// The widget that Tab goes to from the one named `from` (empty: from outside), or an empty name at the end.
std::string next_focus(std::span<const Widget> widgets, const std::string& from, bool backwards);

}  // namespace glassbox::ui
