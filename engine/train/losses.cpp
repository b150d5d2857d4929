#include "engine/train/losses.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/model/schema.h"
#include "engine/model/settings.h"
#include "engine/ops/categorical_hinge/categorical_hinge.h"
#include "engine/ops/cosine_similarity/cosine_similarity.h"
#include "engine/ops/elementwise_loss/elementwise_loss.h"
#include "engine/ops/nt_xent/nt_xent.h"
#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"

namespace glassbox {
namespace {

/// A loss' schema and how it is made. To add one: its line in kinds().
struct LossKind {
  Schema schema;
  std::unique_ptr<const Loss> (*make)(const Schema& schema, const Settings& settings) = nullptr;
};

ParameterSchema real_parameter(std::string name, double default_value, double minimum, double maximum,
                               std::string pytorch) {
  return {.name = std::move(name),
          .type = ParameterSchema::Type::real,
          .default_value = Value::of(default_value),
          .minimum = minimum,
          .maximum = maximum,
          .choices = {},
          .pytorch = std::move(pytorch)};
}

LossKind elementwise(std::string class_name, std::vector<std::string> aliases, std::string pytorch) {
  return {{std::move(class_name), std::move(pytorch), {}, std::move(aliases)},
          [](const Schema& schema, const Settings&) -> std::unique_ptr<const Loss> {
            return make_elementwise_loss(schema.class_name);
          }};
}

template <std::unique_ptr<Loss> (*kMake)()>
LossKind plain(std::string class_name, std::vector<std::string> aliases, std::string pytorch) {
  return {{std::move(class_name), std::move(pytorch), {}, std::move(aliases)},
          [](const Schema&, const Settings&) -> std::unique_ptr<const Loss> { return kMake(); }};
}

LossKind huber() {
  return {{"Huber", "torch.nn.HuberLoss", {real_parameter("delta", 1, 1e-6, 1e6, "delta")}, {"huber"}},
          [](const Schema& schema, const Settings& settings) -> std::unique_ptr<const Loss> {
            return make_elementwise_loss(schema.class_name, {.delta = settings.real("delta")});
          }};
}

LossKind nt_xent() {
  return {{"NTXent", "", {real_parameter("temperature", 0.5, 0.01, 100, "")}, {"nt_xent"}},
          [](const Schema&, const Settings& settings) -> std::unique_ptr<const Loss> {
            return make_nt_xent(settings.real("temperature"));
          }};
}

const std::vector<LossKind>& kinds() {
  static const std::vector<LossKind> all{
      plain<make_sparse_categorical_crossentropy>(
          "SparseCategoricalCrossentropy", {"sparse_categorical_crossentropy"}, "torch.nn.CrossEntropyLoss"),
      plain<make_categorical_crossentropy>("CategoricalCrossentropy", {"categorical_crossentropy"},
                                           "torch.nn.CrossEntropyLoss"),
      elementwise("BinaryCrossentropy", {"binary_crossentropy"}, "torch.nn.BCEWithLogitsLoss"),
      plain<make_kl_divergence>("KLDivergence", {"kl_divergence", "kld"}, "torch.nn.KLDivLoss"),
      elementwise("MeanSquaredError", {"mean_squared_error", "mse"}, "torch.nn.MSELoss"),
      elementwise("MeanAbsoluteError", {"mean_absolute_error", "mae"}, "torch.nn.L1Loss"),
      elementwise("MeanAbsolutePercentageError", {"mean_absolute_percentage_error", "mape"}, ""),
      elementwise("MeanSquaredLogarithmicError", {"mean_squared_logarithmic_error", "msle"}, ""),
      huber(),
      elementwise("LogCosh", {"log_cosh"}, ""),
      plain<make_cosine_similarity>("CosineSimilarity", {"cosine_similarity"},
                                    "torch.nn.CosineEmbeddingLoss"),
      elementwise("Poisson", {"poisson"}, "torch.nn.PoissonNLLLoss"),
      elementwise("Hinge", {"hinge"}, "torch.nn.HingeEmbeddingLoss"),
      elementwise("SquaredHinge", {"squared_hinge"}, ""),
      plain<make_categorical_hinge>("CategoricalHinge", {"categorical_hinge"}, "torch.nn.MultiMarginLoss"),
      nt_xent(),
  };
  return all;
}

}  // namespace

std::span<const Schema> loss_schemas() {
  static const std::vector<Schema> schemas = [] {
    std::vector<Schema> all;
    for (const LossKind& kind : kinds()) all.push_back(kind.schema);
    return all;
  }();
  return schemas;
}

Result<std::unique_ptr<const Loss>> make_loss(const ClassSpec& spec) {
  const auto kind = std::ranges::find_if(
      kinds(), [&](const LossKind& entry) { return entry.schema.is_called(spec.class_name); });
  if (kind == kinds().end()) return make_error("loss.unknown_class", {spec.class_name}, -1, "loss");
  Result<Settings> settings = Settings::read(kind->schema, spec.config);
  if (!settings) return settings.error();
  return kind->make(kind->schema, settings.value());
}

}  // namespace glassbox
