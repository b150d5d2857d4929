#include "ui/i18n/tr.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <unordered_map>
#include <vector>

#include "ui/i18n/rows.h"

namespace glassbox::ui {
namespace {

constexpr std::array<std::string_view, 2> kLanguages = {"en", "es"};
std::size_t language = 0;

const std::unordered_map<std::string_view, const Row*>& table() {
  static const auto built = [] {
    std::unordered_map<std::string_view, const Row*> rows;
    for (const auto subject : {app_rows(), model_rows(), training_rows(), instrument_rows(),
                               model_error_rows(), inspect_error_rows(), data_error_rows()}) {
      for (const Row& row : subject) rows.emplace(row.id, &row);
    }
    return rows;
  }();
  return built;
}

std::string_view find(std::string_view id) {
  const auto row = table().find(id);
  if (row == table().end()) return {};
  return language == 0 ? row->second->english : row->second->spanish;
}

template <class Arguments>
std::string fill(std::string_view text, const Arguments& arguments) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool gap = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
    const auto number = gap ? static_cast<std::size_t>(text[i + 1] - '0') : 0;
    if (gap && number < arguments.size()) {
      filled += *(arguments.begin() + static_cast<std::ptrdiff_t>(number));
      i += 2;
    } else {
      filled += text[i];
    }
  }
  return filled;
}

/// A number as C writes it, with the language's decimal mark.
std::string localised(std::string number) {
  std::ranges::replace(number, '.', number_marks().decimal);
  return number;
}

}  // namespace

std::string tr(std::string_view id) {
  return tr(id, {});
}

std::string tr(std::string_view id, std::initializer_list<std::string_view> arguments) {
  const std::string_view text = find(id);
  return text.empty() ? std::string(id) : fill(text, arguments);
}

std::string tr(const Error& error) {
  const std::string_view text = find(error.code);
  if (text.empty()) return error.code;
  std::vector<std::string> arguments = error.arguments;
  for (std::string& argument : arguments) {
    if (read_real(argument, {})) argument = localised(argument);
  }
  return fill(text, arguments);
}

std::string tr_or(std::string_view id, std::string_view otherwise) {
  const std::string_view text = find(id);
  return std::string(text.empty() ? otherwise : text);
}

void set_language(std::string_view code) {
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    if (code.substr(0, 2) == kLanguages[i]) language = i;
  }
}

std::span<const std::string_view> languages() {
  return kLanguages;
}

NumberMarks number_marks() {
  return language == 0 ? NumberMarks{'.', ','} : NumberMarks{',', '.'};
}

std::string format_count(long long value) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, number_marks().group);
  return (value < 0 ? "-" : "") + digits;
}

std::string format_real(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return localised(text.data());
}

std::string format_number(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*g", digits, value);
  return localised(text.data());
}

std::string format_percent(double share, int decimals) {
  if (!std::isfinite(share)) return "–";
  return format_real(share * 100, decimals) + " %";
}

}  // namespace glassbox::ui
