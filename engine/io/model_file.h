#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/normalization.h"
#include "engine/model/spec.h"
#include "engine/train/config.h"

namespace glassbox {

/// A saved model, as the JavaScript API's save() and load() have it: "GBM1", the length of what follows as
/// uint32, little-endian, {"spec", "training", "compiled", "normalization"} as JSON; then the State.
struct ModelFile {
  ModelSpec spec;
  TrainingConfig training;
  Normalization normalization;   ///< what pixels count as
  std::vector<std::byte> state;  ///< for Model::restore(), which checks it
};

std::vector<std::byte> write_model_file(const ModelFile& file);

/// Whether the bytes begin as a saved model does.
bool is_model_file(std::span<const std::byte> bytes);
/// Errors: "run.format", those of the spec and the config.
Result<ModelFile> read_model_file(std::span<const std::byte> bytes);

}  // namespace glassbox
