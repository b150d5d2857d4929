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

/// A stroke with its corners rounded: each is replaced by a quadratic curve that leaves the line at most
/// `radius` before the point, and at most half way to its neighbours. Points close together, as a pen gives
/// them, become a smooth curve; a sharp corner between far ones stays where it is. Pieces of curves are at
/// most about `step` pad units long.
inline Stroke smooth_stroke(const Stroke& stroke, float radius, float step) {
  const std::vector<StrokePoint>& points = stroke.points;
  if (points.size() < 3) return stroke;
  const auto towards = [radius](StrokePoint from, StrokePoint to) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const float share = length > 0 ? std::min(0.5F, radius / length) : 0;
    return StrokePoint{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
  };
  Stroke smooth;
  smooth.points.push_back(points.front());
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const StrokePoint corner = points[i];
    const StrokePoint from = towards(corner, points[i - 1]);
    const StrokePoint to = towards(corner, points[i + 1]);
    const float length =
        std::hypot(corner.x - from.x, corner.y - from.y) + std::hypot(to.x - corner.x, to.y - corner.y);
    const int pieces = std::clamp(static_cast<int>(std::ceil(length / step)), 1, 64);
    for (int piece = 0; piece <= pieces; ++piece) {
      const float t = static_cast<float>(piece) / static_cast<float>(pieces);
      const float u = 1 - t;
      const StrokePoint next{u * u * from.x + 2 * u * t * corner.x + t * t * to.x,
                             u * u * from.y + 2 * u * t * corner.y + t * t * to.y};
      if (!(next == smooth.points.back())) smooth.points.push_back(next);
    }
  }
  smooth.points.push_back(points.back());
  return smooth;
}

}  // namespace glassbox::ui
