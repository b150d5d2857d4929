#pragma once

#include <span>
#include <string_view>

namespace glassbox::ui {

/// A text in every language, side by side: a missing one is seen at once. "{0}", "{1}" stand for arguments.
struct Row {
  std::string_view id;
  std::string_view english;
  std::string_view spanish;
};

// One file a subject; ids begin with the subject: "train.start", "pad.undo", an error's code.
std::span<const Row> app_rows();         ///< app, theme, link, tabs, data
std::span<const Row> model_rows();       ///< field, model, layer, parameter
std::span<const Row> training_rows();    ///< train, training, optimizer
std::span<const Row> instrument_rows();  ///< pad, prediction, curves, network, confusion
std::span<const Row>
model_error_rows();  ///< every code of engine/base/error_codes.h about models and training
std::span<const Row> inspect_error_rows();  ///< those about what a learner looks at: scalar, inspect
std::span<const Row> data_error_rows();     ///< every other code

}  // namespace glassbox::ui
