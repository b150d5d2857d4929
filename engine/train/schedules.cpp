#include "engine/train/schedules.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/model/parameters.h"
#include "engine/model/schema.h"
#include "engine/ops/optimizer_rule.h"
#include "engine/simd/math.h"

namespace glassbox {

struct ScheduleKind {
  Schema schema;
  Schedule::Rate rate = nullptr;

  [[nodiscard]] Schedule make(Settings settings) const {
    return {rate, std::move(settings), schema.find("patience") != nullptr};
  }
};

namespace {

ParameterSchema steps_parameter(std::string name, std::int64_t default_value, std::int64_t minimum,
                                std::string pytorch = {}) {
  constexpr std::int64_t kMost = 1'000'000'000;
  return integer_parameter(std::move(name), default_value, minimum, kMost, std::move(pytorch));
}

Schema schema(std::string class_name, std::string pytorch, std::vector<ParameterSchema> parameters) {
  parameters.push_back(steps_parameter("warmup_steps", 0, 0));
  return {std::move(class_name), std::move(pytorch), std::move(parameters)};
}

std::vector<ParameterSchema> decay(double default_rate) {
  return {steps_parameter("decay_steps", 1000, 1, "step_size"),
          real_parameter("decay_rate", default_rate, 0, 1, "gamma")};
}

/// base^exponent by our own exp and log: std::pow differs between C libraries.
double real_power(double base, double exponent) {
  if (base == 0) return exponent == 0 ? 1 : 0;
  return static_cast<double>(simd::exp(static_cast<float>(exponent) * simd::log(static_cast<float>(base))));
}

double periods(const Settings& settings, std::uint64_t steps) {
  return static_cast<double>(steps) / static_cast<double>(settings.integer("decay_steps"));
}

const std::vector<ScheduleKind>& kinds() {
  static const std::vector<ScheduleKind> all{
      {schema("Constant", "torch.optim.lr_scheduler.ConstantLR", {}),
       [](const Settings&, double base, std::uint64_t, std::uint32_t) { return base; }},
      {schema("StepDecay", "torch.optim.lr_scheduler.StepLR", decay(0.5)),
       [](const Settings& settings, double base, std::uint64_t steps, std::uint32_t) {
         const auto whole = steps / static_cast<std::uint64_t>(settings.integer("decay_steps"));
         return base * power(settings.real("decay_rate"), whole);
       }},
      {schema("ExponentialDecay", "torch.optim.lr_scheduler.ExponentialLR", decay(0.9)),
       [](const Settings& settings, double base, std::uint64_t steps, std::uint32_t) {
         return base * real_power(settings.real("decay_rate"), periods(settings, steps));
       }},
      {schema("InverseTimeDecay", "", decay(0.5)),
       [](const Settings& settings, double base, std::uint64_t steps, std::uint32_t) {
         return base / (1 + settings.real("decay_rate") * periods(settings, steps));
       }},
      {schema(
           "CosineDecay", "torch.optim.lr_scheduler.CosineAnnealingLR",
           {steps_parameter("decay_steps", 1000, 1, "T_max"), real_parameter("alpha", 0, 0, 1, "eta_min")}),
       [](const Settings& settings, double base, std::uint64_t steps, std::uint32_t) {
         const double done = std::min(periods(settings, steps), 1.0);
         const auto cosine = static_cast<double>(simd::cos_two_pi(static_cast<float>(done / 2)));
         const double alpha = settings.real("alpha");
         return base * (alpha + (1 - alpha) * (1 + cosine) / 2);
       }},
      {schema("ReduceLROnPlateau", "torch.optim.lr_scheduler.ReduceLROnPlateau",
              {real_parameter("factor", 0.1, 0, 1, "factor"), steps_parameter("patience", 10, 0, "patience"),
               real_parameter("min_delta", 1e-4, 0, 1000, "threshold"),
               real_parameter("min_lr", 0, 0, 1000, "min_lr")}),
       [](const Settings& settings, double base, std::uint64_t, std::uint32_t reductions) {
         const double reduced = base * power(settings.real("factor"), reductions);
         return std::max(reduced, std::min(base, settings.real("min_lr")));
       }},
  };
  return all;
}

}  // namespace

std::span<const Schema> schedule_schemas() {
  static const std::vector<Schema> schemas = [] {
    std::vector<Schema> all;
    for (const ScheduleKind& kind : kinds()) all.push_back(kind.schema);
    return all;
  }();
  return schemas;
}

Schedule::Schedule(Rate by, Settings settings, bool has_patience)
    : rate_(by),
      settings_(std::move(settings)),
      has_patience_(has_patience),
      warmup_steps_(static_cast<std::uint64_t>(settings_.integer("warmup_steps"))) {}

Result<Schedule> Schedule::make(const ClassSpec& spec) {
  const auto kind = std::ranges::find_if(
      kinds(), [&](const ScheduleKind& entry) { return entry.schema.is_called(spec.class_name); });
  if (kind == kinds().end()) return make_error("schedule.unknown_class", {spec.class_name}, -1, "schedule");
  Result<Settings> settings = Settings::read(kind->schema, spec.config);
  if (!settings) return settings.error();
  return kind->make(std::move(settings).value());
}

double Schedule::rate(double base, std::uint64_t steps, std::uint32_t reductions) const {
  if (steps < warmup_steps_) return base * static_cast<double>(steps) / static_cast<double>(warmup_steps_);
  return rate_(settings_, base, steps - warmup_steps_, reductions);
}

bool Schedule::reduces(double loss, double& best, std::uint32_t& wait) const {
  if (!has_patience_) return false;
  if (best < 0 || loss < best - settings_.real("min_delta")) {
    best = loss;
    wait = 0;
    return false;
  }
  if (++wait < static_cast<std::uint32_t>(settings_.integer("patience"))) return false;
  wait = 0;
  return true;
}

}  // namespace glassbox
