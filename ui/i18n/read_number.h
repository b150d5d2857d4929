#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace glassbox::ui {

/// How a language writes a number: "1,234.5" or "1.234,5".
struct NumberMarks {
  char decimal = '.';
  char group = ',';
};

// What was typed, read as a whole or not at all: nothing is left out, rounded or guessed. Spaces around it do
// not count.

/// "1,000", "-5". Beyond 64 bits it stays at their ends, which lie outside of every field's range.
std::optional<std::int64_t> read_whole(std::string_view text, NumberMarks marks);

/// "0.001", "1e-3", "1,000.5". The point that a language groups with is a decimal point where it cannot
/// group ("0.001" in Spanish), and so is the comma ("0,5" in English).
std::optional<double> read_real(std::string_view text, NumberMarks marks);

/// "5" (a square), "5x3", "(5, 3)": height and width.
std::optional<std::vector<std::int64_t>> read_size(std::string_view text);

/// "7, 7, 16", "(-1, 16)", "(10,)".
std::optional<std::vector<std::int64_t>> read_integers(std::string_view text);

}  // namespace glassbox::ui
