#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/error.h"
#include "engine/session/bench.h"
#include "engine/session/command.h"
#include "engine/session/data_problems.h"
#include "engine/session/run.h"

namespace glassbox {

/// What a Snapshot says of the commands.
struct CommandLog {
  std::uint32_t handled = 0;
  std::uint32_t refused = 0;
  std::string refused_command;
  std::vector<Error> refusals;
};

/// All that a session knows.
struct SessionContent {
  explicit SessionContent(std::unique_ptr<Model> model) : run(std::move(model), data) {}

  SessionData data;
  Run run;
  Bench bench;
  std::uint32_t model_version = 0;
  command::Subscribe subscription;
  DataProblems problems;
  CommandLog log;
};

}  // namespace glassbox
