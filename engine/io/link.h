#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "engine/model/spec.h"
#include "engine/train/config.h"

namespace glassbox {

/// An experiment as a link's fragment: the model, how it is trained (with the seed), and the view, which is
/// the UI's own text. Not the weights.
struct Experiment {
  ModelSpec model;
  std::optional<TrainingConfig> training;  ///< without it: whatever the receiver has
  std::string view;

  friend bool operator==(const Experiment&, const Experiment&) = default;
};

/// "v=1&model=...&training=...&view=...", each part percent-encoded compact JSON: readable, and safe in a
/// URL.
std::string to_link(const Experiment& experiment);
/// With or without the leading '#'. Errors: "link.version", "link.too_long" (over 16 KiB), "link.format", and
/// those of the specs.
Result<Experiment> parse_link(std::string_view fragment);

}  // namespace glassbox
