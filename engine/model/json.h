#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/spec.h"

/// What the JSON of model specs and of training configs share. For .cpp files only: the library is large.
namespace glassbox {

using Json = nlohmann::ordered_json;

/// A JSON object. Errors: "spec.too_long", "spec.not_json". Never throws.
Result<Json> parse_json(std::string_view text);
/// Compact; bytes that are no UTF-8 are replaced, numbers that JSON cannot say become null.
std::string write_json(const Json& json);

/// False for what is no integer of 64 bits.
bool read_integer(const Json& json, std::int64_t& value);

/// The members of an object: "spec.field" with `path` for what is no object, or has a member outside
/// `members`.
Status check_members(const Json& json, std::initializer_list<std::string_view> members,
                     const std::string& path);
/// Null where the object has no such member.
const Json* find_member(const Json& json, std::string_view member);

/// {"filters": 32, "kernel_size": [5, 5]} and back. "spec.field" with `path` for a value that no Value holds.
Result<std::vector<Attribute>> read_config(const Json& json, const std::string& path);
Json write_config(const std::vector<Attribute>& config);

}  // namespace glassbox
