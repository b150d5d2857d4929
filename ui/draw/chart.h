#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/draw/axis.h"
#include "ui/theme/theme.h"

namespace glassbox::ui {

struct ChartPoint {
  std::int64_t step = 0;
  double value = 0;
};

struct ChartLine {
  std::string label;
  ImU32 colour = 0;
  bool marked = false;             ///< a dot on every point, while they are few
  std::vector<ChartPoint> points;  ///< steps ascending
};

/// A line chart over the steps of a run, epochs marked; the lines are labelled at their ends.
struct Chart {
  Axis x;
  Axis y;
  bool percent = false;
  std::int64_t steps_per_epoch = 0;
  std::vector<ChartLine> lines;
};

/// Where a chart's plot lies within its rectangle, on device pixels.
struct ChartFrame {
  ImVec2 minimum;
  ImVec2 maximum;
};

ChartFrame place_chart(const Theme& theme, const Chart& chart, ImVec2 minimum, ImVec2 maximum);
/// Draws the chart, and a crosshair with the values nearest to step `marked`.
void draw_chart(ImDrawList& list, const Theme& theme, const Chart& chart, const ChartFrame& frame,
                std::optional<std::int64_t> marked);

/// The step under a horizontal position of the plot, that of the nearest point of the lines.
std::optional<std::int64_t> step_at(const Chart& chart, const ChartFrame& frame, float x);
/// The point of the line nearest to the step, nullptr when there is none.
const ChartPoint* nearest(const ChartLine& line, std::int64_t step);
std::string chart_value(const Chart& chart, double value);

}  // namespace glassbox::ui
