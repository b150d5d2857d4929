#pragma once

#include "engine/session/snapshot.h"
#include "ui/base/host.h"
#include "ui/base/view.h"

namespace glassbox::ui {

/// The learner's edit goes to the engine, one at a time: while an answer is awaited, later edits are
/// gathered.
void edit_model(View& view, Host& host, ModelSpec model);
void edit_training(View& view, Host& host, TrainingConfig training);

/// Back to what the engine has.
void revert_model(View& view, const Snapshot& snapshot);
void revert_training(View& view, const Snapshot& snapshot);

/// Takes the engine's answers out of a new snapshot: what was accepted becomes the draft, what was refused
/// stays on screen as it was typed, with the reasons, and is tried again when the engine has another model or
/// other training settings beside it.
void follow(View& view, Host& host, const Snapshot& snapshot);

}  // namespace glassbox::ui
