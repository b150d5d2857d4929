#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/session/bench.h"
#include "engine/session/run.h"
#include "engine/session/session.h"

namespace glassbox {

/// What a Snapshot says of the commands.
struct CommandLog {
  std::uint32_t handled = 0;
  std::uint32_t refused = 0;
  std::string refused_command;
  std::vector<Error> refusals;
};

struct Session::Parts {
  Parts();

  SessionData data;
  Run run;
  Bench bench;
  std::uint32_t model_version = 0;
  command::Subscribe subscription;
  std::vector<Error> problems;
  bool retrying = false;
  CommandLog log;

  /// What the parts of `snapshot` that are costly to make were made of; zero: not made.
  struct Made {
    std::optional<std::uint32_t> model;
    std::uint64_t fingerprint = 0;
    std::uint64_t weights = 0;
    std::uint64_t prediction_weights = 0;
    std::uint64_t prediction_digit = 0;
    std::uint64_t activations_weights = 0;
    std::uint64_t activations_digit = 0;
    std::uint64_t image = 0;
  };
  Snapshot snapshot;
  Made made;
  bool changed = true;
};

/// Brings `parts.snapshot` up to date (snapshot.cpp).
void update_snapshot(Session::Parts& parts);

}  // namespace glassbox
