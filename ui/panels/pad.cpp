#include "ui/panels/pad.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "ui/draw/ink.h"
#include "ui/draw/label.h"
#include "ui/draw/polyline.h"
#include "ui/draw/room.h"
#include "ui/draw/tensor_image.h"
#include "ui/i18n/tr.h"
#include "ui/panels/answer.h"
#include "ui/panels/panels.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kPenWidth = 0.08F;
constexpr float kCorner = 0.04F;      ///< pad units: corners are rounded within this distance
constexpr float kCurveStep = 0.015F;  ///< pad units: the pieces of a rounded corner
constexpr float kLeastPad = 160;
constexpr float kMostPad = 420;
constexpr float kRail = 56;         ///< width of what stands beside the pad on a narrow screen
constexpr float kBesideFrom = 560;  ///< width from which controls and stages stand beside the pad

std::string strokes_text(const View& view, const DigitState& digit) {
  const std::size_t count = view.strokes.size();
  if (count == 0 && digit.source == DigitSource::test) {
    return tr("pad.shows_test", {format_count(digit.index), std::to_string(digit.label)});
  }
  if (count == 0) return tr("pad.empty");
  return tr(count == 1 ? "pad.stroke" : "pad.strokes", {std::to_string(count)});
}

void send_strokes(Context& context) {
  command::Draw draw;
  for (const Stroke& stroke : context.view.strokes)
    draw.strokes.push_back(smooth_stroke(stroke, kCorner, kCurveStep));
  context.host.send(draw);
}

/// Lets the pen write; true when the strokes changed.
bool follow_pen(Context& context, ImVec2 from, float size) {
  View& view = context.view;
  const ImRect seen = [&] {
    ImRect rectangle(from, {from.x + size, from.y + size});
    rectangle.ClipWith(ImGui::GetCurrentWindow()->ClipRect);
    return rectangle;
  }();
  const bool covered = ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup);
  bool changed = false;
  for (const PointerSample& sample : context.interaction.pointer) {
    const StrokePoint point{std::clamp((sample.x - from.x) / size, 0.0F, 1.0F),
                            std::clamp((sample.y - from.y) / size, 0.0F, 1.0F)};
    switch (sample.kind) {
      case PointerSample::Kind::down:
        view.drawing = !covered && seen.Contains({sample.x, sample.y});
        if (!view.drawing) break;
        view.strokes.push_back({{point}});
        changed = true;
        break;
      case PointerSample::Kind::move:
        if (!view.drawing || view.strokes.empty() || view.strokes.back().points.back() == point) break;
        view.strokes.back().points.push_back(point);
        changed = true;
        break;
      case PointerSample::Kind::up:
      case PointerSample::Kind::cancel:
        view.drawing = false;
        break;
    }
  }
  return changed;
}

void draw_paper(Context& context, ImVec2 from, float size) {
  const Theme& theme = context.theme;
  const DigitState& digit = context.snapshot.digit;
  const ImVec2 to{from.x + size, from.y + size};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(from, to, theme.paper, theme.radius);
  list.PushClipRect(from, to, true);
  if (!context.view.strokes.empty()) {
    for (const Stroke& stroke : context.view.strokes) {
      draw_stroke(list, smooth_stroke(stroke, kCorner, kCurveStep), from, size, kPenWidth, theme.ink);
    }
  } else if (digit.source == DigitSource::test && is_whole(digit.image)) {
    const float texel =
        std::floor(size * pixel_ratio() / static_cast<float>(digit.image.width)) / pixel_ratio();
    const float side = texel * static_cast<float>(digit.image.width);
    const ImVec2 corner = snap(ImVec2(from.x + (size - side) / 2, from.y + (size - side) / 2));
    const Images::Image image = grey_image(context, "pad.test", digit.image);
    list.AddImage(image.texture, corner, {corner.x + side, corner.y + side});
  } else if (digit.source == DigitSource::none) {
    draw_notice(list, theme, from, to, tr("pad.invitation"));
  }
  list.PopClipRect();
  list.AddRect(from, to, theme.line, theme.radius);
}

