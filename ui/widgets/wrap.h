#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace glassbox::ui {

/// The text with line breaks at spaces only, so that no line is wider than `width` unless a word alone is.
/// (Dear ImGui's own wrapping also breaks after a point or a comma, in the middle of a number.)
std::string wrap_at_spaces(std::string_view text, float width,
                           const std::function<float(std::string_view)>& width_of);

}  // namespace glassbox::ui
