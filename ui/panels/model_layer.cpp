#include "ui/panels/model_layer.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <vector>

#include "engine/model/schema.h"
#include "ui/i18n/tr.h"
#include "ui/panels/model_edits.h"
#include "ui/panels/parameter_field.h"
#include "ui/panels/refusals.h"
#include "ui/widgets/grid.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kRemoveColumn = 28;  ///< room of the remove button
constexpr float kCell = 92;          ///< least width of a field

void text_at(const Context& context, ImVec2 at, float right, const std::string& value, ImU32 colour) {
  const Theme& theme = context.theme;
  const float width = theme.regular->CalcTextSizeA(theme.small, FLT_MAX, 0, value.c_str()).x;
  const float x = right > 0 ? right - width : at.x;
  ImGui::GetWindowDrawList()->AddText(theme.regular, theme.small, {ImFloor(x), at.y}, colour, value.c_str());
}

/// What the engine found for this layer; nothing while the draft is not (or not yet) the engine's model.
const LayerSummary* summary_of(const Context& context, int layer) {
  const View& view = context.view;
  const auto& rows = context.snapshot.layers;
  const auto index = static_cast<std::size_t>(layer);
  if (!view.model.refusals.empty() || index >= rows.size()) return nullptr;
  const LayerSpec& spec = view.model.value.layers[index];
  return spec.name.empty() || spec.name == rows[index].name ? &rows[index] : nullptr;
}

std::string write_shape(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "(" + text + (shape.size() == 1 ? ",)" : ")");
}

/// Row of the table; pressing it shows or hides the further settings.
bool draw_row(Context& context, int layer, const std::string& owner) {
  const Theme& theme = context.theme;
  View& view = context.view;
  const LayerSpec& spec = view.model.value.layers[static_cast<std::size_t>(layer)];
  const LayerSummary* summary = summary_of(context, layer);
  const bool open = view.open_layer == layer;
  const std::string title = spec.name.empty() ? spec.class_name : spec.name;
  const std::string shape = summary != nullptr ? write_shape(summary->output_shape) : "–";
  const std::string count = summary != nullptr ? format_count(summary->parameters) : "–";

  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  constexpr float kHeight = 28;
  if (area(context, owner, "button", title, shape + " " + count, {width - kRemoveColumn - 4, kHeight})) {
    view.open_layer = open ? -1 : layer;
    context.interaction.frames = 1;
  }
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) context.interaction.cursor = "pointer";
  tooltip(context, spec.class_name + " – " + tr("model.more"));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float middle = at.y + kHeight / 2;
  draw_icon(list, open ? Icon::down : Icon::right, {at.x + 6, middle}, 10,
            hovered ? theme.text : theme.text_muted);
  list.PushClipRect(at, {at.x + width * 0.42F, at.y + kHeight}, true);
  list.AddText(theme.semibold, theme.body, {at.x + 18, ImFloor(middle - theme.body / 2)}, theme.text,
               title.c_str());
  list.PopClipRect();
  const float baseline = ImFloor(middle - theme.small / 2);
  text_at(context, {at.x + ImFloor(width * 0.42F), baseline}, 0, shape, theme.text_muted);
  text_at(context, {0, baseline}, at.x + width - kRemoveColumn - 8, count, theme.text_muted);

  ImGui::SameLine(0, 4);
  const bool removable = view.model.value.layers.size() > 1;
  return icon_button(context, owner + ".remove", Icon::close, tr("layer.remove", {title}), ButtonKind::quiet,
                     {0, kHeight}, removable);
}

/// Always on screen: what a layer cannot do without, its activation, and what was refused. The rest when it
/// is open.
std::vector<const ParameterSchema*> shown_parameters(const Schema& schema, const std::vector<Error>& refusals,
                                                     int layer, bool open) {
  std::vector<const ParameterSchema*> shown;
  for (const ParameterSchema& parameter : schema.parameters) {
    const bool first = &parameter == schema.parameters.data();
    const bool refused = !refusal_of(refusals, layer, parameter.name).empty();
    if (open || first || parameter.required || parameter.name == "activation" || refused) {
      shown.push_back(&parameter);
    }
  }
  return shown;
}

std::optional<ModelSpec> draw_fields(Context& context, int layer, const std::string& owner,
                                     const Schema& schema) {
  const Draft<ModelSpec>& draft = context.view.model;
  const LayerSpec& spec = draft.value.layers[static_cast<std::size_t>(layer)];
  const bool open = context.view.open_layer == layer;
  const auto shown = shown_parameters(schema, draft.refusals, layer, open);
  std::optional<ModelSpec> edited;
  if (shown.empty()) return edited;
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - context.theme.gap);
  const int columns = grid_columns(kCell, open ? 2 : 3);
  grid(context, "fields", columns, static_cast<int>(shown.size()), [&](int i) {
    const ParameterSchema& parameter = *shown[static_cast<std::size_t>(i)];
    Value value = present_value(spec.config, parameter);
    if (parameter_field(context, owner, parameter, value,
                        refusal_of(draft.refusals, layer, parameter.name))) {
      edited = draft.value;
      assign(edited->layers[static_cast<std::size_t>(layer)].config, parameter.name, value);
    }
  });
  return edited;
}

std::optional<ModelSpec> draw_moves(Context& context, int layer, const std::string& owner) {
  const ModelSpec& model = context.view.model.value;
  const bool last = layer + 1 == static_cast<int>(model.layers.size());
  int by = 0;
  if (icon_button(context, owner + ".up", Icon::up, tr("layer.up"), ButtonKind::quiet, {0, 0}, layer > 0))
    by = -1;
  ImGui::SameLine();
  if (icon_button(context, owner + ".down", Icon::down, tr("layer.down"), ButtonKind::quiet, {0, 0}, !last))
    by = 1;
  if (by == 0) return std::nullopt;
  context.view.open_layer = layer + by;
  return with_layer_moved(model, layer, by);
}

}  // namespace

void draw_layer_titles(Context& context) {
  const Theme& theme = context.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  text_at(context, {at.x + 18, at.y}, 0, tr("model.layer"), theme.text_muted);
  text_at(context, {at.x + ImFloor(width * 0.42F), at.y}, 0, tr("model.output_shape"), theme.text_muted);
  text_at(context, at, at.x + width - kRemoveColumn - 8, tr("model.parameters"), theme.text_muted);
  ImGui::Dummy({0, theme.small});
}

std::optional<ModelSpec> draw_layer(Context& context, int layer) {
  const Theme& theme = context.theme;
  View& view = context.view;
  const std::string owner = "layer" + std::to_string(layer);
  std::optional<ModelSpec> edited;
  ImGui::PushID(layer);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddLine({at.x, at.y - 4}, {right, at.y - 4}, theme.line);
  if (draw_row(context, layer, owner)) edited = with_layer_removed(view.model.value, layer);
  const LayerSpec& spec = view.model.value.layers[static_cast<std::size_t>(layer)];
  if (const Schema* schema = find_layer_schema(spec.class_name)) {
    ImGui::Indent(14);
    if (auto change = draw_fields(context, layer, owner, *schema)) edited = std::move(change);
    if (view.open_layer == layer) {
      if (auto change = draw_moves(context, layer, owner)) edited = std::move(change);
    }
    ImGui::Unindent(14);
  }
  const std::string refusal = refusals_of_layer(view.model, layer);
  if (!refusal.empty()) text_wrapped(context, owner + ".error", refusal, theme.error);
  ImGui::PopID();
  return edited;
}

}  // namespace glassbox::ui
