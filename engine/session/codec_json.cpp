#include <string>
#include <type_traits>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/json.h"
#include "engine/model/limits.h"
#include "engine/session/codec.h"
#include "engine/session/fields.h"

namespace glassbox {
namespace {

template <class T>
Json write(const T& value) {
  if constexpr (std::is_enum_v<T>) {
    return static_cast<std::int32_t>(value);
  } else if constexpr (std::is_same_v<T, std::vector<Attribute>>) {
    return write_config(value);
  } else if constexpr (codec::kIsVector<T>) {
    Json array = Json::array();
    for (const auto& item : value) array.push_back(write(item));
    return array;
  } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
    return value;
  } else {
    Json object = Json::object();
    T::fields(value, [&object](const char* name, const auto& field) { object[name] = write(field); });
    return object;
  }
}

/// The text as an object that nests no deeper than a command needs.
Result<Json> parse_object(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(limits::kSpecBytes)) {
    return make_error("message.too_long", {std::to_string(text.size()), std::to_string(limits::kSpecBytes)});
  }
  bool too_deep = false;
  const auto guard = [&too_deep](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > limits::kJsonDepth;
    return !too_deep;
  };
  Json json = Json::parse(text, guard, /*allow_exceptions=*/false);
  if (too_deep || !json.is_object()) return make_error("message.not_json");
  return json;
}

/// Reads values of the types of a struct's fields and keeps the first error.
class JsonReader {
 public:
  template <class T>
  void read(const Json& json, T& value, const std::string& path) {
    if constexpr (std::is_same_v<T, bool>) {
      if (!json.is_boolean()) return fail(path);
      value = json.get<bool>();
    } else if constexpr (std::is_enum_v<T>) {
      std::int64_t number = 0;
      if (!read_integer(json, number) || !codec::read_enum(number, value)) fail(path);
    } else if constexpr (std::is_integral_v<T>) {
      std::int64_t number = 0;
      if (!read_integer(json, number) || !std::in_range<T>(number)) return fail(path);
      value = static_cast<T>(number);
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!json.is_number()) return fail(path);
      value = static_cast<T>(json.get<double>());
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (!json.is_string()) return fail(path);
      value = json.get<std::string>();
    } else if constexpr (std::is_same_v<T, std::vector<Attribute>>) {
      auto config = read_config(json, path);
      if (!config) return fail(path);
      value = std::move(config).value();
    } else if constexpr (codec::kIsVector<T>) {
      if (!json.is_array()) return fail(path);
      value.clear();
      for (const Json& item : json) {
        const std::string item_path = path + "[" + std::to_string(value.size()) + "]";
        read(item, value.emplace_back(), item_path);
      }
    } else {
      read_members(json, value, path, 0);
    }
  }

  /// `others`: how many members belong to somebody else.
  template <class T>
  void read_members(const Json& json, T& value, const std::string& path, std::size_t others) {
    if (!json.is_object()) return fail(path);
    std::size_t known = others;
    T::fields(value, [&](const char* name, auto& field) {
      const Json* member = find_member(json, name);
      if (member == nullptr) return;
      ++known;
      read(*member, field, path.empty() ? name : path + "." + name);
    });
    if (known != json.size()) fail(path.empty() ? "?" : path + ".?");
  }

  [[nodiscard]] bool ok() const { return wrong_.empty(); }
  [[nodiscard]] Error error() const { return make_error("message.field", {wrong_}); }

 private:
  void fail(const std::string& path) {
    if (wrong_.empty()) wrong_ = path;
  }

  std::string wrong_;
};

}  // namespace

std::string to_json(const Snapshot& snapshot) {
  return write_json(write(snapshot));
}

Result<Command> parse_command(std::string_view json) {
  Result<Json> parsed = parse_object(json);
  if (!parsed) return parsed.error();
  const Json& object = parsed.value();
  const Json* name = find_member(object, "command");
  if (name == nullptr || !name->is_string()) return make_error("message.field", {"command"});

  const auto wanted = name->get<std::string>();
  bool found = false;
  Command command;
  JsonReader reader;
  codec::for_each_command([&]<class C>(std::size_t) {
    if (wanted != C::kName) return;
    found = true;
    reader.read_members(object, command.emplace<C>(), "", 1);
  });
  if (!found) return make_error("message.unknown");
  if (!reader.ok()) return reader.error();
  return command;
}

}  // namespace glassbox
