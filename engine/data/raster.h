#pragma once

#include <cstdint>
#include <span>

#include "engine/data/digit.h"

/// Pictures of strokes, and what preparing a digit does to a picture. All images are well-formed: `pixels`
/// holds width * height values.
namespace glassbox {

/// Where a picture lies: pixel = (point - origin) * scale.
struct View {
  StrokePoint origin;
  float scale = 1;  ///< pixels a pad unit
};

/// Draws finite points with an antialiased round pen, `pen_width` in pixels: a pixel's ink is
/// clamp(pen_width / 2 - d + 1/2, 0, 1), d the distance of its centre to the nearest segment. A stroke of one
/// point is a dot.
GreyImage rasterize(std::span<const Stroke> strokes, const View& view, std::int32_t width,
                    std::int32_t height, float pen_width);

/// The smallest part of the image that holds all its ink; an empty image where there is none.
GreyImage crop(const GreyImage& image);

/// Every pixel is the mean of the area of `image` that it covers; all sizes at least 1.
GreyImage resize_by_area(const GreyImage& image, std::int32_t width, std::int32_t height);

/// The image in a larger, empty one of `size` x `size`, moved by whole pixels so that its centre of mass
/// comes nearest to the pixel (size / 2, size / 2), and no ink is lost.
GreyImage centre_by_mass(const GreyImage& image, std::int32_t size);

}  // namespace glassbox
