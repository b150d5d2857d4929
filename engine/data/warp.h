#pragma once

#include <cstdint>
#include <span>

#include "engine/tensor/buffer.h"
#include "engine/tensor/shape.h"

/// Images of float, (height, width, channels), moved and bent. A position is a pixel's index, so that pixel
/// (0, 0) has its centre there; x points right, y points down.
namespace glassbox {

/// How an image moves about its middle, in this order: shear, zoom and rotation, shift.
struct Transform {
  float shift_x = 0;   ///< pixels
  float shift_y = 0;   ///< pixels
  float rotation = 0;  ///< degrees, counter-clockwise
  float zoom = 1;      ///< factor
  float shear = 0;     ///< degrees by which an upright line leans to the right
};

/// A position of the result as a position of the source: both counted from the middle,
/// x' = xx x + xy y + x0, y' = yx x + yy y + y0.
struct Affine {
  float xx = 1, xy = 0, x0 = 0;
  float yx = 0, yy = 1, y0 = 0;
};
Affine source_of(const Transform& transform);

/// By how much each pixel of a result takes its value from further right and further down; one number a
/// pixel, or none at all.
struct Displacement {
  std::span<const float> x;
  std::span<const float> y;
};

/// Each pixel of `target` is the source at the position that `affine` and the displacement name, between
/// pixels bilinear, outside of the image `background` (a value a channel).
void warp(const float* source, const Shape& image, const Affine& affine, const Displacement& displacement,
          std::span<const float> background, float* target);

/// Smooths planes of height x width by a Gaussian, which is cut off at three deviations; outside of the plane
/// there are zeros.
class GaussianFilter {
 public:
  GaussianFilter(std::int64_t height, std::int64_t width, float deviation);
  void apply(std::span<float> plane);

 private:
  std::int64_t height_;
  std::int64_t width_;
  std::int64_t radius_;
  Buffer<float> weights_;
  Buffer<float> row_;    ///< one row between zeros
  Buffer<float> plane_;  ///< smoothed along the rows
};

}  // namespace glassbox
