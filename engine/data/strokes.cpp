#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/data/raster.h"

namespace glassbox {
namespace {

float distance_to_segment(StrokePoint p, StrokePoint a, StrokePoint b) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length2 = dx * dx + dy * dy;
  const float along = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
  const float t = std::clamp(along, 0.0F, 1.0F);
  const float off_x = p.x - (a.x + t * dx);
  const float off_y = p.y - (a.y + t * dy);
  return std::sqrt(off_x * off_x + off_y * off_y);
}

/// The pixels of 0..size-1 whose centres lie in [from, to], as a half-open range.
struct PixelRange {
  PixelRange(float from, float to, std::int32_t size)
      : begin(static_cast<std::int32_t>(std::clamp(from, 0.0F, static_cast<float>(size)))),
        end(static_cast<std::int32_t>(std::clamp(to + 1, 0.0F, static_cast<float>(size)))) {}
  std::int32_t begin;
  std::int32_t end;
};

/// The x coordinates of a segment between two heights.
std::pair<float, float> extent_between(StrokePoint a, StrokePoint b, float top, float bottom) {
  if (a.y > b.y) std::swap(a, b);
  if (a.y < top) a.x += (b.x - a.x) * std::min(1.0F, (top - a.y) / (b.y - a.y));
  if (b.y > bottom) b.x += (a.x - b.x) * std::min(1.0F, (b.y - bottom) / (b.y - std::max(a.y, top)));
  return std::minmax(a.x, b.x);
}

void draw_segment(GreyImage& image, StrokePoint a, StrokePoint b, float radius) {
  const float reach = radius + 0.5F;
  const PixelRange rows(std::min(a.y, b.y) - reach, std::max(a.y, b.y) + reach, image.height);
  for (std::int32_t y = rows.begin; y < rows.end; ++y) {
    const float centre = static_cast<float>(y) + 0.5F;
    const auto [left, right] = extent_between(a, b, centre - reach, centre + reach);
    const PixelRange columns(left - reach, right + reach, image.width);
    for (std::int32_t x = columns.begin; x < columns.end; ++x) {
      const float distance = distance_to_segment({static_cast<float>(x) + 0.5F, centre}, a, b);
      const float ink = std::clamp(radius - distance + 0.5F, 0.0F, 1.0F);
      std::uint8_t& pixel = image.pixels[static_cast<std::size_t>(y * image.width + x)];
      pixel = std::max(pixel, static_cast<std::uint8_t>(ink * 255 + 0.5F));
    }
  }
}

}  // namespace

GreyImage rasterize(std::span<const Stroke> strokes, const View& view, std::int32_t width,
                    std::int32_t height, float pen_width) {
  GreyImage image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height))};
  const auto to_pixels = [&view](StrokePoint p) {
    return StrokePoint{(p.x - view.origin.x) * view.scale, (p.y - view.origin.y) * view.scale};
  };
  for (const Stroke& stroke : strokes) {
    if (stroke.points.empty()) continue;
    StrokePoint last = to_pixels(stroke.points.front());
    if (stroke.points.size() == 1) draw_segment(image, last, last, pen_width / 2);
    for (std::size_t i = 1; i < stroke.points.size(); ++i) {
      const StrokePoint next = to_pixels(stroke.points[i]);
      draw_segment(image, last, next, pen_width / 2);
      last = next;
    }
  }
  return image;
}

}  // namespace glassbox
