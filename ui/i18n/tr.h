#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "ui/i18n/read_number.h"

namespace glassbox::ui {

/// The text of an id in the language in force, "{0}" and "{1}" replaced by the arguments. An unknown id is
/// shown as it is.
std::string tr(std::string_view id);
std::string tr(std::string_view id, std::initializer_list<std::string_view> arguments);
/// An error as a sentence: its code is the id, its arguments fill the gaps, numbers as the language writes
/// them.
std::string tr(const Error& error);
/// The text of an id, or `otherwise` (a name of Keras', say) when the tables have none.
std::string tr_or(std::string_view id, std::string_view otherwise);

void set_language(std::string_view code);  ///< "en" or "es"
std::span<const std::string_view> languages();

NumberMarks number_marks();  ///< of the language in force

/// Numbers for reading in the language in force: "46,922" / "46.922", "97.3 %".
std::string format_count(long long value);
std::string format_real(double value, int decimals);
/// As many digits as it needs, at most `digits`: "0.001", "1e-07".
std::string format_number(double value, int digits);
std::string format_percent(double share, int decimals = 1);

}  // namespace glassbox::ui
