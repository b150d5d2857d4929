#include "ui/draw/chart.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include "ui/draw/colour_scale.h"
#include "ui/draw/label.h"
#include "ui/draw/polyline.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"

namespace glassbox::ui {
namespace {

constexpr float kMarkRadius = 3;
constexpr float kBesidePlot = 8;  ///< to the labels at the plot's right
constexpr std::size_t kMarksMost = 40;

class Plot {
 public:
  Plot(const Chart& chart, const ChartFrame& frame) : chart_(chart), frame_(frame) {}
  [[nodiscard]] float x(double step) const {
    const double share = chart_.x.position(step);
    return frame_.minimum.x + static_cast<float>(share) * (frame_.maximum.x - frame_.minimum.x);
  }
  [[nodiscard]] float y(double value) const {
    const double place = chart_.y.position(value);
    const double share = std::isnan(place) ? 1 : std::clamp(place, -0.02, 1.02);
    return frame_.maximum.y - static_cast<float>(share) * (frame_.maximum.y - frame_.minimum.y);
  }

 private:
  const Chart& chart_;
  const ChartFrame& frame_;
};

std::vector<double> value_ticks(const Chart& chart, float height) {
  const int most = std::max(2, static_cast<int>(height / 28));
  return chart.y.logarithmic ? log_ticks(chart.y, most) : linear_ticks(chart.y, most);
}

std::string tick_label(const Chart& chart, double tick, double step) {
  if (chart.percent) return format_percent(tick, std::max(0, tick_decimals(step) - 2));
  return tick_number(tick, chart.y.logarithmic ? tick : step);
}

void draw_value_axis(ImDrawList& list, const Theme& theme, const Chart& chart, const ChartFrame& frame) {
  const Plot plot(chart, frame);
  const std::vector<double> ticks = value_ticks(chart, frame.maximum.y - frame.minimum.y);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  for (double tick : ticks) {
    const float y = snap(plot.y(tick));
    list.AddLine({frame.minimum.x, y}, {frame.maximum.x, y}, theme.line);
    draw_label(list, theme, {frame.minimum.x - 8, y - theme.small * 0.62F}, tick_label(chart, tick, step),
               {theme.text_muted, theme.small - 1, Align::right});
  }
}

void draw_step_axis(ImDrawList& list, const Theme& theme, const Chart& chart, const ChartFrame& frame) {
  const Plot plot(chart, frame);
  const float width = frame.maximum.x - frame.minimum.x;
  const LabelStyle style{theme.text_muted, theme.small - 1, Align::centre};
  list.AddLine({frame.minimum.x, frame.maximum.y}, frame.maximum, theme.text_muted);
  float unit = frame.maximum.x + kBesidePlot;
  for (double tick : linear_ticks(chart.x, std::max(1, static_cast<int>(width / 72)))) {
    if (tick != std::floor(tick)) continue;
    const float x = snap(plot.x(tick));
    const std::string text = format_count(std::llround(tick));
    list.AddLine({x, frame.maximum.y}, {x, frame.maximum.y + 4}, theme.text_muted);
    draw_label(list, theme, {x, frame.maximum.y + 5}, text, style);
    unit = std::max(unit, x + label_size(theme, text, style.size).x / 2 + kBesidePlot);
  }
  draw_label(list, theme, {unit, frame.maximum.y + 5}, tr("curves.steps"),
             {theme.text_muted, theme.small - 1});
  if (chart.steps_per_epoch <= 0) return;
  const double epochs = chart.x.high / static_cast<double>(chart.steps_per_epoch);
  if (epochs < 1) return;
  const double every = std::max(1.0, nice_step(epochs, std::max(1, static_cast<int>(width / 64))));
  for (double epoch = every; epoch <= epochs; epoch += every) {
    const float x = snap(plot.x(epoch * static_cast<double>(chart.steps_per_epoch)));
    list.AddLine({x, frame.minimum.y}, {x, frame.maximum.y}, theme.line);
    const std::string text = tr("curves.epoch_mark", {format_count(std::llround(epoch))});
    const float half = label_size(theme, text, style.size).x / 2;
    const float middle = std::min(x, frame.maximum.x - half);  // beyond the plot are the lines' names
    draw_label(list, theme, {middle, frame.minimum.y - theme.small - 4}, text, style);
  }
}

void draw_line(ImDrawList& list, const ChartLine& line, const Chart& chart, const ChartFrame& frame) {
  const Plot plot(chart, frame);
  std::vector<Dot> dots;
  dots.reserve(line.points.size());
  for (const ChartPoint& point : line.points) {
    if (std::isfinite(point.value))
      dots.push_back({plot.x(static_cast<double>(point.step)), plot.y(point.value)});
  }
  // Piece by piece: at the sharp turns of a noisy curve, joins would smear.
  const std::vector<Dot> thinned = thin_by_column(dots, 1 / pixel_ratio());
  for (std::size_t i = 1; i < thinned.size(); ++i) {
    list.AddLine({thinned[i - 1].x, thinned[i - 1].y}, {thinned[i].x, thinned[i].y}, line.colour,
                 line.marked ? 2.0F : 1.5F);
  }
  const bool marks = line.marked ? dots.size() <= kMarksMost : dots.size() == 1;
  for (const Dot& dot : dots) {
    if (marks) list.AddCircleFilled({dot.x, dot.y}, kMarkRadius, line.colour);
  }
}

/// Names and last values at the lines' ends, moved apart where they would touch.
void draw_end_labels(ImDrawList& list, const Theme& theme, const Chart& chart, const ChartFrame& frame) {
  struct End {
    const ChartLine* line;
    float y;
  };
  const Plot plot(chart, frame);
  std::vector<End> ends;
  for (const ChartLine& line : chart.lines) {
    if (!line.points.empty()) ends.push_back({&line, plot.y(line.points.back().value)});
  }
  std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y < b.y; });
  const float apart = 2 * theme.small + 2;
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i].y = std::max(ends[i].y, ends[i - 1].y + apart);
  float limit = frame.maximum.y - theme.small;
  for (std::size_t i = ends.size(); i-- > 0; limit = ends[i].y - apart)
    ends[i].y = std::min(ends[i].y, limit);
  for (const End& end : ends) {
    const ImVec2 at{frame.maximum.x + kBesidePlot, end.y - theme.small};
    draw_label(list, theme, at, end.line->label, {end.line->colour, theme.small, Align::left, true});
    draw_label(list, theme, {at.x, at.y + theme.small}, chart_value(chart, end.line->points.back().value),
               {theme.text, theme.small, Align::left});
  }
}

