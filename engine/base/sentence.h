#pragma once

#include <string>

#include "engine/base/error.h"

namespace glassbox {

/// An error in English, by error_codes.h: for whoever has none of the UI's texts.
std::string sentence(const Error& error);

}  // namespace glassbox
