#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/schema.h"
#include "ui/base/drafts.h"
#include "ui/i18n/tr.h"
#include "ui/panels/model_edits.h"
#include "ui/panels/model_layer.h"
#include "ui/panels/panels.h"
#include "ui/panels/refusals.h"
#include "ui/widgets/grid.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

struct Preset {
  const char* name;
  const char* label;
  ModelSpec (*make)();
};

constexpr std::array<Preset, 3> kPresets = {{{"preset.linear", "model.linear", linear_classifier},
                                             {"preset.mlp", "model.mlp", mlp},
                                             {"preset.cnn", "model.cnn", course_cnn}}};

void draw_presets(Context& context) {
  grid(context, "presets", 3, 3, [&](int i) {
    const Preset& preset = kPresets[static_cast<std::size_t>(i)];
    const ModelSpec model = preset.make();
    const bool chosen = is_chosen(context.view.model, model);
    if (button(context, preset.name, tr(preset.label), ButtonKind::normal, {-1, 0})) {
      context.view.open_layer = -1;
      edit_model(context.view, context.host, model);
    }
    if (chosen) {
      ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                          context.theme.accent, context.theme.radius, 0, 2);
    }
  });
}

/// Layer classes that a row of layers can hold; one of several inputs cannot stand in it.
std::vector<std::string> addable_classes() {
  std::vector<std::string> names;
  for (const Schema& schema : layer_schemas()) {
    if (!schema.merges) names.push_back(schema.class_name);
  }
  return names;
}

std::optional<ModelSpec> draw_add(Context& context) {
  static const std::vector<std::string> classes = addable_classes();
  std::vector<std::string> items{tr("layer.add")};
  items.insert(items.end(), classes.begin(), classes.end());
  int selected = 0;
  if (!combo(context, "layer.add", {}, items, selected) || selected == 0) return std::nullopt;
  return with_layer_added(context.view.model.value, classes[static_cast<std::size_t>(selected - 1)]);
}

void draw_total(Context& context) {
  const Theme& theme = context.theme;
  const bool known = context.view.model.refusals.empty();
  const std::string count = known ? format_count(context.snapshot.parameters) : "–";
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({at.x, at.y - 4}, {at.x + width, at.y - 4}, theme.line);
  const std::string label = tr("model.total");
  list.AddText(theme.regular, theme.body, {at.x, at.y + 4}, theme.text_muted, label.c_str());
  const float count_width = theme.semibold->CalcTextSizeA(theme.body, FLT_MAX, 0, count.c_str()).x;
  list.AddText(theme.semibold, theme.body, {ImFloor(at.x + width - count_width), at.y + 4}, theme.text,
               count.c_str());
  ImGui::Dummy({width, theme.body + 8});
  expose(context, "parameters", "text", label, count, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

/// What a refusal means for the network, and the way back.
void draw_way_back(Context& context) {
  text_wrapped(context, "model.kept", tr("model.kept"), context.theme.text_muted);
  if (button(context, "model.revert", tr("model.revert"))) revert_model(context.view, context.snapshot);
}

/// What was refused about the model as a whole, brought into view when it is new.
void draw_refusal(Context& context, const std::string& refusal) {
  ImGui::BeginGroup();
  text_wrapped(context, "model.error", refusal, context.theme.error);
  draw_way_back(context);
  ImGui::EndGroup();
  if (!std::exchange(context.view.model.news, false)) return;
  ImGui::ScrollToRect(ImGui::GetCurrentWindow(), {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()},
                      ImGuiScrollFlags_KeepVisibleEdgeY);
  context.interaction.frames = std::max(context.interaction.frames, 2);
}

}  // namespace

void draw_model_panel(Context& context) {
  View& view = context.view;
  draw_presets(context);
  const std::string refusal = refusals_of_model(view.model);
  const bool beside_field = refusal.empty() && !view.model.refusals.empty();
  if (!refusal.empty()) draw_refusal(context, refusal);
  draw_layer_titles(context);
  std::optional<ModelSpec> edited;
  for (int layer = 0; layer < static_cast<int>(view.model.value.layers.size()); ++layer) {
    if (auto change = draw_layer(context, layer)) edited = std::move(change);
  }
  draw_total(context);
  if (beside_field) draw_way_back(context);
  if (auto change = draw_add(context)) edited = std::move(change);
  if (edited) edit_model(view, context.host, *std::move(edited));
}

}  // namespace glassbox::ui
