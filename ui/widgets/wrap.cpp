#include "ui/widgets/wrap.h"

namespace glassbox::ui {

std::string wrap_at_spaces(std::string_view text, float width,
                           const std::function<float(std::string_view)>& width_of) {
  std::string wrapped(text);
  std::size_t line = 0;  // where the present line begins
  std::size_t last = std::string::npos;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char letter = at < text.size() ? text[at] : '\n';
    if (letter != ' ' && letter != '\n') continue;
    if (last != std::string::npos && width_of(text.substr(line, at - line)) > width) {
      wrapped[last] = '\n';
      line = last + 1;
    }
    last = at;
    if (letter == '\n') {
      line = at + 1;
      last = std::string::npos;
    }
  }
  return wrapped;
}

}  // namespace glassbox::ui
