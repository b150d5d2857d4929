#pragma once

#include <emscripten/val.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/model/spec.h"

/// What crosses between the engine and JavaScript. A function that can fail returns an object with either
/// `value` or `error`: {code, arguments, layer, parameter, message}. Typed arrays are the caller's own; a
/// view into the module's memory, where one is given for speed, is valid until the next call into the module.
namespace glassbox::wasm {

using emscripten::val;

/// The error with its English sentence.
val failure(const Error& error);
val success(val value = val::undefined());
val outcome(const Status& status);

/// {noise: 0.1, image_size: [32, 32]} from JSON.
Result<std::vector<Attribute>> parse_settings(const std::string& text);

/// Runs `work`, which returns a `val`; memory that cannot be had becomes an error like any other.
template <class Work>
val guarded(Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const std::bad_alloc&) {
    return failure(make_error("engine.out_of_memory"));
  }
}

enum class ArrayType { floats, bytes };  ///< Float32Array and Uint8Array
/// A typed array's length; -1 for anything else.
std::int64_t length_of(const val& array, ArrayType type);
/// The length of a Float32Array or a Uint8Array; 0 for anything else.
std::int64_t length_of(const val& array);

template <class T>
val view_of(std::span<const T> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data()));
}
inline val view_of(std::span<const std::byte> bytes) {
  return view_of(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}
/// A typed array of its own.
template <class T>
val copy_of(std::span<const T> values) {
  return view_of(values).template call<val>("slice");
}

/// A plain struct of the engine as a JavaScript object, by its fields() visitor: numbers as such, rows of
/// floats as a Float32Array, other rows as arrays, an enum as its number.
template <class T>
val to_val(const T& item);
inline val to_val(const std::vector<float>& values) {
  return copy_of(std::span<const float>(values));
}
template <class T>
val to_val(const std::vector<T>& items) {
  val array = val::array();
  for (const T& item : items) array.call<void>("push", to_val(item));
  return array;
}
template <class T>
val to_val(const T& item) {
  if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::string>) {
    return val(item);
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    return val(static_cast<double>(item));
  } else {
    val object = val::object();
    T::fields(item, [&](const char* name, const auto& field) { object.set(name, to_val(field)); });
    return object;
  }
}

/// Copies a typed array of as many items, and of the type T.
template <class T>
void copy_into(std::span<T> target, const val& array) {
  val(emscripten::typed_memory_view(target.size(), target.data())).call<void>("set", array);
}

/// The bytes of a Uint8Array; of anything else, none.
std::vector<std::byte> bytes_of(const val& array);

template <class T>
val array_of(const std::vector<T>& items) {
  val array = val::array();
  for (const T& item : items) array.call<void>("push", item);
  return array;
}
/// A shape's sizes as JavaScript numbers.
val array_of(const std::vector<std::int64_t>& sizes);

}  // namespace glassbox::wasm
