#include "engine/model/json.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/limits.h"

namespace glassbox {
namespace {

Error bad_field(const std::string& path) {
  return make_error("spec.field", {path});
}

Result<Value> read_value(const Json& json, const std::string& path) {
  std::int64_t integer = 0;
  if (json.is_null()) return Value{};
  if (json.is_boolean()) return Value::of(json.get<bool>());
  if (read_integer(json, integer)) return Value::of(integer);
  if (json.is_number()) return Value::of(json.get<double>());
  if (json.is_string()) return Value::of(json.get<std::string>());
  if (!json.is_array()) return bad_field(path);
  std::vector<std::int64_t> integers;
  for (const Json& item : json) {
    if (!read_integer(item, integer)) return bad_field(path);
    integers.push_back(integer);
  }
  return Value::of(std::move(integers));
}

Json write_value(const Value& value) {
  switch (value.kind) {
    case Value::Kind::none:
      return nullptr;
    case Value::Kind::boolean:
      return value.integer != 0;
    case Value::Kind::integer:
      return value.integer;
    case Value::Kind::real:
      return value.real;
    case Value::Kind::text:
      return value.text;
    case Value::Kind::integers:
      return value.integers;
  }
  return nullptr;
}

}  // namespace

bool read_integer(const Json& json, std::int64_t& value) {
  if (!json.is_number_integer()) return false;
  if (json.is_number_unsigned() &&
      json.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return false;
  }
  value = json.get<std::int64_t>();
  return true;
}

Result<Json> parse_json(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(limits::kSpecBytes)) {
    return make_error("spec.too_long", {std::to_string(text.size()), std::to_string(limits::kSpecBytes)});
  }
  bool too_complex = false;
  int events = 0;
  const auto guard = [&](int depth, Json::parse_event_t, Json&) {
    too_complex = too_complex || depth > limits::kJsonDepth || ++events > limits::kJsonEvents;
    return !too_complex;
  };
  Json json = Json::parse(text, guard, /*allow_exceptions=*/false);
  if (too_complex || !json.is_object()) return make_error("spec.not_json");
  return json;
}

std::string write_json(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Status check_members(const Json& json, std::initializer_list<std::string_view> members,
                     const std::string& path) {
  if (!json.is_object()) return bad_field(path);
  for (const auto& item : json.items()) {
    if (std::ranges::count(members, std::string_view(item.key())) == 0) {
      return bad_field(path.empty() ? item.key() : path + "." + item.key());
    }
  }
  return Done{};
}

const Json* find_member(const Json& json, std::string_view member) {
  const auto found = json.find(std::string(member));
  return found == json.end() ? nullptr : &*found;
}

Result<std::vector<Attribute>> read_config(const Json& json, const std::string& path) {
  if (!json.is_object()) return bad_field(path);
  std::vector<Attribute> config;
  for (const auto& item : json.items()) {
    Result<Value> value = read_value(item.value(), path + "." + item.key());
    if (!value) return value.error();
    config.push_back({item.key(), std::move(value).value()});
  }
  return config;
}

Json write_config(const std::vector<Attribute>& config) {
  Json json = Json::object();
  for (const Attribute& attribute : config) json[attribute.name] = write_value(attribute.value);
  return json;
}

}  // namespace glassbox
