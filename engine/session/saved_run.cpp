#include "engine/session/saved_run.h"

#include <cstdint>
#include <string>
#include <utility>

#include "engine/base/crc32.h"
#include "engine/base/error_codes.h"
#include "engine/session/binary.h"

namespace glassbox {
namespace {

constexpr std::uint32_t kMagic = 0x31524247;  // "GBR1"
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderSize = 12;

/// Whether an evaluation can be one of a model.
bool sound(const Evaluation& evaluation, const Plan& plan) {
  const auto classes = static_cast<std::size_t>(plan.classes());
  return evaluation.samples > 0 && evaluation.confusion.size() == classes * classes;
}

}  // namespace

std::vector<std::byte> save_run(const Run& run) {
  const Model& model = run.model();
  std::vector<std::byte> body;
  codec::Writer writer(body);
  writer.write(to_json(model.plan().spec()));
  writer.write(to_json(model.config()));
  writer.write_bytes(model.state());
  writer.write(run.train_curve());
  writer.write(run.test_curve());
  writer.write(run.evaluation());

  std::vector<std::byte> bytes;
  bytes.reserve(kHeaderSize + body.size());
  codec::Writer header(bytes);
  header.write(kMagic);
  header.write(kVersion);
  header.write(crc32(body));
  bytes.insert(bytes.end(), body.begin(), body.end());
  return bytes;
}

Result<SavedRun> read_run(std::span<const std::byte> bytes) {
  codec::Reader reader(bytes);
  std::uint32_t magic = 0;
  std::uint32_t version = 0;
  std::uint32_t checksum = 0;
  reader.read(magic);
  reader.read(version);
  reader.read(checksum);
  if (!reader.ok() || magic != kMagic) return make_error("run.format");
  if (version != kVersion) {
    return make_error("run.version", {std::to_string(version), std::to_string(kVersion)});
  }
  if (crc32(reader.rest()) != checksum) return make_error("run.format");

  std::string spec_text;
  std::string config_text;
  SavedRun run;
  reader.read(spec_text);
  reader.read(config_text);
  const auto state = reader.read_bytes();
  reader.read(run.train);
  reader.read(run.test);
  reader.read(run.evaluation);
  if (!reader.ok() || !reader.rest().empty()) return make_error("run.format");

  Result<ModelSpec> spec = parse_model_spec(spec_text);
  if (!spec) return spec.error();
  Result<TrainingConfig> config = parse_training_config(config_text);
  if (!config) return config.error();
  Result<std::unique_ptr<Model>> model = Model::create(spec.value(), config.value());
  if (!model) return model.error();
  run.model = std::move(model).value();
  if (Status status = run.model->restore(state); !status) return status.error();
  if (!run.train.sound() || !run.test.sound() || run.evaluation.size() > 1) return make_error("run.format");
  for (const Evaluation& evaluation : run.evaluation) {
    if (!sound(evaluation, run.model->plan())) return make_error("run.format");
  }
  return run;
}

}  // namespace glassbox
