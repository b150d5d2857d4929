#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/schema.h"

namespace glassbox {

/// A layer's or optimizer's config after its check against the schema: what it leaves out has its default,
/// every value has its parameter's type and range. An absent value (JSON's null) counts as left out; a whole
/// real number counts as an integer, as JavaScript writes one.
class Settings {
 public:
  /// Errors: "parameter.*", with the name of the parameter.
  static Result<Settings> read(const Schema& schema, std::span<const Attribute> config);

  /// The value of a parameter of the schema, of that type.
  [[nodiscard]] bool boolean(std::string_view parameter) const;
  [[nodiscard]] std::int64_t integer(std::string_view parameter) const;
  [[nodiscard]] double real(std::string_view parameter) const;
  [[nodiscard]] const std::string& choice(std::string_view parameter) const;
  [[nodiscard]] std::array<std::int64_t, 2> size2(std::string_view parameter) const;
  [[nodiscard]] const std::vector<std::int64_t>& integers(std::string_view parameter) const;
  /// False where it was left out and has no default of its own.
  [[nodiscard]] bool has(std::string_view parameter) const;

 private:
  [[nodiscard]] const Value& value(std::string_view parameter) const;

  std::vector<std::pair<std::string_view, Value>> values_;  ///< in the order of the schema, which outlives it
};

}  // namespace glassbox
