#pragma once

#include <optional>
#include <string_view>

namespace glassbox {

/// "constant(0.1)": a name with a number, as a text. Keras would write {"class_name": "Constant", "config":
/// {"value": 0.1}}; as a text it is a choice like its neighbours in specs, links and editors.
struct NamedNumber {
  std::string_view name;
  double number = 0;
};

/// Nothing for a text of another form, or a number beyond a million either way.
std::optional<NamedNumber> read_named_number(std::string_view text);

/// Whether `text` is that choice, or has its name with another number.
bool is_choice(std::string_view text, std::string_view choice);

}  // namespace glassbox
