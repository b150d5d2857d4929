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
  std::optional<Moment> present;   ///< what is known of the last step, until the history has it

  /// Hands the present step over, where there is one: by then it is known what followed it.
  void remember() {
    if (history && present) history->record(*present, training, model->state());
    present.reset();
  }
};

}  // namespace glassbox::wasm
