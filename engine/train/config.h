#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/spec.h"

namespace glassbox {

/// An optimizer by Keras' name, with what differs from its schema's defaults: {"SGD", {{"momentum", 0.9}}}.
struct OptimizerSpec {
  std::string class_name = "SGD";
  std::vector<Attribute> config;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("class_name", self.class_name);
    visit("config", self.config);
  }
  friend bool operator==(const OptimizerSpec&, const OptimizerSpec&) = default;
};

/// What compile() and fit() of Keras take together.
struct TrainingConfig {
  OptimizerSpec optimizer;  ///< its learning_rate is in its config
  std::int32_t batch_size = 32;
  std::uint64_t seed = 1;  ///< of the initial weights and of the order of the samples; below 2^53, as in JSON

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("optimizer", self.optimizer);
    visit("batch_size", self.batch_size);
    visit("seed", self.seed);
  }
  friend bool operator==(const TrainingConfig&, const TrainingConfig&) = default;
};

/// Checks names, types and ranges against the schemas and limits; errors name the parameter ("batch_size",
/// ...): "parameter.*", "optimizer.unknown_class".
Status validate(const TrainingConfig& config);

/// {"optimizer":{"class_name":"SGD","config":{"learning_rate":0.1}},"batch_size":32,"seed":1}, in and out.
/// What is left out keeps its default. Errors: "spec.not_json", "spec.too_long", "spec.field", those of
/// validate().
Result<TrainingConfig> parse_training_config(std::string_view text);
std::string to_json(const TrainingConfig& config);

}  // namespace glassbox