void draw_crosshair(ImDrawList& list, const Theme& theme, const Chart& chart, const ChartFrame& frame,
                    std::int64_t step) {
  const Plot plot(chart, frame);
  const float x = snap(plot.x(static_cast<double>(step)));
  list.AddLine({x, frame.minimum.y}, {x, frame.maximum.y}, theme.text_muted);

  struct Row {
    std::string text;
    ImU32 colour;
  };
  std::vector<Row> rows{{tr("curves.at_step", {format_count(step)}), theme.text_muted}};
  for (const ChartLine& line : chart.lines) {
    const ChartPoint* point = nearest(line, step);
    if (point == nullptr) continue;
    const ImVec2 at{plot.x(static_cast<double>(point->step)), plot.y(point->value)};
    list.AddCircleFilled(at, kMarkRadius + 2, theme.panel);
    list.AddCircleFilled(at, kMarkRadius + 0.5F, line.colour);
    rows.push_back({line.label + " " + chart_value(chart, point->value), line.colour});
  }
  float width = 0;
  for (const Row& row : rows) width = std::max(width, label_size(theme, row.text, theme.small, true).x);
  const float line_height = theme.small + 4;
  const ImVec2 size{width + 16, static_cast<float>(rows.size()) * line_height + 12};
  const bool right = x + 8 + size.x < frame.maximum.x;
  const ImVec2 corner{right ? x + 8 : x - 8 - size.x, frame.minimum.y + 4};
  list.AddRectFilled(corner, {corner.x + size.x, corner.y + size.y}, theme.panel, 4);
  list.AddRect(corner, {corner.x + size.x, corner.y + size.y}, theme.line, 4);
  float y = corner.y + 6;
  for (const Row& row : rows) {
    draw_label(list, theme, {corner.x + 8, y}, row.text, {row.colour, theme.small, Align::left, true});
    y += line_height;
  }
}

}  // namespace

