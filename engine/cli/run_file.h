#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/team.h"
#include "engine/cli/data.h"
#include "engine/cli/options.h"
#include "engine/data/augment.h"
#include "engine/io/model_file.h"
#include "engine/model/spec.h"
#include "engine/train/config.h"
#include "engine/train/model.h"

namespace glassbox::cli {

/// What a file on the command line says, together with the options that change it.
struct RunFile {
  ModelSpec model;
  TrainingConfig training;
  std::optional<DataSource> data;
  std::int64_t epochs = 1;
  std::string normalization = "unit";
  Augmentation augmentation;
  std::optional<ModelFile> saved;  ///< whose weights and normalization count
};

/// An experiment, a link or a saved network. Throws a Refusal.
RunFile read_run_file(const Options& options);

/// A model at the step and with the weights of the file, its threads around it.
struct ReadyModel {
  std::unique_ptr<Team> team;
  std::unique_ptr<Model> model;
};
ReadyModel make_model(const RunFile& run, const Options& options);

/// The samples, normalized as the model expects them; fit for it.
Data make_data(const RunFile& run, const Model& model);

}  // namespace glassbox::cli
