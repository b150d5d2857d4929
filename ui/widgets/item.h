#pragma once

#include <string>
#include <string_view>

#include "ui/base/context.h"

namespace glassbox::ui {

/// What all controls do right after their Dear ImGui item: expose it, take the keyboard focus when it is
/// asked for (scrolling it into view), tell when it has it.
void finish_item(Context& context, std::string_view name, std::string_view role, const std::string& label,
                 const std::string& value, bool enabled = true);

/// Whether Tab stops at things of this role.
bool is_focusable(std::string_view role);

}  // namespace glassbox::ui
