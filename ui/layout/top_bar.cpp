#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "engine/io/link.h"
#include "ui/i18n/tr.h"
#include "ui/layout/layout.h"
#include "ui/layout/link_view.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

/// The mark: a pane of glass, three cells lit.
void draw_mark(const Theme& theme, ImVec2 at, float size) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float cell = size / 3;
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      const bool lit = row + column == 2;
      const ImVec2 from(at.x + static_cast<float>(column) * cell, at.y + static_cast<float>(row) * cell);
      list.AddRectFilled(from, {from.x + cell - 2, from.y + cell - 2},
                         lit ? theme.accent : mix(theme.page, theme.accent, 0.28F), 2);
    }
  }
}

/// Mark and name; returns their width.
float draw_name(Context& context) {
  const Theme& theme = context.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  constexpr float kMark = 18;
  const std::string name = "Glassbox";
  const float text_width = theme.semibold->CalcTextSizeA(theme.title, FLT_MAX, 0, name.c_str()).x;
  const float text_x = at.x + kMark + theme.gap;
  draw_mark(theme, {at.x, at.y + ImFloor((theme.control_height - kMark) / 2) + 1}, kMark);
  ImGui::GetWindowDrawList()->AddText(theme.semibold, theme.title,
                                      {text_x, at.y + ImFloor((theme.control_height - theme.title) / 2)},
                                      theme.text, name.c_str());
  const float width = kMark + theme.gap + text_width;
  expose(context, "name", "text", name, name, at, {at.x + width, at.y + theme.control_height});
  return width;
}

void switch_theme(Context& context) {
  context.view.dark = !context.view.dark;
  context.host.remember("theme", context.view.dark ? "dark" : "light");
  context.interaction.frames = 2;
}

void switch_language(Context& context) {
  context.view.language = context.view.language == "es" ? "en" : "es";
  context.host.remember("language", context.view.language);
  set_language(context.view.language);
  context.view.mistyped = {};  // it was read with the marks of the other language
  context.interaction.frames = 2;
}

void share(Context& context) {
  const Snapshot& snapshot = context.snapshot;
  const std::string link = to_link({snapshot.model, snapshot.training, write_view(context.view)});
  context.host.show_link(link);
  context.host.copy_text("#" + link);
  context.view.copied = true;
}

float button_width(const Context& context, const std::string& label, bool icon) {
  return ImGui::CalcTextSize(label.c_str()).x + 2 * context.theme.gap + 8 +
         (icon ? 16 + context.theme.gap : 0);
}

void draw_actions(Context& context, float top, bool roomy) {
  const Theme& theme = context.theme;
  const std::string copied = tr(context.view.copied ? "app.link_copied" : "app.share");
  const std::string language = tr("app.other_language");
  const float share_width =
      roomy || context.view.copied ? button_width(context, copied, true) : theme.control_height;
  const float language_width = button_width(context, language, false);
  const float between = 4;
  const float width = share_width + language_width + theme.control_height + 2 * between;
  ImGui::SetCursorPos({ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - width, top});
  const ImVec2 size(roomy || context.view.copied ? share_width : 0, 0);
  if (icon_button(context, "share", Icon::share, copied, ButtonKind::quiet, size)) share(context);
  ImGui::SameLine(0, between);
  if (button(context, "language", language, ButtonKind::quiet, {language_width, 0})) switch_language(context);
  ImGui::SameLine(0, between);
  const Icon icon = context.theme.dark ? Icon::sun : Icon::moon;
  if (icon_button(context, "theme", icon, tr(context.theme.dark ? "app.light" : "app.dark")))
    switch_theme(context);
}

void draw_progress(Context& context, float room) {
  const DataState& data = context.snapshot.data;
  const std::int64_t size = data.train_size + data.test_size;
  const std::int64_t available = data.train_available + data.test_available;
  if (size == 0 || available >= size || !data.problems.empty() || room < 80) return;
  const Theme& theme = context.theme;
  const float share = static_cast<float>(available) / static_cast<float>(size);
  const std::string label = tr("app.loading_data", {format_percent(share, 0)});
  const float label_width = ImGui::CalcTextSize(label.c_str()).x;
  const bool labelled = room >= label_width + 140;
  const float top = ImGui::GetCursorPosY();
  if (labelled) {
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, theme.text_muted);
    ImGui::TextUnformatted(label.c_str());
    ImGui::PopStyleColor();
    ImGui::SameLine();
  }
  ImGui::SetCursorPosY(top + ImFloor(theme.control_height / 2) - 3);
  const float left = room - (labelled ? label_width + theme.gap : 0);
  progress_bar(context, "data", label, share, {std::min(left, 200.0F), 6});
  ImGui::SameLine();
  ImGui::SetCursorPosY(top);
}

/// A strip across the page with one message and one thing to do about it.
void draw_strip(Context& context, std::string_view name, const std::string& message, ImU32 colour,
                const std::string& action_name, const std::string& action, bool& pressed) {
  const Theme& theme = context.theme;
  const float width = ImGui::GetContentRegionAvail().x;
  const float action_width = button_width(context, action, false);
  const float wrap = std::max(80.0F, width - action_width - 3 * theme.padding);
  const ImVec2 text_size = ImGui::CalcTextSize(message.c_str(), nullptr, false, wrap);
  const float height = std::max(text_size.y, theme.control_height) + theme.gap;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height},
                                            mix(theme.panel, colour, 0.12F), theme.radius);
  ImGui::GetWindowDrawList()->AddRect(at, {at.x + width, at.y + height}, mix(theme.panel, colour, 0.5F),
                                      theme.radius);
  const ImVec2 text_at(at.x + theme.padding, at.y + ImFloor((height - text_size.y) / 2));
  ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), ImGui::GetFontSize(), text_at, theme.text,
                                      message.c_str(), nullptr, wrap);
  expose(context, name, "alert", message, message, at,
         {at.x + width - action_width - theme.gap, at.y + height});
  ImGui::SetCursorScreenPos(
      {at.x + width - action_width - 4, at.y + ImFloor((height - theme.control_height) / 2)});
  pressed = button(context, action_name, action, ButtonKind::quiet, {action_width, 0});
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  ImGui::Dummy({0, 0});
}

}  // namespace

void draw_top_bar(Context& context) {
  const Theme& theme = context.theme;
  const float width = ImGui::GetContentRegionAvail().x;
  const bool roomy = width >= 640;
  const float top = ImGui::GetCursorPosY();
  const float name_width = draw_name(context);
  ImGui::SetCursorPos({ImGui::GetCursorPosX() + name_width + 2 * theme.padding, top});
  draw_progress(context, width - (roomy ? 440 : 290));
  draw_actions(context, top, roomy);

  const DataState& data = context.snapshot.data;
  bool pressed = false;
  if (!data.problems.empty()) {
    const std::string action = tr(data.retrying ? "data.retrying" : "data.retry");
    draw_strip(context, "data.problem", tr(data.problems.front()), theme.error, "data.retry", action,
               pressed);
    if (pressed && !data.retrying) context.host.retry_data();
  }
  if (!context.view.notice.empty()) {
    draw_strip(context, "notice", context.view.notice, theme.accent, "notice.close", tr("app.close"),
               pressed);
    if (pressed) context.view.notice.clear();
  }
}

}  // namespace glassbox::ui
