#include "engine/data/digit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/data/raster.h"

namespace glassbox {
namespace {

constexpr std::int32_t kPadPixels = 280;   ///< of the `drawn` stage
constexpr std::int32_t kBox = 20;          ///< MNIST's box for the ink
constexpr std::int32_t kImage = 28;        ///< MNIST's image
constexpr std::int32_t kOversampling = 8;  ///< of the box, before its pixels are averaged
constexpr float kPenPixels =
    2.5F;  ///< MNIST's median stroke width in the box (2 area / outline, 20,000 digits)
constexpr float kSmallestDrawing =
    0.04F;  ///< pad units: what is smaller is not enlarged further, a dot stays a dot
constexpr std::int32_t kLargestImage = 4096;

/// The strokes with finite points only, clamped to the pad; those without any are left out.
std::vector<Stroke> clean(std::span<const Stroke> strokes) {
  std::vector<Stroke> result;
  for (const Stroke& stroke : strokes) {
    Stroke kept;
    kept.points.reserve(stroke.points.size());
    for (const StrokePoint& point : stroke.points) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
      kept.points.push_back({std::clamp(point.x, 0.0F, 1.0F), std::clamp(point.y, 0.0F, 1.0F)});
    }
    if (!kept.points.empty()) result.push_back(std::move(kept));
  }
  return result;
}

struct Bounds {
  StrokePoint low{1, 1};
  StrokePoint high{0, 0};
};

Bounds bounds_of(std::span<const Stroke> strokes) {
  Bounds bounds;
  for (const Stroke& stroke : strokes) {
    for (const StrokePoint& point : stroke.points) {
      bounds.low = {std::min(bounds.low.x, point.x), std::min(bounds.low.y, point.y)};
      bounds.high = {std::max(bounds.high.x, point.x), std::max(bounds.high.y, point.y)};
    }
  }
  return bounds;
}

/// The drawing in MNIST's box: the pen's path is scaled and then drawn with a pen as wide as MNIST's. Scaling
/// the picture instead would make a blob of a small drawing and a hairline of a large one.
GreyImage draw_in_box(std::span<const Stroke> strokes) {
  const Bounds bounds = bounds_of(strokes);
  const float width = bounds.high.x - bounds.low.x;
  const float height = bounds.high.y - bounds.low.y;
  const float scale = (kBox - kPenPixels) / std::max({width, height, kSmallestDrawing});
  const auto pixels = [scale](float extent) {
    return std::clamp(static_cast<std::int32_t>(std::ceil(extent * scale + kPenPixels - 0.01F)), 1, kBox);
  };
  const std::int32_t box_width = pixels(width);
  const std::int32_t box_height = pixels(height);
  const StrokePoint origin{(bounds.low.x + bounds.high.x - static_cast<float>(box_width) / scale) / 2,
                           (bounds.low.y + bounds.high.y - static_cast<float>(box_height) / scale) / 2};
  const GreyImage fine = rasterize(strokes, {origin, scale * kOversampling}, box_width * kOversampling,
                                   box_height * kOversampling, kPenPixels * kOversampling);
  return resize_by_area(fine, box_width, box_height);
}

PreparedDigit nothing() {
  PreparedDigit digit;
  digit.centred = centre_by_mass({}, kImage);
  return digit;
}

bool well_formed(const GreyImage& image) {
  return image.width >= 1 && image.width <= kLargestImage && image.height >= 1 &&
         image.height <= kLargestImage &&
         image.pixels.size() ==
             static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
}

}  // namespace

PreparedDigit prepare_digit(std::span<const Stroke> strokes, float pen_width) {
  const std::vector<Stroke> kept = clean(strokes);
  if (kept.empty()) return nothing();
  PreparedDigit digit;
  digit.drawn = rasterize(kept, {{0, 0}, kPadPixels}, kPadPixels, kPadPixels, pen_width * kPadPixels);
  digit.cropped = crop(digit.drawn);
  digit.scaled = draw_in_box(kept);
  digit.centred = centre_by_mass(digit.scaled, kImage);
  return digit;
}

PreparedDigit prepare_digit(const GreyImage& image) {
  if (!well_formed(image)) return nothing();
  GreyImage cropped = crop(image);
  if (cropped.pixels.empty()) return nothing();
  const std::int32_t longer = std::max(cropped.width, cropped.height);
  const auto scale = [longer](std::int32_t side) {
    return std::max(1, (2 * kBox * side + longer) / (2 * longer));
  };
  PreparedDigit digit;
  digit.drawn = image;
  digit.scaled = resize_by_area(cropped, scale(cropped.width), scale(cropped.height));
  digit.cropped = std::move(cropped);
  digit.centred = centre_by_mass(digit.scaled, kImage);
  return digit;
}

}  // namespace glassbox
