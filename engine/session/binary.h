#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "engine/base/little_endian.h"
#include "engine/session/fields.h"

/// The binary form of structs with fields(); engine/session/codec.h describes it.
namespace glassbox::codec {

class Writer {
 public:
  /// Appends to `bytes`.
  explicit Writer(std::vector<std::byte>& bytes) : bytes_(bytes) {}

  template <class T>
  void write(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      write(std::uint8_t{value});
    } else if constexpr (std::is_enum_v<T>) {
      write(static_cast<std::int32_t>(value));
    } else if constexpr (Number<T>) {
      append(&value, sizeof(T));
    } else if constexpr (std::is_same_v<T, std::string>) {
      write_count(value.size());
      append(value.data(), value.size());
    } else if constexpr (kIsVector<T>) {
      write_count(value.size());
      if constexpr (Number<typename T::value_type>) {
        append(value.data(), value.size() * sizeof(typename T::value_type));
      } else {
        for (const auto& item : value) write(item);
      }
    } else {
      T::fields(value, [&](const char*, const auto& field) { write(field); });
    }
  }

  void write_bytes(std::span<const std::byte> bytes) {
    write_count(bytes.size());
    append(bytes.data(), bytes.size());
  }

 private:
  void write_count(std::size_t count) { write(static_cast<std::uint32_t>(count)); }
  void append(const void* data, std::size_t size) {
    if (size == 0) return;
    const std::size_t end = bytes_.size();
    bytes_.resize(end + size);
    std::memcpy(bytes_.data() + end, data, size);
  }

  std::vector<std::byte>& bytes_;
};

/// Reads what a Writer wrote. Its bytes may be anything: memory is taken only for what they really hold.
class Reader {
 public:
  enum class Problem : std::uint8_t { none, truncated, unknown };

  explicit Reader(std::span<const std::byte> bytes) : rest_(bytes) {}

  [[nodiscard]] Problem problem() const { return problem_; }
  [[nodiscard]] bool ok() const { return problem_ == Problem::none; }
  [[nodiscard]] std::span<const std::byte> rest() const { return rest_; }

  /// After a problem nothing more is read.
  template <class T>
  void read(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      std::uint8_t byte = 0;
      read(byte);
      if (byte > 1) fail(Problem::unknown);
      value = byte == 1;
    } else if constexpr (std::is_enum_v<T>) {
      std::int32_t number = 0;
      read(number);
      if (ok() && !read_enum(number, value)) fail(Problem::unknown);
    } else if constexpr (Number<T>) {
      const auto bytes = take(sizeof(T));
      if (ok()) value = load_little_endian<T>(bytes);
    } else if constexpr (std::is_same_v<T, std::string>) {
      const auto bytes = read_bytes();
      value.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    } else if constexpr (kIsVector<T>) {
      read_items(value);
    } else {
      T::fields(value, [&](const char*, auto& field) { read(field); });
    }
  }

  /// Counted bytes, borrowed from the message.
  std::span<const std::byte> read_bytes() { return take(read_count()); }

 private:
  template <class Item>
  void read_items(std::vector<Item>& items) {
    const std::size_t count = read_count();
    items.clear();
    if constexpr (Number<Item>) {
      if (count > rest_.size() / sizeof(Item)) return fail(Problem::truncated);
      const auto bytes = take(count * sizeof(Item));
      items.resize(count);
      if (count > 0) std::memcpy(items.data(), bytes.data(), bytes.size());
    } else {
      if (count > rest_.size()) return fail(Problem::truncated);  // an item has at least a byte
      for (std::size_t i = 0; i < count && ok(); ++i) read(items.emplace_back());
    }
  }

  std::size_t read_count() {
    std::uint32_t count = 0;
    read(count);
    return count;
  }

  std::span<const std::byte> take(std::size_t size) {
    if (size > rest_.size()) fail(Problem::truncated);
    if (!ok()) return {};
    const auto taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

  void fail(Problem problem) {
    if (ok()) problem_ = problem;
  }

  std::span<const std::byte> rest_;
  Problem problem_ = Problem::none;
};

}  // namespace glassbox::codec
