#include "engine/train/optimizers.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/model/schema.h"
#include "engine/model/settings.h"
#include "engine/ops/adam/adam.h"
#include "engine/ops/sgd/sgd.h"

namespace glassbox {
namespace {

using Type = ParameterSchema::Type;

ParameterSchema real_parameter(std::string name, double default_value, double minimum, double maximum,
                               std::string pytorch) {
  return {.name = std::move(name),
          .type = Type::real,
          .default_value = Value::of(default_value),
          .minimum = minimum,
          .maximum = maximum,
          .choices = {},
          .pytorch = std::move(pytorch)};
}

ParameterSchema learning_rate(double default_value) {
  return real_parameter("learning_rate", default_value, 0, 1000, "lr");
}

/// An optimizer's schema and how it is made. To add one: its line in kinds().
struct OptimizerKind {
  Schema schema;
  std::unique_ptr<const Optimizer> (*make)(const Settings& settings) = nullptr;
};

std::unique_ptr<const Optimizer> sgd(const Settings& settings) {
  return make_sgd({.learning_rate = settings.real("learning_rate"),
                   .momentum = settings.real("momentum"),
                   .nesterov = settings.boolean("nesterov")});
}

std::unique_ptr<const Optimizer> adam(const Settings& settings) {
  return make_adam({.learning_rate = settings.real("learning_rate"),
                    .beta_1 = settings.real("beta_1"),
                    .beta_2 = settings.real("beta_2"),
                    .epsilon = settings.real("epsilon")});
}

const std::vector<OptimizerKind>& kinds() {
  constexpr double kLargestDecay = 0.999999;  // 1 - beta^t divides
  const ParameterSchema nesterov{.name = "nesterov",
                                 .type = Type::boolean,
                                 .default_value = Value::of(false),
                                 .choices = {},
                                 .pytorch = "nesterov"};
  static const std::vector<OptimizerKind> all{
      {{"SGD",
        "torch.optim.SGD",
        {learning_rate(0.01), real_parameter("momentum", 0, 0, 1, "momentum"), nesterov}},
       sgd},
      {{"Adam",
        "torch.optim.Adam",
        {learning_rate(0.001), real_parameter("beta_1", 0.9, 0, kLargestDecay, "betas[0]"),
         real_parameter("beta_2", 0.999, 0, kLargestDecay, "betas[1]"),
         real_parameter("epsilon", 1e-7, 1e-12, 1, "eps")}},
       adam},
  };
  return all;
}

}  // namespace

std::span<const Schema> optimizer_schemas() {
  static const std::vector<Schema> schemas = [] {
    std::vector<Schema> all;
    for (const OptimizerKind& kind : kinds()) all.push_back(kind.schema);
    return all;
  }();
  return schemas;
}

Result<std::unique_ptr<const Optimizer>> make_optimizer(const OptimizerSpec& spec) {
  const auto kind = std::ranges::find_if(
      kinds(), [&](const OptimizerKind& entry) { return entry.schema.class_name == spec.class_name; });
  if (kind == kinds().end()) return make_error("optimizer.unknown_class", {spec.class_name}, -1, "optimizer");
  Result<Settings> settings = Settings::read(kind->schema, spec.config);
  if (!settings) return settings.error();
  return kind->make(settings.value());
}

}  // namespace glassbox
