#include "engine/model/settings.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "engine/base/error_codes.h"
#include "engine/model/named_number.h"

namespace glassbox {
namespace {

using Type = ParameterSchema::Type;
using Kind = Value::Kind;

// Not std::to_chars: for a double it brings 100 KB of tables into each WebAssembly module.
std::string to_text(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", number);
  return text;
}

std::string joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Error out_of_range(std::string value, const ParameterSchema& parameter) {
  return make_error("parameter.range",
                    {std::move(value), to_text(parameter.minimum), to_text(parameter.maximum)});
}

/// A real number that is whole, and exact as an integer, becomes one.
Value whole(const Value& value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (value.kind == Kind::real && std::trunc(value.real) == value.real && std::abs(value.real) <= kExact) {
    return Value::of(static_cast<std::int64_t>(value.real));
  }
  return value;
}

Result<Value> check_boolean(const Value& value, const ParameterSchema&) {
  if (value.kind != Kind::boolean) return make_error("parameter.not_boolean");
  return value;
}

Result<Value> check_integer(const Value& given, const ParameterSchema& parameter) {
  const Value value = whole(given);
  if (value.kind != Kind::integer) return make_error("parameter.not_integer");
  const auto number = static_cast<double>(value.integer);
  if (number < parameter.minimum || number > parameter.maximum) {
    return out_of_range(std::to_string(value.integer), parameter);
  }
  return value;
}

Result<Value> check_real(const Value& value, const ParameterSchema& parameter) {
  if (value.kind != Kind::integer && value.kind != Kind::real) return make_error("parameter.not_number");
  const double number = value.kind == Kind::integer ? static_cast<double>(value.integer) : value.real;
  if (!std::isfinite(number)) return make_error("parameter.not_number");
  if (number < parameter.minimum || number > parameter.maximum) {
    return out_of_range(to_text(number), parameter);
  }
  return Value::of(number);
}

Result<Value> check_choice(const Value& value, const ParameterSchema& parameter) {
  const auto chosen = [&](const std::string& choice) { return is_choice(value.text, choice); };
  if (value.kind != Kind::text || std::ranges::none_of(parameter.choices, chosen)) {
    return make_error("parameter.choice",
                      {value.kind == Kind::text ? value.text : "?", joined(parameter.choices)});
  }
  return value;
}

Result<Value> check_each(std::vector<std::int64_t> integers, const ParameterSchema& parameter) {
  for (std::int64_t integer : integers) {
    const auto number = static_cast<double>(integer);
    if (number < parameter.minimum || number > parameter.maximum) {
      return out_of_range(std::to_string(integer), parameter);
    }
  }
  return Value::of(std::move(integers));
}

Result<Value> check_size2(const Value& given, const ParameterSchema& parameter) {
  const Value value = whole(given);
  std::vector<std::int64_t> sizes = value.integers;
  if (value.kind == Kind::integer) sizes = {value.integer, value.integer};
  if ((value.kind != Kind::integer && value.kind != Kind::integers) || sizes.size() != 2) {
    return make_error("parameter.not_size");
  }
  return check_each(std::move(sizes), parameter);
}

Result<Value> check_integers(const Value& given, const ParameterSchema& parameter) {
  const Value value = whole(given);
  if (value.kind == Kind::integer) return check_each({value.integer}, parameter);
  if (value.kind != Kind::integers) return make_error("parameter.not_integers");
  return check_each(value.integers, parameter);
}

Result<Value> check(const Value& value, const ParameterSchema& parameter) {
  switch (parameter.type) {
    case Type::boolean:
      return check_boolean(value, parameter);
    case Type::integer:
      return check_integer(value, parameter);
    case Type::real:
      return check_real(value, parameter);
    case Type::choice:
      return check_choice(value, parameter);
    case Type::size2:
      return check_size2(value, parameter);
    case Type::integers:
      return check_integers(value, parameter);
  }
  return value;
}

}  // namespace

Result<Settings> Settings::read(const Schema& schema, std::span<const Attribute> config) {
  for (std::size_t i = 0; i < config.size(); ++i) {
    const std::string& name = config[i].name;
    if (schema.find(name) == nullptr) {
      return make_error("parameter.unknown", {name, schema.class_name}, -1, name);
    }
    if (std::ranges::count(config.first(i), name, &Attribute::name) > 0) {
      return make_error("parameter.duplicate", {name}, -1, name);
    }
  }
  Settings settings;
  for (const ParameterSchema& parameter : schema.parameters) {
    const auto given = std::ranges::find(config, parameter.name, &Attribute::name);
    Value value = parameter.default_value;
    if (given != config.end() && given->value.kind != Kind::none) {
      Result<Value> checked = check(given->value, parameter);
      if (!checked) {
        Error error = checked.error();
        error.parameter = parameter.name;
        return error;
      }
      value = std::move(checked).value();
    } else if (parameter.required) {
      return make_error("parameter.missing", {parameter.name}, -1, parameter.name);
    }
    settings.values_.emplace_back(parameter.name, std::move(value));
  }
  return settings;
}

const Value& Settings::value(std::string_view parameter) const {
  return std::ranges::find(values_, parameter, &std::pair<std::string_view, Value>::first)->second;
}

bool Settings::boolean(std::string_view parameter) const {
  return value(parameter).integer != 0;
}
std::int64_t Settings::integer(std::string_view parameter) const {
  return value(parameter).integer;
}
double Settings::real(std::string_view parameter) const {
  return value(parameter).real;
}
const std::string& Settings::choice(std::string_view parameter) const {
  return value(parameter).text;
}
std::array<std::int64_t, 2> Settings::size2(std::string_view parameter) const {
  const std::vector<std::int64_t>& sizes = value(parameter).integers;
  return {sizes[0], sizes[1]};
}
const std::vector<std::int64_t>& Settings::integers(std::string_view parameter) const {
  return value(parameter).integers;
}
bool Settings::has(std::string_view parameter) const {
  return value(parameter).kind != Kind::none;
}

}  // namespace glassbox
