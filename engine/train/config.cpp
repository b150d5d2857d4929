#include "engine/train/config.h"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/model/json.h"
#include "engine/model/limits.h"
#include "engine/model/schema.h"
#include "engine/model/settings.h"

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

/// `schema` is that of the spec's class; null where there is none, which is the error `unknown`.
Status check_class(const Schema* schema, const ClassSpec& spec, const Error& unknown) {
  if (schema == nullptr) return unknown;
  const Result<Settings> settings = Settings::read(*schema, spec.config);
  return settings ? Status(Done{}) : settings.error();
}

/// Replaces what the member of that name says of `spec`.
Status read_class(const Json& json, const std::string& member, ClassSpec& spec) {
  const Json* given = find_member(json, member);
  if (given == nullptr) return Done{};
  if (Status status = check_members(*given, {"class_name", "config"}, member); !status) return status;
  if (const Json* name = find_member(*given, "class_name"); name != nullptr) {
    if (!name->is_string()) return bad_field(member + ".class_name");
    spec.class_name = name->get<std::string>();
  }
  if (const Json* config = find_member(*given, "config"); config != nullptr) {
    Result<std::vector<Attribute>> attributes = read_config(*config, member + ".config");
    if (!attributes) return attributes.error();
    spec.config = std::move(attributes).value();
  }
  return Done{};
}

Json write_class(const ClassSpec& spec) {
  Json json = Json::object();
  json["class_name"] = spec.class_name;
  json["config"] = write_config(spec.config);
  return json;
}

/// The same for a struct of numbers.
template <class Numbers>
Status read_numbers(const Json& json, const std::string& member, Numbers& numbers) {
  const Json* given = find_member(json, member);
  if (given == nullptr) return Done{};
  if (!given->is_object()) return bad_field(member);
  std::size_t known = 0;
  std::string bad;
  Numbers::fields(numbers, [&](const char* name, auto& number) {
    const Json* value = find_member(*given, name);
    if (value == nullptr) return;
    ++known;
    using Number = std::remove_cvref_t<decltype(number)>;
    std::int64_t integer = 0;
    if constexpr (std::is_integral_v<Number>) {
      if (!read_integer(*value, integer) || integer != static_cast<Number>(integer)) bad = name;
      number = static_cast<Number>(integer);
    } else {
      if (!value->is_number()) bad = name;
      number = value->is_number() ? value->template get<double>() : 0;
    }
  });
  if (!bad.empty()) return bad_field(member + "." + bad);
  return known == given->size() ? Status(Done{}) : bad_field(member);
}

template <class Numbers>
Json write_numbers(const Numbers& numbers) {
  Json json = Json::object();
  Numbers::fields(numbers, [&](const char* name, const auto& number) { json[name] = number; });
  return json;
}

/// All of them are amounts: none is negative.
template <class Numbers>
Status check_numbers(const Numbers& numbers) {
  constexpr double kMost = 1e6;
  Status status = Done{};
  Numbers::fields(numbers, [&](const char* name, const auto& number) {
    const auto value = static_cast<double>(number);
    if (status && !(value >= 0 && value <= kMost)) {
      status = make_error("parameter.range", {write_json(number), "0", "1000000"}, -1, name);
    }
  });
  return status;
}

}  // namespace

Status validate(const TrainingConfig& config) {
  const std::string& optimizer = config.optimizer.class_name;
  const std::string& loss = config.loss.class_name;
  const std::string& schedule = config.schedule.class_name;
  for (const Status& status :
       {check_class(find_optimizer_schema(optimizer), config.optimizer,
                    make_error("optimizer.unknown_class", {optimizer}, -1, "optimizer")),
        check_class(find_loss_schema(loss), config.loss,
                    make_error("loss.unknown_class", {loss}, -1, "loss")),
        check_class(find_schedule_schema(schedule), config.schedule,
                    make_error("schedule.unknown_class", {schedule}, -1, "schedule"))}) {
    if (!status) return status;
  }
  if (Status status = check_numbers(config.regularization); !status) return status;
  if (Status status = check_numbers(config.clipping); !status) return status;
  if (Status status = check_numbers(config.early_stopping); !status) return status;
  const Clipping& clipping = config.clipping;
  if ((clipping.clipvalue > 0) + (clipping.clipnorm > 0) + (clipping.global_clipnorm > 0) > 1) {
    return make_error("clipping.several", {}, -1, "clipping");
  }
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
  if (Status status = check_members(json,
                                    {"optimizer", "loss", "schedule", "regularization", "clipping",
                                     "early_stopping", "batch_size", "seed"},
                                    "");
      !status) {
    return status.error();
  }
  TrainingConfig config;
  for (const Status& status :
       {read_class(json, "optimizer", config.optimizer), read_class(json, "loss", config.loss),
        read_class(json, "schedule", config.schedule),
        read_numbers(json, "regularization", config.regularization),
        read_numbers(json, "clipping", config.clipping),
        read_numbers(json, "early_stopping", config.early_stopping)}) {
    if (!status) return status.error();
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
  const TrainingConfig usual;
  Json json = Json::object();
  json["optimizer"] = write_class(config.optimizer);
  if (config.loss != usual.loss) json["loss"] = write_class(config.loss);
  if (config.schedule != usual.schedule) json["schedule"] = write_class(config.schedule);
  if (config.regularization != usual.regularization) {
    json["regularization"] = write_numbers(config.regularization);
  }
  if (config.clipping != usual.clipping) json["clipping"] = write_numbers(config.clipping);
  if (config.early_stopping != usual.early_stopping) {
    json["early_stopping"] = write_numbers(config.early_stopping);
  }
  json["batch_size"] = config.batch_size;
  json["seed"] = config.seed;
  return write_json(json);
}

}  // namespace glassbox
