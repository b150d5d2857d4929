#include <imgui.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/limits.h"
#include "engine/model/schema.h"
#include "ui/base/drafts.h"
#include "ui/i18n/tr.h"
#include "ui/panels/panels.h"
#include "ui/panels/parameter_field.h"
#include "ui/panels/refusals.h"
#include "ui/widgets/grid.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr double kLargestSeed = 9007199254740991.0;  // 2^53 - 1

/// The fields that every optimizer shares, as schemas too.
ParameterSchema integer_parameter(const char* name, double minimum, double maximum) {
  ParameterSchema schema;
  schema.name = name;
  schema.type = ParameterSchema::Type::integer;
  schema.minimum = minimum;
  schema.maximum = maximum;
  return schema;
}

bool edit_optimizer(Context& context, TrainingConfig& training, const std::string& error) {
  std::vector<std::string> names;
  for (const Schema& schema : optimizer_schemas()) names.push_back(schema.class_name);
  const auto present = std::find(names.begin(), names.end(), training.optimizer.class_name);
  int selected = present == names.end() ? -1 : static_cast<int>(present - names.begin());
  if (!combo(context, "optimizer", tr("parameter.optimizer"), names, selected, error)) return false;
  training.optimizer = {.class_name = names[static_cast<std::size_t>(selected)], .config = {}};
  return true;
}

bool edit_batch_size(Context& context, TrainingConfig& training, const std::string& error) {
  static const ParameterSchema schema =
      integer_parameter("batch_size", 1, static_cast<double>(limits::kBatch));
  Value value = Value::of(static_cast<std::int64_t>(training.batch_size));
  if (!parameter_field(context, {}, schema, value, error)) return false;
  training.batch_size = static_cast<std::int32_t>(value.integer);
  return true;
}

bool edit_seed(Context& context, TrainingConfig& training, const std::string& error) {
  static const ParameterSchema schema = integer_parameter("seed", 0, kLargestSeed);
  Value value = Value::of(static_cast<std::int64_t>(training.seed));
  if (!parameter_field(context, {}, schema, value, error)) return false;
  training.seed = static_cast<std::uint64_t>(value.integer);
  return true;
}

}  // namespace

void draw_training_panel(Context& context) {
  View& view = context.view;
  TrainingConfig training = view.training.value;
  const std::vector<Error>& refusals = view.training.refusals;
  const Schema* schema = find_optimizer_schema(training.optimizer.class_name);
  const std::vector<ParameterSchema> own =
      schema != nullptr ? schema->parameters : std::vector<ParameterSchema>();
  const int count = static_cast<int>(own.size()) + 3;
  bool edited = false;
  constexpr float kCell = 132;
  grid(context, "training", grid_columns(kCell, 4), count, [&](int i) {
    const auto index = static_cast<std::size_t>(i) - 1;
    if (i == 0) {
      edited |= edit_optimizer(context, training, refusal_of(refusals, -1, "optimizer"));
    } else if (index < own.size()) {
      const ParameterSchema& parameter = own[index];
      Value value = present_value(view.training.value.optimizer.config, parameter);
      if (parameter_field(context, {}, parameter, value, refusal_of(refusals, -1, parameter.name))) {
        assign(training.optimizer.config, parameter.name, value);
        edited = true;
      }
    } else if (index == own.size()) {
      edited |= edit_batch_size(context, training, refusal_of(refusals, -1, "batch_size"));
      tooltip(context, tr("training.restarts"));
    } else {
      edited |= edit_seed(context, training, refusal_of(refusals, -1, "seed"));
      tooltip(context, tr("training.restarts"));
    }
  });
  if (!refusals.empty()) {
    const std::string whole = refusals_of_training(view.training);
    if (!whole.empty()) text_wrapped(context, "training.error", whole, context.theme.error);
    if (button(context, "training.revert", tr("training.revert"))) revert_training(view, context.snapshot);
  }
  if (edited) edit_training(view, context.host, std::move(training));
}

}  // namespace glassbox::ui
