#include "ui/i18n/read_number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace glassbox::ui {
namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t";
  const std::size_t from = text.find_first_not_of(kSpaces);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpaces) - from + 1);
}

/// Takes a sign off the front.
std::string take_sign(std::string_view& text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return {};
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  return negative ? "-" : "";
}

/// The digits of "1000" or "1,000": a first group of one to three that is no lone zero, the others of three.
std::optional<std::string> ungrouped(std::string_view text, char group) {
  if (all_digits(text)) return std::string(text);
  constexpr std::size_t kGroup = 3;
  std::string digits;
  while (true) {
    const std::string_view part = text.substr(0, text.find(group));
    const bool fits =
        digits.empty() ? part.size() <= kGroup && !part.starts_with('0') : part.size() == kGroup;
    if (!all_digits(part) || !fits) return std::nullopt;
    digits += part;
    if (part.size() == text.size()) return digits;
    text.remove_prefix(part.size() + 1);
  }
}

/// As C writes it, without exponent: "1000.5".
std::optional<std::string> plain_mantissa(std::string_view text, NumberMarks marks) {
  const std::size_t mark = text.find(marks.decimal);
  const std::string_view before = text.substr(0, mark);
  const std::string_view after = mark == std::string_view::npos ? "" : text.substr(mark + 1);
  if (before.empty() && after.empty()) return std::nullopt;
  const auto whole = before.empty() ? std::string("0") : ungrouped(before, marks.group);
  if (!whole || (!after.empty() && !all_digits(after))) return std::nullopt;
  return *whole + "." + std::string(after);
}

/// "e-3", or nothing.
bool is_exponent(std::string_view text) {
  if (text.empty()) return true;
  text.remove_prefix(1);
  take_sign(text);
  return all_digits(text);
}

/// What stands between the brackets of "(5, 3)" or "[5, 3]".
std::string_view unbracketed(std::string_view text) {
  text = trimmed(text);
  const bool round = text.starts_with('(') && text.ends_with(')');
  const bool square = text.starts_with('[') && text.ends_with(']');
  return round || square ? trimmed(text.substr(1, text.size() - 2)) : text;
}

/// "5x3", "5, 3", "5 3": whole numbers, one at least.
std::optional<std::vector<std::int64_t>> split(std::string_view text) {
  constexpr std::string_view kMarks = "xX,;";
  std::vector<std::int64_t> numbers;
  while (true) {
    const std::string_view part = text.substr(0, text.find_first_of("xX,; "));
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    numbers.push_back(number);
    if (part.size() == text.size()) return numbers;
    text = trimmed(text.substr(part.size()));
    if (kMarks.find(text.front()) != std::string_view::npos) text = trimmed(text.substr(1));
  }
}

}  // namespace

std::optional<std::int64_t> read_whole(std::string_view text, NumberMarks marks) {
  text = trimmed(text);
  const std::string sign = take_sign(text);
  const auto digits = ungrouped(text, marks.group);
  if (!digits) return std::nullopt;
  const std::string number = sign + *digits;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error == std::errc()) return value;
  using Limits = std::numeric_limits<std::int64_t>;
  return sign.empty() ? Limits::max() : Limits::min();
}

std::optional<double> read_real(std::string_view text, NumberMarks marks) {
  text = trimmed(text);
  const std::string sign = take_sign(text);
  const std::size_t end = std::min(text.find_first_of("eE"), text.size());
  const std::string_view exponent = text.substr(end);
  auto mantissa = plain_mantissa(text.substr(0, end), marks);
  if (!mantissa) mantissa = plain_mantissa(text.substr(0, end), {marks.group, '\0'});
  if (!mantissa || !is_exponent(exponent)) return std::nullopt;
  const double value = std::strtod((sign + *mantissa + std::string(exponent)).c_str(), nullptr);
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::vector<std::int64_t>> read_size(std::string_view text) {
  auto sizes = split(unbracketed(text));
  if (!sizes || sizes->size() > 2 || std::ranges::min(*sizes) < 0) return std::nullopt;
  if (sizes->size() == 1) sizes->push_back(sizes->front());
  return sizes;
}

std::optional<std::vector<std::int64_t>> read_integers(std::string_view text) {
  text = unbracketed(text);
  if (text.ends_with(',')) text = trimmed(text.substr(0, text.size() - 1));
  return split(text);
}

}  // namespace glassbox::ui
