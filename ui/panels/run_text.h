#pragma once

#include <string>

#include "engine/session/snapshot.h"

namespace glassbox::ui {

/// What the run is at, in a few words: "Epoch 2 · step 470 of 1,875", "1 epoch done", why it has stopped.
std::string run_text(const Snapshot& snapshot);
/// How much of the epoch is done: all of it where the run rests between two.
float epoch_share(const RunState& run);

}  // namespace glassbox::ui
