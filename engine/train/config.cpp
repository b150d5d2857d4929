#include "engine/train/config.h"

#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/json.h"
#include "engine/model/limits.h"
#include "engine/train/optimizers.h"

namespace glassbox {
namespace {

constexpr std::int64_t kLargestSeed = (std::int64_t{1} << 53) - 1;

Error bad_field(const std::string& path) {
  return make_error("spec.field", {path});
}

Error out_of_range(std::int64_t value, std::int64_t minimum, std::int64_t maximum, const char* parameter) {
  return make_error("parameter.range",
                    {std::to_string(value), std::to_string(minimum), std::to_string(maximum)}, -1, parameter);
}

Result<OptimizerSpec> read_optimizer(const Json& json) {
  if (Status status = check_members(json, {"class_name", "config"}, "optimizer"); !status) {
    return status.error();
  }
  OptimizerSpec optimizer;
  if (const Json* name = find_member(json, "class_name"); name != nullptr) {
    if (!name->is_string()) return bad_field("optimizer.class_name");
    optimizer.class_name = name->get<std::string>();
  }
  if (const Json* config = find_member(json, "config"); config != nullptr) {
    Result<std::vector<Attribute>> attributes = read_config(*config, "optimizer.config");
    if (!attributes) return attributes.error();
    optimizer.config = std::move(attributes).value();
  }
  return optimizer;
}

}  // namespace

Status validate(const TrainingConfig& config) {
  if (auto optimizer = make_optimizer(config.optimizer); !optimizer) return optimizer.error();
  if (config.batch_size < 1 || config.batch_size > limits::kBatch) {
    return out_of_range(config.batch_size, 1, limits::kBatch, "batch_size");
  }
  if (config.seed > static_cast<std::uint64_t>(kLargestSeed)) {
    return make_error("parameter.range", {std::to_string(config.seed), "0", std::to_string(kLargestSeed)}, -1,
                      "seed");
  }
  return Done{};
}

Result<TrainingConfig> parse_training_config(std::string_view text) {
  Result<Json> parsed = parse_json(text);
  if (!parsed) return parsed.error();
  const Json& json = parsed.value();
  if (Status status = check_members(json, {"optimizer", "batch_size", "seed"}, ""); !status) {
    return status.error();
  }
  TrainingConfig config;
  if (const Json* optimizer = find_member(json, "optimizer"); optimizer != nullptr) {
    Result<OptimizerSpec> read = read_optimizer(*optimizer);
    if (!read) return read.error();
    config.optimizer = std::move(read).value();
  }
  std::int64_t number = 0;
  if (const Json* batch_size = find_member(json, "batch_size"); batch_size != nullptr) {
    if (!read_integer(*batch_size, number)) return bad_field("batch_size");
    if (number < 1 || number > limits::kBatch) return out_of_range(number, 1, limits::kBatch, "batch_size");
    config.batch_size = static_cast<std::int32_t>(number);
  }
  if (const Json* seed = find_member(json, "seed"); seed != nullptr) {
    if (!read_integer(*seed, number)) return bad_field("seed");
    if (number < 0 || number > kLargestSeed) return out_of_range(number, 0, kLargestSeed, "seed");
    config.seed = static_cast<std::uint64_t>(number);
  }
  if (Status status = validate(config); !status) return status.error();
  return config;
}

std::string to_json(const TrainingConfig& config) {
  Json optimizer = Json::object();
  optimizer["class_name"] = config.optimizer.class_name;
  optimizer["config"] = write_config(config.optimizer.config);
  Json json = Json::object();
  json["optimizer"] = std::move(optimizer);
  json["batch_size"] = config.batch_size;
  json["seed"] = config.seed;
  return write_json(json);
}

}  // namespace glassbox
