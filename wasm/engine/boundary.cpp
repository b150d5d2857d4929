#include "wasm/engine/boundary.h"

#include "engine/base/sentence.h"
#include "engine/model/json.h"

namespace glassbox::wasm {

val failure(const Error& error) {
  val details = val::object();
  details.set("code", error.code);
  details.set("arguments", array_of(error.arguments));
  details.set("layer", error.layer);
  details.set("parameter", error.parameter);
  details.set("message", sentence(error));
  val result = val::object();
  result.set("error", details);
  return result;
}

val success(val value) {
  val result = val::object();
  result.set("value", value);
  return result;
}

val outcome(const Status& status) {
  return status ? success() : failure(status.error());
}

Result<std::vector<Attribute>> parse_settings(const std::string& text) {
  const Result<Json> json = parse_json(text);
  return json ? read_config(json.value(), "settings") : json.error();
}

std::int64_t length_of(const val& array, ArrayType type) {
  // Looked up once: every step asks for them several times.
  static const val floats = val::global("Float32Array");
  static const val bytes = val::global("Uint8Array");
  const val& wanted = type == ArrayType::floats ? floats : bytes;
  return array.instanceof (wanted) ? static_cast<std::int64_t>(array["length"].as<double>()) : -1;
}

std::int64_t length_of(const val& array) {
  return std::max({length_of(array, ArrayType::floats), length_of(array, ArrayType::bytes), std::int64_t{0}});
}

std::vector<std::byte> bytes_of(const val& array) {
  const std::int64_t length = length_of(array, ArrayType::bytes);
  std::vector<std::byte> bytes(static_cast<std::size_t>(std::max<std::int64_t>(length, 0)));
  if (!bytes.empty()) {
    copy_into(std::span(reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()), array);
  }
  return bytes;
}

val array_of(const std::vector<std::int64_t>& sizes) {
  return array_of(std::vector<double>(sizes.begin(), sizes.end()));
}

}  // namespace glassbox::wasm
