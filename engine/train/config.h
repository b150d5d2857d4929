#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/spec.h"

namespace glassbox {

/// A class by Keras' name, with what differs from its schema's defaults: {"SGD", {{"momentum", 0.9}}}.
struct ClassSpec {
  std::string class_name;
  std::vector<Attribute> config;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("class_name", self.class_name);
    visit("config", self.config);
  }
  friend bool operator==(const ClassSpec&, const ClassSpec&) = default;
};

/// What holds the kernels of all layers down (ops/penalty/penalty.h); 0: nothing.
struct Regularization {
  double l1 = 0;
  double l2 = 0;
  double max_norm = 0;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("l1", self.l1);
    visit("l2", self.l2);
    visit("max_norm", self.max_norm);
  }
  friend bool operator==(const Regularization&, const Regularization&) = default;
};

/// How gradients are clipped (ops/clip/clip.h): in one of the ways at most; 0: not in that way.
struct Clipping {
  double clipvalue = 0;
  double clipnorm = 0;         ///< of each tensor
  double global_clipnorm = 0;  ///< of all together

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("clipvalue", self.clipvalue);
    visit("clipnorm", self.clipnorm);
    visit("global_clipnorm", self.global_clipnorm);
  }
  friend bool operator==(const Clipping&, const Clipping&) = default;
};

/// When training ends by itself (train/early_stopping.h).
struct EarlyStopping {
  std::int32_t patience = 0;  ///< epochs without improvement; 0: never
  double min_delta = 0;       ///< what counts as improvement of the test loss

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("patience", self.patience);
    visit("min_delta", self.min_delta);
  }
  friend bool operator==(const EarlyStopping&, const EarlyStopping&) = default;
};

/// What compile() and fit() of Keras take together.
struct TrainingConfig {
  ClassSpec optimizer{"SGD", {}};  ///< its learning_rate is in its config
  std::int32_t batch_size = 32;
  std::uint64_t seed = 1;  ///< of the initial weights and of the order of the samples; below 2^53, as in JSON
  ClassSpec loss{"SparseCategoricalCrossentropy", {}};
  ClassSpec schedule{"Constant", {}};  ///< of the learning rate
  Regularization regularization = {};
  Clipping clipping = {};
  EarlyStopping early_stopping = {};

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("optimizer", self.optimizer);
    visit("batch_size", self.batch_size);
    visit("seed", self.seed);
    visit("loss", self.loss);
    visit("schedule", self.schedule);
    visit("regularization", self.regularization);
    visit("clipping", self.clipping);
    visit("early_stopping", self.early_stopping);
  }
  friend bool operator==(const TrainingConfig&, const TrainingConfig&) = default;
};

/// Checks names, types and ranges against the schemas and limits; errors name the parameter ("batch_size",
/// ...): "parameter.*", "optimizer.unknown_class", "loss.unknown_class", "schedule.unknown_class",
/// "clipping.several".
Status validate(const TrainingConfig& config);

/// {"optimizer":{"class_name":"SGD","config":{"learning_rate":0.1}},"batch_size":32,"seed":1}, in and out.
/// What is left out keeps its default, and what has its default is left out beyond these three. Errors:
/// "spec.not_json", "spec.too_long", "spec.field", those of validate().
Result<TrainingConfig> parse_training_config(std::string_view text);
std::string to_json(const TrainingConfig& config);

}  // namespace glassbox
