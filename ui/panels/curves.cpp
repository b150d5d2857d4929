#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/session/evaluator.h"
#include "ui/draw/chart.h"
#include "ui/draw/label.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"
#include "ui/panels/panels.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kBesideFrom = 600;  ///< width from which the two charts stand side by side
constexpr float kTitle = 28;
constexpr float kNaturalHeight = 200;
constexpr float kLeastHeight = 132;

using Measure = float CurvePoint::*;

std::vector<ChartPoint> points_of(const std::vector<CurvePoint>& curve, Measure measure) {
  std::vector<ChartPoint> points;
  points.reserve(curve.size());
  for (const CurvePoint& point : curve) points.push_back({point.step, point.*measure});
  return points;
}

Chart chart_of(const Context& context, Measure measure) {
  const RunState& run = context.snapshot.run;
  Chart chart;
  chart.percent = measure == &CurvePoint::accuracy;
  chart.steps_per_epoch = run.steps_per_epoch;
  chart.lines = {{tr("curves.train"), context.theme.accent, false, points_of(run.train, measure)},
                 {tr("curves.test"), context.theme.test, true, points_of(run.test, measure)}};
  std::int64_t last = 1;
  double smallest = std::numeric_limits<double>::infinity();
  double largest = 0;
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& point : line.points) {
      last = std::max(last, point.step);
      if (point.value > 0) smallest = std::min(smallest, point.value);
      if (point.value < std::numeric_limits<float>::max()) largest = std::max(largest, point.value);
    }
  }
  chart.x = {0, static_cast<double>(last), false};
  chart.y = chart.percent ? Axis{0, 1, false} : axis_around(smallest, largest, context.view.log_loss);
  return chart;
}

/// "train 0.12, test 0.15 at step 1,200"
std::string value_of(const Chart& chart, std::int64_t step) {
  std::string value;
  for (const ChartLine& line : chart.lines) {
    if (line.points.empty()) continue;
    if (!value.empty()) value += ", ";
    value += line.label + " " + chart_value(chart, line.points.back().value);
  }
  return value.empty() ? tr("curves.empty") : tr("curves.value", {value, format_count(step)});
}

/// The loss chart's switch to a logarithmic axis, at the right end of its title.
void draw_log_switch(Context& context, ImVec2 right_top) {
  const Theme& theme = context.theme;
  const std::string label = tr("curves.log");
  const float width = label_size(theme, label, theme.small).x + 16;
  ImGui::SetCursorScreenPos({right_top.x - width, right_top.y});
  if (area(context, "curves.log", "checkbox", tr("curves.log_label"),
           context.view.log_loss ? "true" : "false", {width, 24})) {
    context.view.log_loss = !context.view.log_loss;
  }
  const ImVec2 from = ImGui::GetItemRectMin();
  const ImVec2 to = ImGui::GetItemRectMax();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool on = context.view.log_loss;
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) context.interaction.cursor = "pointer";
  const ImU32 ground = on ? theme.selected : hovered ? theme.hovered : theme.raised;
  list.AddRectFilled(from, to, ground, 4);
  list.AddRect(from, to, on ? theme.accent : theme.line, 4);
  draw_label(list, theme, {(from.x + to.x) / 2, from.y + 4}, label,
             {on ? theme.text : theme.text_muted, theme.small, Align::centre});
  tooltip(context, tr("curves.log_label"));
}

struct Instrument {
  const char* name;
  const char* title;
  Measure measure;
  ImVec2 from;
  ImVec2 to;
  Chart chart;
  ChartFrame frame;
};

void place(Context& context, Instrument& instrument, ImVec2 from, ImVec2 size) {
  const Theme& theme = context.theme;
  instrument.from = from;
  instrument.to = {from.x + size.x, from.y + size.y};
  instrument.chart = chart_of(context, instrument.measure);
  instrument.frame = place_chart(theme, instrument.chart, {from.x, from.y + kTitle}, instrument.to);
  draw_label(*ImGui::GetWindowDrawList(), theme, {from.x, from.y + 4}, tr(instrument.title),
             {theme.text, theme.small, Align::left, true});
  if (instrument.measure == &CurvePoint::loss) draw_log_switch(context, {instrument.to.x, from.y});
  ImGui::SetCursorScreenPos({from.x, from.y + kTitle});
  area(context, instrument.name, "img", tr(instrument.title),
       value_of(instrument.chart, context.snapshot.run.step), {size.x, size.y - kTitle});
}

std::optional<std::int64_t> hovered_step(const Instrument& instrument) {
  const ImVec2 mouse = ImGui::GetMousePos();
  const ChartFrame& frame = instrument.frame;
  if (!ImGui::IsItemHovered() || mouse.x < frame.minimum.x - 4 || mouse.x > frame.maximum.x + 4) return {};
  return step_at(instrument.chart, frame, mouse.x);
}

/// On which digits the test curve is measured, where they are not all: the confusion matrix counts all.
std::string sample_caption(const DataState& data) {
  const std::int64_t sample = Evaluator::sample_size(data.test_size);
  if (sample >= data.test_size) return {};
  return tr("curves.sample", {format_count(sample), format_count(data.test_size)});
}

void draw_caption(Context& context, ImVec2 from, ImVec2 size, const std::string& text,
                  const LabelStyle& style) {
  draw_lines(*ImGui::GetWindowDrawList(), context.theme, from, size.x, text, style);
  expose(context, "curves.sample", "text", text, text, from, {from.x + size.x, from.y + size.y});
}

}  // namespace

void draw_curves_panel(Context& context) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool beside = width >= kBesideFrom;
  const float between = beside ? 24.0F : 12.0F;
  const float rows = beside ? 1 : 2;
  const LabelStyle style{context.theme.text_muted, context.theme.small - 1};
  const std::string caption = sample_caption(context.snapshot.data);
  const float below = caption.empty() ? 0 : lines_height(context.theme, width, caption, style) + 4;
  const float beyond = between * (rows - 1) + below;
  const float height = room_height(kLeastHeight * rows + beyond, kNaturalHeight * rows + beyond) - below;
  const ImVec2 size = beside ? ImVec2(std::floor((width - between) / 2), height)
                             : ImVec2(width, std::floor((height - between) / 2));
  const ImVec2 second =
      beside ? ImVec2(corner.x + size.x + between, corner.y) : ImVec2(corner.x, corner.y + size.y + between);

  std::array<Instrument, 2> instruments = {
      {{"curve.loss", "curves.loss", &CurvePoint::loss, {}, {}, {}, {}},
       {"curve.accuracy", "curves.accuracy", &CurvePoint::accuracy, {}, {}, {}, {}}}};
  std::optional<std::int64_t> marked;
  for (Instrument& instrument : instruments) {
    place(context, instrument, &instrument == instruments.data() ? corner : second, size);
    if (!marked) marked = hovered_step(instrument);
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (context.snapshot.run.train.empty() && context.snapshot.run.test.empty()) {
    const float end = beside ? corner.y + height : instruments.front().to.y;
    draw_notice(list, context.theme, {corner.x, corner.y + kTitle}, {corner.x + width, end},
                tr("curves.empty"));
  } else {
    for (const Instrument& instrument : instruments) {
      draw_chart(list, context.theme, instrument.chart, instrument.frame, marked);
    }
  }
  if (caption.empty()) return;
  ImGui::SetCursorScreenPos({corner.x, corner.y + height});
  ImGui::Dummy({width, below});
  draw_caption(context, {corner.x, corner.y + height + 4}, {width, below - 4}, caption, style);
}

}  // namespace glassbox::ui
