#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/data/digit.h"
#include "engine/model/spec.h"

namespace glassbox::ui {

/// What the learner has chosen to look at: everything on screen that is not in the Snapshot. Plain data.
struct View {
  bool dark = false;
  std::string language = "en";
  std::vector<Stroke> strokes;       ///< on the pad
  bool drawing = false;              ///< the pen is down: the last stroke grows
  ModelSpec draft;                   ///< the model column as edited; the engine's own once accepted
  std::uint32_t draft_version = 0;   ///< Snapshot::model_version that `draft` was last taken from
  std::int32_t tab = 0;              ///< which instrument shows on narrow screens
  std::int32_t selected_layer = -1;  ///< in the network view; -1: none
  std::int64_t sample = 0;           ///< test digit last chosen
};

}  // namespace glassbox::ui
