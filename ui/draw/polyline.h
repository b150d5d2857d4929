#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/data/digit.h"

namespace glassbox::ui {

/// A point of a drawn line, in pixels.
struct Dot {
  float x = 0;
  float y = 0;
  friend bool operator==(const Dot&, const Dot&) = default;
};

/// Keeps of every pixel column (of `width`) the first, the lowest, the highest and the last point, in their
/// order: the line looks the same and costs at most four points a column. `line` runs from left to right.
inline std::vector<Dot> thin_by_column(std::span<const Dot> line, float width) {
  std::vector<Dot> kept;
  kept.reserve(line.size());
  std::size_t begin = 0;
  while (begin < line.size()) {
    const float column = std::floor(line[begin].x / width);
    std::size_t end = begin;
    std::size_t low = begin;
    std::size_t high = begin;
    for (; end < line.size() && std::floor(line[end].x / width) == column; ++end) {
      if (line[end].y < line[low].y) low = end;
      if (line[end].y > line[high].y) high = end;
    }
    std::size_t previous = begin;
    kept.push_back(line[begin]);
    for (std::size_t next : {std::min(low, high), std::max(low, high), end - 1}) {
      if (next > previous) kept.push_back(line[next]);
      previous = std::max(previous, next);
    }
    begin = end;
  }
  return kept;
}

/// A stroke as a curve through the midpoints of its points, the points being the control points (quadratic
/// B-spline); it begins and ends where the stroke does. Pieces are at most about `step` pad units long.
inline Stroke smooth_stroke(const Stroke& stroke, float step) {
  const std::vector<StrokePoint>& points = stroke.points;
  if (points.size() < 3) return stroke;
  const auto middle = [](StrokePoint a, StrokePoint b) {
    return StrokePoint{(a.x + b.x) / 2, (a.y + b.y) / 2};
  };
  Stroke smooth;
  smooth.points.push_back(points.front());
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const StrokePoint from = i == 1 ? points[0] : middle(points[i - 1], points[i]);
    const StrokePoint control = points[i];
    const StrokePoint to = i + 2 == points.size() ? points[i + 1] : middle(points[i], points[i + 1]);
    const float length =
        std::hypot(control.x - from.x, control.y - from.y) + std::hypot(to.x - control.x, to.y - control.y);
    const int pieces = std::clamp(static_cast<int>(std::ceil(length / step)), 1, 64);
    for (int piece = 1; piece <= pieces; ++piece) {
      const float t = static_cast<float>(piece) / static_cast<float>(pieces);
      const float u = 1 - t;
      smooth.points.push_back({u * u * from.x + 2 * u * t * control.x + t * t * to.x,
                               u * u * from.y + 2 * u * t * control.y + t * t * to.y});
    }
  }
  return smooth;
}

}  // namespace glassbox::ui