std::string chart_value(const Chart& chart, double value) {
  return chart.percent ? format_percent(value) : short_number(value);
}

ChartFrame place_chart(const Theme& theme, const Chart& chart, ImVec2 minimum, ImVec2 maximum) {
  float ticks = 0;
  const std::vector<double> values = value_ticks(chart, maximum.y - minimum.y);
  const double step = values.size() > 1 ? values[1] - values[0] : 1;
  for (double tick : values) {
    ticks = std::max(ticks, label_size(theme, tick_label(chart, tick, step), theme.small - 1).x);
  }
  const std::string last = format_count(std::llround(chart.x.high));
  float labels = label_size(theme, tr("curves.steps"), theme.small - 1).x +
                 label_size(theme, last, theme.small - 1).x / 2;
  for (const ChartLine& line : chart.lines) {
    if (line.points.empty()) continue;
    labels = std::max({labels, label_size(theme, line.label, theme.small, true).x,
                       label_size(theme, chart_value(chart, line.points.back().value), theme.small).x});
  }
  ChartFrame frame;
  const float label_room = labels + kBesidePlot + 4;
  frame.minimum = snap(ImVec2(minimum.x + ticks + 10, minimum.y + theme.small + 6));
  frame.maximum = snap(ImVec2(maximum.x - label_room, maximum.y - theme.small - 8));
  frame.maximum.x = std::max(frame.maximum.x, frame.minimum.x + 16);
  frame.maximum.y = std::max(frame.maximum.y, frame.minimum.y + 16);
  return frame;
}

void draw_chart(ImDrawList& list, const Theme& theme, const Chart& chart, const ChartFrame& frame,
                std::optional<std::int64_t> marked) {
  draw_value_axis(list, theme, chart, frame);
  draw_step_axis(list, theme, chart, frame);
  for (const ChartLine& line : chart.lines) draw_line(list, line, chart, frame);
  draw_end_labels(list, theme, chart, frame);
  if (marked) draw_crosshair(list, theme, chart, frame, *marked);
}

std::optional<std::int64_t> step_at(const Chart& chart, const ChartFrame& frame, float x) {
  const double share = (x - frame.minimum.x) / (frame.maximum.x - frame.minimum.x);
  const auto step = std::llround(chart.x.value(share));
  std::optional<std::int64_t> best;
  for (const ChartLine& line : chart.lines) {
    const ChartPoint* point = nearest(line, step);
    if (point != nullptr && (!best || std::llabs(point->step - step) < std::llabs(*best - step))) {
      best = point->step;
    }
  }
  return best;
}

const ChartPoint* nearest(const ChartLine& line, std::int64_t step) {
  const auto after =
      std::lower_bound(line.points.begin(), line.points.end(), step,
                       [](const ChartPoint& point, std::int64_t value) { return point.step < value; });
  if (after == line.points.begin()) return line.points.empty() ? nullptr : &line.points.front();
  const auto before = std::prev(after);
  if (after == line.points.end()) return &*before;
  return after->step - step < step - before->step ? &*after : &*before;
}

}  // namespace glassbox::ui
