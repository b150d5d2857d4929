#pragma once

#include <string>

#include "ui/base/context.h"

namespace glassbox::ui {

/// Label and place of one field: begin_field() writes the label and leaves the cursor where the control of
/// `width` goes; end_field() writes what is wrong below it.
struct FieldPlace {
  float width = 0;
  bool wrong = false;
};

FieldPlace begin_field(Context& context, const std::string& label, const std::string& error);
void end_field(Context& context, std::string_view name, const std::string& error);

/// A line of text to edit, the control itself; true when Enter was pressed or the focus left, and another
/// text stands there.
bool edit_text(Context& context, std::string_view name, std::string_view role, const std::string& label,
               float width, std::string& text, bool enabled = true);

}  // namespace glassbox::ui
