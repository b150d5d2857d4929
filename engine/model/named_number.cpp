#include "engine/model/named_number.h"

#include <cmath>
#include <cstdlib>
#include <string>

namespace glassbox {

std::optional<NamedNumber> read_named_number(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  constexpr double kLargest = 1e6;
  const std::size_t open = text.find('(');
  if (text.size() > kLongest || open == std::string_view::npos || !text.ends_with(')')) return std::nullopt;
  const std::string digits(text.substr(open + 1, text.size() - open - 2));
  const bool plain = digits.find_first_not_of("0123456789.eE+-") == std::string::npos;
  char* end = nullptr;
  const double number = std::strtod(digits.c_str(), &end);
  if (!plain || digits.empty() || *end != '\0' || std::abs(number) > kLargest) return std::nullopt;
  return NamedNumber{text.substr(0, open), number};
}

bool is_choice(std::string_view text, std::string_view choice) {
  if (text == choice) return true;
  const std::optional<NamedNumber> listed = read_named_number(choice);
  const std::optional<NamedNumber> given = read_named_number(text);
  return listed && given && listed->name == given->name;
}

}  // namespace glassbox
