#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/team.h"
#include "engine/session/command.h"
#include "engine/session/snapshot.h"

namespace glassbox {

enum class Split : std::int32_t { train, test };

/// The engine as the outside world sees it: commands in, snapshots out, data chunks in, state in and out.
/// Never blocks: work is done in advance(), a slice at a time. Starts with the course CNN, paused, without
/// data.
class Session {
 public:
  Session();
  ~Session();

  /// Who shares the work from now on (outlives the session); null: the caller alone. The bits of a run do not
  /// depend on it.
  void set_team(Team* team);

  /// Takes effect at once. A refused command changes nothing; its reason is the result and in the next
  /// Snapshot.
  Status handle(const Command& command);
  /// A data chunk's file (data/chunk.h) for OpenData's table. Errors: those of Dataset::add_chunk(); what
  /// comes of them is for the caller to say, by command::DataProblem.
  Status add_chunk(Split split, int chunk, std::span<const std::byte> file);

  /// Works for about `milliseconds` (at least one unit of work: a training step or a slice of an evaluation,
  /// when there is one) and tells whether there is more to do right now.
  bool advance(double milliseconds);
  /// True when the next snapshot would differ from the last one taken.
  [[nodiscard]] bool changed() const;
  /// The present Snapshot, as subscribed: the last one again when nothing has changed. Valid until the next
  /// call.
  const Snapshot& snapshot();

  /// The whole run in one buffer that restore() takes: spec and training config as JSON, then Model::state(),
  /// the curves, the last evaluation.
  [[nodiscard]] std::vector<std::byte> save() const;
  /// Replaces model and run, paused. Before OpenData: the run goes on with the data then opened. Errors:
  /// "run.format", "run.version", and those of the parts; the present run stays.
  Status restore(std::span<const std::byte> run);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace glassbox
