#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/digit.h"
#include "engine/model/spec.h"
#include "engine/train/config.h"

namespace glassbox::ui {

/// What the learner edits while the engine has the last word (see drafts.h).
template <class Value>
struct Draft {
  Value value;                  ///< as edited; the engine's own once accepted
  std::vector<Error> refusals;  ///< why the engine did not take it; the engine keeps what it had
  bool waiting = false;         ///< sent, not answered yet
  bool edited = false;          ///< changed again while waiting
  bool news = false;            ///< the refusals have not been brought into view yet
};

/// What was typed last and is no value of its field, which keeps the one before.
struct Mistyped {
  std::string field;   ///< the widget's name; empty: none
  std::string reason;  ///< id of a text: {0} is what was typed, {1} and {2} the limits
  std::string text;
  std::string minimum;
  std::string maximum;
};

/// What the learner has chosen to look at: everything on screen that is not in the Snapshot. Plain data.
struct View {
  bool dark = false;
  std::string language = "en";
  std::vector<Stroke> strokes;       ///< on the pad
  bool drawing = false;              ///< the pen is down: the last stroke grows
  std::int32_t page = 0;             ///< of a narrow screen: draw, model, train, look
  std::int32_t instrument = 0;       ///< of a medium screen, and below the network on a wide one
  std::int32_t selected_layer = -1;  ///< in the network view; -1: none
  std::int32_t open_layer = -1;      ///< in the model column, with all its settings; -1: none
  std::int64_t sample = 0;           ///< test digit last chosen
  std::uint32_t sample_draws = 0;    ///< random test digits chosen so far
  bool log_loss = false;             ///< the loss curve's axis
  std::string notice;                ///< a message to the learner, until it is closed; empty: none
  bool copied = false;               ///< the link was copied just now
  Mistyped mistyped;                 ///< until its field or the settings are edited again
  Draft<ModelSpec> model;
  Draft<TrainingConfig> training;
  std::uint32_t model_version = 0;  ///< Snapshot::model_version last seen
  TrainingConfig last_training;     ///< Snapshot::training last seen
  std::uint32_t refused = 0;        ///< Snapshot::refused last seen
  std::uint32_t handled = 0;        ///< Snapshot::handled last seen
};

}  // namespace glassbox::ui
