#include "ui/panels/parameter_field.h"

#include <algorithm>
#include <utility>

#include "ui/i18n/tr.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

using Type = ParameterSchema::Type;

std::int64_t whole(double limit) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  return static_cast<std::int64_t>(std::clamp(limit, -kExact, kExact));
}

bool edit_boolean(Context& context, const std::string& name, const std::string& label, Value& value,
                  const std::string& error) {
  bool on = value.integer != 0;
  if (!checkbox(context, name, label, on, error)) return false;
  value = Value::of(on);
  return true;
}

bool edit_integer(Context& context, const std::string& name, const std::string& label,
                  const ParameterSchema& parameter, Value& value, const std::string& error) {
  std::int64_t number = value.kind == Value::Kind::real ? whole(value.real) : value.integer;
  if (!integer_field(context, name, label, number, whole(parameter.minimum), whole(parameter.maximum),
                     error)) {
    return false;
  }
  value = Value::of(number);
  return true;
}

bool edit_real(Context& context, const std::string& name, const std::string& label,
               const ParameterSchema& parameter, Value& value, const std::string& error) {
  double number = value.kind == Value::Kind::integer ? static_cast<double>(value.integer) : value.real;
  if (!real_field(context, name, label, number, parameter.minimum, parameter.maximum, error)) return false;
  value = Value::of(number);
  return true;
}

bool edit_choice(Context& context, const std::string& name, const std::string& label,
                 const ParameterSchema& parameter, Value& value, const std::string& error) {
  std::vector<std::string> choices = parameter.choices;
  auto found = std::find(choices.begin(), choices.end(), value.text);
  if (found == choices.end() && !value.text.empty()) found = choices.insert(found, value.text);
  int selected = static_cast<int>(found - choices.begin());
  if (!combo(context, name, label, choices, selected, error)) return false;
  value = Value::of(choices[static_cast<std::size_t>(selected)]);
  return true;
}

/// Emptied, it is the default again where that is none.
bool edit_list(Context& context, const std::string& name, const std::string& label,
               const ParameterSchema& parameter, Value& value, const std::string& error) {
  const bool size = parameter.type == Type::size2;
  std::vector<std::int64_t> numbers = value.integers;
  if (value.kind == Value::Kind::integer) numbers.assign(size ? 2 : 1, value.integer);
  const bool optional = !parameter.required && parameter.default_value.kind == Value::Kind::none;
  const auto field = size ? size_field : integers_field;
  if (!field(context, name, label, numbers, optional, error)) return false;
  value = numbers.empty() ? Value() : Value::of(std::move(numbers));
  return true;
}

}  // namespace

bool parameter_field(Context& context, const std::string& owner, const ParameterSchema& parameter,
                     Value& value, const std::string& error) {
  const std::string name = owner.empty() ? parameter.name : owner + "." + parameter.name;
  const std::string label = tr_or("parameter." + parameter.name, parameter.name);
  switch (parameter.type) {
    case Type::boolean:
      return edit_boolean(context, name, label, value, error);
    case Type::integer:
      return edit_integer(context, name, label, parameter, value, error);
    case Type::real:
      return edit_real(context, name, label, parameter, value, error);
    case Type::choice:
      return edit_choice(context, name, label, parameter, value, error);
    case Type::size2:
    case Type::integers:
      return edit_list(context, name, label, parameter, value, error);
  }
  return false;
}

Value present_value(const std::vector<Attribute>& config, const ParameterSchema& parameter) {
  const auto found = std::find_if(config.begin(), config.end(), [&](const Attribute& attribute) {
    return attribute.name == parameter.name;
  });
  return found == config.end() ? parameter.default_value : found->value;
}

void assign(std::vector<Attribute>& config, const std::string& parameter, Value value) {
  const auto found = std::find_if(config.begin(), config.end(),
                                  [&](const Attribute& attribute) { return attribute.name == parameter; });
  if (value.kind == Value::Kind::none) {
    if (found != config.end()) config.erase(found);
  } else if (found == config.end()) {
    config.push_back({parameter, std::move(value)});
  } else {
    found->value = std::move(value);
  }
}

}  // namespace glassbox::ui
