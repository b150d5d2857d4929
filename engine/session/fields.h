#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "engine/session/command.h"
#include "engine/session/snapshot.h"

/// How the codec tells the kinds of fields apart; see the fields() visitors of the structs.
namespace glassbox::codec {

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

/// A number that stands in a message as its bytes.
template <class T>
concept Number = std::is_arithmetic_v<T> && !std::same_as<T, bool>;

/// The names of an enum's values, which count from 0.
template <class T>
inline constexpr std::array<std::string_view, 0> kEnumNames{};
template <>
inline constexpr auto kEnumNames<Value::Kind> = std::to_array<std::string_view>({"none", "boolean", "integer",
                                                                                 "real", "text", "integers"});
template <>
inline constexpr auto kEnumNames<RunStatus> =
    std::to_array<std::string_view>({"paused", "training", "waiting_for_data", "evaluating", "diverged"});
template <>
inline constexpr auto kEnumNames<DigitSource> = std::to_array<std::string_view>({"none", "drawn", "test"});

/// False leaves `value` as it is.
template <class Enum>
bool read_enum(std::int64_t number, Enum& value) {
  static_assert(!kEnumNames<Enum>.empty());
  if (number < 0 || number >= static_cast<std::int64_t>(kEnumNames<Enum>.size())) return false;
  value = static_cast<Enum>(number);
  return true;
}

/// Calls `visit.template operator()<C>(index)` for each alternative C of Command.
template <class Visitor>
void for_each_command(Visitor&& visit) {
  const auto unfold = [&visit]<class... C>(const std::variant<C...>*) {
    std::size_t index = 0;
    (visit.template operator()<C>(index++), ...);
  };
  unfold(static_cast<const Command*>(nullptr));
}

}  // namespace glassbox::codec
