#include "ui/draw/ink.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "ui/draw/room.h"

namespace glassbox::ui {
namespace {

ImVec2 minus(ImVec2 a, ImVec2 b) {
  return {a.x - b.x, a.y - b.y};
}

float dot(ImVec2 a, ImVec2 b) {
  return a.x * b.x + a.y * b.y;
}

ImVec2 direction(ImVec2 from, ImVec2 to) {
  const ImVec2 along = minus(to, from);
  const float length = std::sqrt(dot(along, along));
  return {along.x / length, along.y / length};
}

/// Points that are at least a quarter of a pixel apart: shorter pieces have no direction.
std::vector<ImVec2> place(const Stroke& stroke, ImVec2 origin, float size) {
  std::vector<ImVec2> points;
  for (const StrokePoint& point : stroke.points) {
    const ImVec2 next{origin.x + point.x * size, origin.y + point.y * size};
    if (!points.empty()) {
      const ImVec2 step = minus(next, points.back());
      if (dot(step, step) < 0.0625F) continue;
    }
    points.push_back(next);
  }
  return points;
}

/// The band of `half` to both sides of the points, with a fringe of one device pixel that fades out. Where
/// the band folds at a bend, it folds over ink of the same colour.
void add_band(ImDrawList& list, const std::vector<ImVec2>& points, const std::vector<ImVec2>& normals,
              float half, ImU32 colour) {
  const float fringe = 0.5F / pixel_ratio();
  const float offsets[4] = {-half - fringe, -half + fringe, half - fringe, half + fringe};
  const ImU32 clear = colour & ~IM_COL32_A_MASK;
  const ImU32 colours[4] = {clear, colour, colour, clear};
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const auto segments = static_cast<int>(points.size()) - 1;
  list.PrimReserve(segments * 18, static_cast<int>(points.size()) * 4);
  const unsigned int first = list._VtxCurrentIdx;
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (int k = 0; k < 4; ++k) {
      list.PrimWriteVtx({points[i].x + normals[i].x * offsets[k], points[i].y + normals[i].y * offsets[k]},
                        uv, colours[k]);
    }
  }
  for (int segment = 0; segment < segments; ++segment) {
    const unsigned int base = first + static_cast<unsigned int>(segment) * 4;
    for (unsigned int k = 0; k < 3; ++k) {
      for (unsigned int corner :
           {base + k, base + k + 1, base + k + 5, base + k, base + k + 5, base + k + 4}) {
        list.PrimWriteIdx(static_cast<ImDrawIdx>(corner));
      }
    }
  }
}

}  // namespace

void draw_stroke(ImDrawList& list, const Stroke& stroke, ImVec2 origin, float size, float pen_width,
                 ImU32 colour) {
  const std::vector<ImVec2> points = place(stroke, origin, size);
  if (points.empty()) return;
  const float half = pen_width * size / 2;
  list.AddCircleFilled(points.front(), half, colour);
  if (points.size() == 1) return;
  list.AddCircleFilled(points.back(), half, colour);

  std::vector<ImVec2> normals(points.size());
  ImVec2 before = direction(points[0], points[1]);
  normals[0] = {-before.y, before.x};
  for (std::size_t i = 1; i < points.size(); ++i) {
    const ImVec2 after = i + 1 < points.size() ? direction(points[i], points[i + 1]) : before;
    const float turn = dot(before, after);
    if (turn < 0.95F) list.AddCircleFilled(points[i], half, colour);
    const ImVec2 mean{before.x + after.x, before.y + after.y};
    const float length = std::sqrt(dot(mean, mean));
    normals[i] = length > 0.2F ? ImVec2{-mean.y / length, mean.x / length} : ImVec2{-after.y, after.x};
    before = after;
  }
  add_band(list, points, normals, half, colour);
}

}  // namespace glassbox::ui
