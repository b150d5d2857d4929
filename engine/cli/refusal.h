#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "engine/base/error.h"
#include "engine/base/sentence.h"

namespace glassbox::cli {

/// Ends the program with a sentence for whoever started it.
struct Refusal : std::runtime_error {
  explicit Refusal(const std::string& text, int the_status = 1)
      : std::runtime_error(text), status(the_status) {}

  int status;  ///< of the program: 1, or 2 for a command line that cannot be read
};

/// An error of the engine about a file or an option.
inline Refusal refusal(const Error& error, const std::string& about) {
  std::string place = about;
  if (error.layer >= 0) place += ", layer " + std::to_string(error.layer + 1);
  if (!error.parameter.empty()) place += ", " + error.parameter;
  return Refusal(place + ": " + sentence(error) + " (" + error.code + ")");
}

template <class T>
T value_of(Result<T> result, const std::string& about) {
  if (!result) throw refusal(result.error(), about);
  return std::move(result).value();
}
inline void require(const Status& status, const std::string& about) {
  if (!status) throw refusal(status.error(), about);
}

}  // namespace glassbox::cli
