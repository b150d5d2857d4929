#include "engine/train/optimizers.h"

#include <array>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/model/parameters.h"
#include "engine/model/schema.h"
#include "engine/model/settings.h"
#include "engine/ops/adadelta/adadelta.h"
#include "engine/ops/adagrad/adagrad.h"
#include "engine/ops/adam/adam.h"
#include "engine/ops/adamax/adamax.h"
#include "engine/ops/nadam/nadam.h"
#include "engine/ops/rmsprop/rmsprop.h"
#include "engine/ops/sgd/sgd.h"

namespace glassbox {
namespace {

ParameterSchema learning_rate(double default_value) {
  return real_parameter("learning_rate", default_value, 0, 1000, "lr");
}

constexpr double kLargestDecay = 0.999999;  // 1 - beta^t divides

ParameterSchema epsilon() {
  return real_parameter("epsilon", 1e-7, 1e-12, 1, "eps");
}

ParameterSchema rho(double default_value, std::string pytorch) {
  return real_parameter("rho", default_value, 0, kLargestDecay, std::move(pytorch));
}

ParameterSchema momentum() {
  return real_parameter("momentum", 0, 0, 1, "momentum");
}

/// What Adam and its kin have, and what one of them has beyond that.
std::vector<ParameterSchema> moments(std::vector<ParameterSchema> more = {}) {
  std::vector<ParameterSchema> all{learning_rate(0.001),
                                   real_parameter("beta_1", 0.9, 0, kLargestDecay, "betas[0]"),
                                   real_parameter("beta_2", 0.999, 0, kLargestDecay, "betas[1]"), epsilon()};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

template <class Options>
Options read_moments(const Settings& settings) {
  Options options;
  options.beta_1 = settings.real("beta_1");
  options.beta_2 = settings.real("beta_2");
  options.epsilon = settings.real("epsilon");
  return options;
}

struct SGDKind {
  static Schema schema() {
    return {"SGD",
            "torch.optim.SGD",
            {learning_rate(0.01), momentum(), boolean_parameter("nesterov", false, "nesterov")}};
  }
  static std::unique_ptr<const Optimizer> make(const Settings& settings) {
    return make_sgd({.momentum = settings.real("momentum"), .nesterov = settings.boolean("nesterov")});
  }
};

struct AdamKind {
  static Schema schema() { return {"Adam", "torch.optim.Adam", moments()}; }
  static std::unique_ptr<const Optimizer> make(const Settings& settings) {
    return make_adam(read_moments<AdamOptions>(settings));
  }
};

struct AdamWKind {
  static Schema schema() {
    return {"AdamW", "torch.optim.AdamW",
            moments({real_parameter("weight_decay", 0.004, 0, 1, "weight_decay")})};
  }
  static std::unique_ptr<const Optimizer> make(const Settings& settings) {
    auto options = read_moments<AdamOptions>(settings);
    options.weight_decay = settings.real("weight_decay");
    return make_adam(options);
  }
};

struct RMSpropKind {
  static Schema schema() {
    return {"RMSprop",
            "torch.optim.RMSprop",
            {learning_rate(0.001), rho(0.9, "alpha"), momentum(), epsilon(),
             boolean_parameter("centered", false, "centered")}};
  }
  static std::unique_ptr<const Optimizer> make(const Settings& settings) {
    return make_rmsprop({.rho = settings.real("rho"),
                         .momentum = settings.real("momentum"),
                         .epsilon = settings.real("epsilon"),
                         .centered = settings.boolean("centered")});
  }
};

struct AdagradKind {
  static Schema schema() {
    return {
        "Adagrad",
        "torch.optim.Adagrad",
        {learning_rate(0.001),
         real_parameter("initial_accumulator_value", 0.1, 0, 1000, "initial_accumulator_value"), epsilon()}};
  }
  static std::unique_ptr<const Optimizer> make(const Settings& settings) {
    return make_adagrad({.initial_accumulator_value = settings.real("initial_accumulator_value"),
                         .epsilon = settings.real("epsilon")});
  }
};

struct AdadeltaKind {
  static Schema schema() {
    return {"Adadelta", "torch.optim.Adadelta", {learning_rate(0.001), rho(0.95, "rho"), epsilon()}};
  }
  static std::unique_ptr<const Optimizer> make(const Settings& settings) {
    return make_adadelta({.rho = settings.real("rho"), .epsilon = settings.real("epsilon")});
  }
};

struct AdamaxKind {
  static Schema schema() { return {"Adamax", "torch.optim.Adamax", moments()}; }
  static std::unique_ptr<const Optimizer> make(const Settings& settings) {
    return make_adamax(read_moments<AdamaxOptions>(settings));
  }
};

struct NadamKind {
  static Schema schema() { return {"Nadam", "torch.optim.NAdam", moments()}; }
  static std::unique_ptr<const Optimizer> make(const Settings& settings) {
    return make_nadam(read_moments<NadamOptions>(settings));
  }
};

/// Every optimizer; to add one: its struct above, and its place here. Schema and making are two functions, so
/// that what only needs the schemas does without the rules.
using Kinds =
    std::tuple<SGDKind, AdamKind, AdamWKind, RMSpropKind, AdagradKind, AdadeltaKind, AdamaxKind, NadamKind>;

template <class... Kind>
std::vector<Schema> schemas_of(std::type_identity<std::tuple<Kind...>> /*kinds*/) {
  return {Kind::schema()...};
}

template <class... Kind>
std::unique_ptr<const Optimizer> make_of(std::type_identity<std::tuple<Kind...>> /*kinds*/, std::size_t place,
                                         const Settings& settings) {
  constexpr std::array kMakers{Kind::make...};
  return kMakers[place](settings);
}

}  // namespace

std::span<const Schema> optimizer_schemas() {
  static const std::vector<Schema> schemas = schemas_of(std::type_identity<Kinds>{});
  return schemas;
}

Result<ConfiguredOptimizer> make_optimizer(const ClassSpec& spec) {
  const Schema* schema = find_optimizer_schema(spec.class_name);
  if (schema == nullptr) return make_error("optimizer.unknown_class", {spec.class_name}, -1, "optimizer");
  const Result<Settings> settings = Settings::read(*schema, spec.config);
  if (!settings) return settings.error();
  const auto place = static_cast<std::size_t>(schema - optimizer_schemas().data());
  return ConfiguredOptimizer{make_of(std::type_identity<Kinds>{}, place, settings.value()),
                             settings.value().real("learning_rate")};
}

}  // namespace glassbox
