#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/session/run.h"

namespace glassbox {

/// A run as bytes, little-endian: uint32 magic "GBR1", uint32 version, uint32 CRC-32 of what follows; then
/// model spec and training config as JSON texts, the model's state, the curves and the last evaluation, in
/// the binary form of messages.
std::vector<std::byte> save_run(const Run& run);

struct SavedRun {
  std::unique_ptr<Model> model;
  MeanCurve train;
  MomentCurve test;
  std::vector<Evaluation> evaluation;  ///< at most one
};

/// Trusts nothing in the bytes. Errors: "run.format", "run.version", those of the spec, the config and the
/// state.
Result<SavedRun> read_run(std::span<const std::byte> bytes);

}  // namespace glassbox
