#include "engine/cli/run_file.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/cli/files.h"
#include "engine/cli/refusal.h"
#include "engine/io/link.h"
#include "engine/model/json.h"
#include "engine/model/settings.h"
#include "engine/train/trainer.h"

namespace glassbox::cli {
namespace {

Augmentation read_augmentation(const Json& json, const std::string& file) {
  const std::vector<Attribute> config = value_of(read_config(json, "augmentation"), file);
  const Settings settings = value_of(Settings::read(augmentation_schema(), config), file);
  Augmentation augmentation;
  Augmentation::fields(augmentation, [&](const char* name, double& value) { value = settings.real(name); });
  return augmentation;
}

DataSource read_source(const Json& json, const std::filesystem::path& file) {
  if (json.is_string()) return NamedData{json.get<std::string>(), file.parent_path()};
  require(check_members(json, {"class_name", "config"}, "data"), file.string());
  const Json* name = find_member(json, "class_name");
  if (name == nullptr || !name->is_string())
    throw Refusal(file.string() + ": \"data\" has no \"class_name\".");
  ToySpec toy{name->get<std::string>(), {}};
  if (const Json* config = find_member(json, "config"); config != nullptr) {
    toy.config = value_of(read_config(*config, "data.config"), file.string());
  }
  return toy;
}

RunFile read_experiment(std::string_view text, const std::filesystem::path& path) {
  const std::string file = path.string();
  const Json json = value_of(parse_json(text), file);
  require(check_members(json, {"model", "training", "data", "normalization", "augmentation", "epochs"}, ""),
          file);
  RunFile run;
  const Json* model = find_member(json, "model");
  if (model == nullptr) throw Refusal(file + " has no \"model\".");
  run.model = value_of(parse_model_spec(write_json(*model)), file);
  if (const Json* training = find_member(json, "training"); training != nullptr) {
    run.training = value_of(parse_training_config(write_json(*training)), file);
  }
  if (const Json* data = find_member(json, "data"); data != nullptr) run.data = read_source(*data, path);
  if (const Json* augmentation = find_member(json, "augmentation"); augmentation != nullptr) {
    run.augmentation = read_augmentation(*augmentation, file);
  }
  if (const Json* normalization = find_member(json, "normalization"); normalization != nullptr) {
    if (!normalization->is_string()) throw Refusal(file + ": \"normalization\" is no text.");
    run.normalization = normalization->get<std::string>();
  }
  if (const Json* epochs = find_member(json, "epochs"); epochs != nullptr) {
    if (!read_integer(*epochs, run.epochs) || run.epochs < 0) {
      throw Refusal(file + ": \"epochs\" is no whole number.");
    }
  }
  return run;
}

/// From the page's address bar, as a whole or from the '#' on.
RunFile read_link(std::string_view text, const std::string& file) {
  if (const std::size_t mark = text.find('#'); mark != text.npos) text.remove_prefix(mark);
  Experiment experiment = value_of(parse_link(text), file);
  RunFile run;
  run.model = std::move(experiment.model);
  if (experiment.training) run.training = std::move(*experiment.training);
  return run;
}

ModelFile read_saved(std::span<const std::byte> bytes, const std::string& file) {
  return value_of(read_model_file(bytes), file);
}

RunFile read_any(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = read_file(path);
  if (is_model_file(bytes)) {
    RunFile run;
    run.saved = read_saved(bytes, path.string());
    run.model = run.saved->spec;
    run.training = run.saved->training;
    return run;
  }
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  constexpr std::string_view kSpace = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  text = text.substr(0, text.find_last_not_of(kSpace) + 1);
  const bool is_link = !text.starts_with('{') && text.find("model=") != text.npos;
  return is_link ? read_link(text, path.string()) : read_experiment(text, path);
}

}  // namespace

RunFile read_run_file(const Options& options) {
  RunFile run = read_any(options.file);
  if (options.from) run.saved = read_saved(read_file(*options.from), options.from->string());
  if (options.data) run.data = NamedData{*options.data, ""};
  if (options.epochs) run.epochs = *options.epochs;
  if (options.seed) run.training.seed = *options.seed;
  return run;
}

ReadyModel make_model(const RunFile& run, const Options& options) {
  const std::string file = options.file.string();
  ReadyModel ready{std::make_unique<Team>(options.threads),
                   value_of(Model::create(run.model, run.training), file)};
  ready.model->set_team(ready.team.get());
  if (run.saved)
    require(ready.model->restore(run.saved->state), options.from.value_or(options.file).string());
  return ready;
}

Data make_data(const RunFile& run, const Model& model) {
  if (!run.data) throw Refusal("There is no data: --data names a folder or a toy set.");
  Data data(*run.data);
  if (run.saved) {
    data.normalize(run.saved->normalization);
  } else {
    data.normalize(run.normalization);
  }
  for (const Samples* samples : {&data.train(), &data.test()}) {
    require(check_data(model.plan(), *samples), "data");
    require(model.check_target(target_of(*samples)), "data");
    if (samples->size() == 0) throw Refusal("The data has no samples to train on, or none to test on.");
  }
  return data;
}

}  // namespace glassbox::cli
