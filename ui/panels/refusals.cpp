#include "ui/panels/refusals.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/model/schema.h"
#include "ui/i18n/tr.h"

namespace glassbox::ui {
namespace {

template <class Condition>
std::string lines(const std::vector<Error>& refusals, const Condition& wanted) {
  std::string text;
  for (const Error& error : refusals) {
    if (wanted(error)) text += (text.empty() ? "" : "\n") + tr(error);
  }
  return text;
}

bool is_field(const Schema* schema, const std::string& parameter) {
  return schema != nullptr && schema->find(parameter) != nullptr;
}

}  // namespace

std::string refusal_of(const std::vector<Error>& refusals, int layer, const std::string& parameter) {
  for (const Error& error : refusals) {
    if (error.layer == layer && error.parameter == parameter) return tr(error);
  }
  return {};
}

std::string refusals_of_layer(const Draft<ModelSpec>& draft, int layer) {
  const Schema* schema = find_layer_schema(draft.value.layers.at(static_cast<std::size_t>(layer)).class_name);
  return lines(draft.refusals, [&](const Error& error) {
    return error.layer == layer && !is_field(schema, error.parameter);
  });
}

std::string refusals_of_model(const Draft<ModelSpec>& draft) {
  const auto count = static_cast<int>(draft.value.layers.size());
  return lines(draft.refusals, [&](const Error& error) { return error.layer < 0 || error.layer >= count; });
}

std::string refusals_of_training(const Draft<TrainingConfig>& draft) {
  constexpr std::array<std::string_view, 3> kShared = {"optimizer", "batch_size", "seed"};
  const Schema* schema = find_optimizer_schema(draft.value.optimizer.class_name);
  return lines(draft.refusals, [&](const Error& error) {
    return !is_field(schema, error.parameter) && std::ranges::count(kShared, error.parameter) == 0;
  });
}

}  // namespace glassbox::ui
