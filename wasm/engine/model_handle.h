#pragma once

#include <memory>
#include <optional>

#include "engine/train/history.h"
#include "engine/train/model.h"

namespace glassbox::wasm {

/// A model in JavaScript's hands, as all bindings that take one see it.
struct ModelHandle {
  std::unique_ptr<Model> model;
  std::optional<History> history;  ///< where one is kept
  History::Training training;      ///< the settings in force, for the history
};

}  // namespace glassbox::wasm