void draw_pad(Context& context, float size) {
  area(context, "pad", "img", tr("pad.label"), strokes_text(context.view, context.snapshot.digit),
       {size, size});
  take_touch(context);
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) context.interaction.cursor = "crosshair";
  const ImVec2 from = ImGui::GetItemRectMin();
  if (follow_pen(context, from, size)) send_strokes(context);
  draw_paper(context, from, size);
}

void draw_undo(Context& context, ImVec2 size) {
  const bool drawn = !context.view.strokes.empty();
  if (icon_button(context, "undo", Icon::undo, tr("pad.undo"), ButtonKind::normal, size, drawn)) {
    context.view.strokes.pop_back();
    send_strokes(context);
  }
}

void draw_clear(Context& context, ImVec2 size) {
  const bool any = !context.view.strokes.empty() || context.snapshot.digit.source != DigitSource::none;
  if (icon_button(context, "clear", Icon::close, tr("pad.clear"), ButtonKind::normal, size, any)) {
    context.view.strokes.clear();
    send_strokes(context);
  }
}

void draw_eraser(Context& context, float width) {
  const float half = std::floor((width - context.theme.gap) / 2);
  draw_undo(context, {half, 0});
  ImGui::SameLine(0, context.theme.gap);
  draw_clear(context, {width - half - context.theme.gap, 0});
}

/// Beside the pad of a narrow screen: the answer, which would be out of sight below, then undo and clear.
void draw_rail(Context& context, float height) {
  const Theme& theme = context.theme;
  const float side = kRail;
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const auto& shares = context.snapshot.digit.probabilities;
  const int index = answer_of(shares);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (index >= 0) {
    const std::string answer = std::to_string(index);
    const std::string percent = format_percent(shares[static_cast<std::size_t>(index)]);
    const float middle = from.x + side / 2;
    const float type = std::min(44.0F, 44 * side / label_size(theme, answer, 44, true).x);
    draw_label(list, theme, {middle, from.y}, answer, {theme.text, type, Align::centre, true});
    draw_label(list, theme, {middle, from.y + 52}, percent, {theme.text_muted, theme.small, Align::centre});
    expose(context, "pad.answer", "text", tr("prediction.title"), answer + " (" + percent + ")", from,
           {from.x + side, from.y + 72});
  }
  const float buttons = 2 * theme.control_height + ImGui::GetStyle().ItemSpacing.y;
  ImGui::SetCursorScreenPos({from.x + (side - theme.control_height) / 2, from.y + height - buttons});
  ImGui::BeginGroup();
  draw_undo(context, {0, 0});
  draw_clear(context, {0, 0});
  ImGui::EndGroup();
}

}  // namespace

void draw_pad_panel(Context& context) {
  context.interaction.shown.stages = true;
  const Theme& theme = context.theme;
  const float width = ImGui::GetContentRegionAvail().x;
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  const bool beside = width >= kBesideFrom;
  const bool rail = !beside && takes_natural_height();
  const float column = beside ? std::floor((width - 2 * theme.gap) / 2) : width;
  const float controls = (rail ? 0 : theme.control_height + gap) + sample_chooser_height(theme) + gap +
                         stages_height(theme, column) + gap;
  const float rest = beside ? 0 : controls;
  const float widest = rail ? column - kRail - theme.gap : column;
  const float room = room_height(kLeastPad + rest, std::min(widest, kMostPad) + rest) - rest;
  const float pad = snap(std::clamp(std::min(widest, room), kLeastPad, std::max(kLeastPad, widest)));

  if (!beside && !rail && pad < column) {
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::floor((column - pad) / 2));
  }
  draw_pad(context, pad);
  if (rail) {
    ImGui::SameLine(0, column - pad - kRail);
    draw_rail(context, pad);
  }
  if (beside) ImGui::SameLine(0, 2 * theme.gap);
  const float rest_width = beside ? width - pad - 2 * theme.gap : column;
  ImGui::BeginGroup();
  if (!rail) draw_eraser(context, rest_width);
  draw_sample_chooser(context, rest_width);
  draw_stages(context, rest_width);
  ImGui::EndGroup();
}

}  // namespace glassbox::ui
