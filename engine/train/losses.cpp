#include "engine/train/losses.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/model/parameters.h"
#include "engine/model/schema.h"
#include "engine/model/settings.h"
#include "engine/ops/categorical_hinge/categorical_hinge.h"
#include "engine/ops/cosine_similarity/cosine_similarity.h"
#include "engine/ops/elementwise_loss/elementwise_loss.h"
#include "engine/ops/nt_xent/nt_xent.h"
#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"

namespace glassbox {
namespace {

Schema schema(std::string class_name, std::vector<std::string> aliases, std::string pytorch,
              std::vector<ParameterSchema> parameters = {}) {
  return {std::move(class_name), std::move(pytorch), std::move(parameters), std::move(aliases)};
}

/// The losses that are more than a function of an output and its target.
std::unique_ptr<const Loss> make_other(std::string_view name, const Settings& settings) {
  if (name == "SparseCategoricalCrossentropy") return make_sparse_categorical_crossentropy();
  if (name == "CategoricalCrossentropy") return make_categorical_crossentropy();
  if (name == "KLDivergence") return make_kl_divergence();
  if (name == "CosineSimilarity") return make_cosine_similarity();
  if (name == "CategoricalHinge") return make_categorical_hinge();
  return make_nt_xent(settings.real("temperature"));
}

}  // namespace

std::span<const Schema> loss_schemas() {
  static const std::vector<Schema> schemas{
      schema("SparseCategoricalCrossentropy", {"sparse_categorical_crossentropy"},
             "torch.nn.CrossEntropyLoss"),
      schema("CategoricalCrossentropy", {"categorical_crossentropy"}, "torch.nn.CrossEntropyLoss"),
      schema("BinaryCrossentropy", {"binary_crossentropy"}, "torch.nn.BCEWithLogitsLoss"),
      schema("KLDivergence", {"kl_divergence", "kld"}, "torch.nn.KLDivLoss"),
      schema("MeanSquaredError", {"mean_squared_error", "mse"}, "torch.nn.MSELoss"),
      schema("MeanAbsoluteError", {"mean_absolute_error", "mae"}, "torch.nn.L1Loss"),
      schema("MeanAbsolutePercentageError", {"mean_absolute_percentage_error", "mape"}, ""),
      schema("MeanSquaredLogarithmicError", {"mean_squared_logarithmic_error", "msle"}, ""),
      schema("Huber", {"huber"}, "torch.nn.HuberLoss", {real_parameter("delta", 1, 1e-6, 1e6, "delta")}),
      schema("LogCosh", {"log_cosh"}, ""),
      schema("CosineSimilarity", {"cosine_similarity"}, "torch.nn.CosineEmbeddingLoss"),
      schema("Poisson", {"poisson"}, "torch.nn.PoissonNLLLoss"),
      schema("Hinge", {"hinge"}, "torch.nn.HingeEmbeddingLoss"),
      schema("SquaredHinge", {"squared_hinge"}, ""),
      schema("CategoricalHinge", {"categorical_hinge"}, "torch.nn.MultiMarginLoss"),
      schema("NTXent", {"nt_xent"}, "", {real_parameter("temperature", 0.5, 0.01, 100, "")}),
  };
  return schemas;
}

Result<std::unique_ptr<const Loss>> make_loss(const ClassSpec& spec) {
  const Schema* schema = find_loss_schema(spec.class_name);
  if (schema == nullptr) return make_error("loss.unknown_class", {spec.class_name}, -1, "loss");
  const Result<Settings> settings = Settings::read(*schema, spec.config);
  if (!settings) return settings.error();
  ElementwiseLossOptions options;
  if (schema->find("delta") != nullptr) options.delta = settings.value().real("delta");
  std::unique_ptr<const Loss> loss = make_elementwise_loss(schema->class_name, options);
  return loss ? std::move(loss) : make_other(schema->class_name, settings.value());
}

}  // namespace glassbox
