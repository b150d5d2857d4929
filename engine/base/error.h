#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace glassbox {

/// What went wrong, for a program: a stable identifier such as "conv2d.kernel_larger_than_input", the values
/// that belong in the sentence, and where it belongs. A person reads it through the UI's tr(code), which
/// fills {0}, {1}, ... from `arguments`; the identifiers and their arguments are listed in
/// engine/base/error_codes.h.
struct Error {
  std::string code;
  std::vector<std::string> arguments;
  int layer = -1;         ///< index in ModelSpec::layers the error belongs to, -1 for none
  std::string parameter;  ///< name of the layer's or optimizer's parameter, empty for none

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("code", self.code);
    visit("arguments", self.arguments);
    visit("layer", self.layer);
    visit("parameter", self.parameter);
  }

  friend bool operator==(const Error&, const Error&) = default;
};

/// A value, or the reason why there is none. Test it before use; value() of an error is a programming
/// mistake.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  [[nodiscard]] bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & { return std::get<0>(content_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(content_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(content_)); }
  [[nodiscard]] const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

struct Done {};
/// The outcome of something that yields no value.
using Status = Result<Done>;

}  // namespace glassbox
