#include "engine/data/warp.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/simd/math.h"

namespace glassbox {
namespace {

/// One corner of a cell of four pixels.
struct Corner {
  const float* pixel;
  float weight;
};

/// Reads an image between its pixels.
class Sampler {
 public:
  Sampler(const float* source, const Shape& image, std::span<const float> background)
      : source_(source), height_(image[0]), width_(image[1]), background_(background) {}

  void sample(float x, float y, float* target) const {
    const bool outside =
        !(x > -1 && y > -1 && x < static_cast<float>(width_) && y < static_cast<float>(height_));
    if (outside) {
      std::ranges::copy(background_, target);
      return;
    }
    const float left = std::floor(x);
    const float top = std::floor(y);
    const float right_share = x - left;
    const float bottom_share = y - top;
    const auto column = static_cast<std::int64_t>(left);
    const auto row = static_cast<std::int64_t>(top);
    const Corner corners[] = {{pixel(row, column), (1 - bottom_share) * (1 - right_share)},
                              {pixel(row, column + 1), (1 - bottom_share) * right_share},
                              {pixel(row + 1, column), bottom_share * (1 - right_share)},
                              {pixel(row + 1, column + 1), bottom_share * right_share}};
    for (std::size_t channel = 0; channel < background_.size(); ++channel) {
      float value = 0;
      for (const Corner& corner : corners) value += corner.weight * corner.pixel[channel];
      target[channel] = value;
    }
  }

 private:
  [[nodiscard]] const float* pixel(std::int64_t row, std::int64_t column) const {
    if (row < 0 || row >= height_ || column < 0 || column >= width_) return background_.data();
    return source_ + (row * width_ + column) * static_cast<std::int64_t>(background_.size());
  }

  const float* source_;
  std::int64_t height_;
  std::int64_t width_;
  std::span<const float> background_;
};

float turns(float degrees) {
  return degrees / 360.0F;
}

}  // namespace

Affine source_of(const Transform& transform) {
  const float cosine = simd::cos_two_pi(turns(transform.rotation)) / transform.zoom;
  const float sine = simd::sin_two_pi(turns(transform.rotation)) / transform.zoom;
  const float lean = simd::sin_two_pi(turns(transform.shear)) / simd::cos_two_pi(turns(transform.shear));
  // The rotation back, with y pointing down, and then the shear back: x + lean y, as "up" is negative.
  Affine affine{cosine + lean * sine, lean * cosine - sine, 0, sine, cosine, 0};
  affine.x0 = -(affine.xx * transform.shift_x + affine.xy * transform.shift_y);
  affine.y0 = -(affine.yx * transform.shift_x + affine.yy * transform.shift_y);
  return affine;
}

void warp(const float* source, const Shape& image, const Affine& affine, const Displacement& displacement,
          std::span<const float> background, float* target) {
  const Sampler sampler(source, image, background);
  const float middle_x = 0.5F * static_cast<float>(image[1] - 1);
  const float middle_y = 0.5F * static_cast<float>(image[0] - 1);
  std::size_t i = 0;
  for (std::int64_t row = 0; row < image[0]; ++row) {
    const float y = static_cast<float>(row) - middle_y;
    for (std::int64_t column = 0; column < image[1]; ++column, ++i, target += background.size()) {
      const float x = static_cast<float>(column) - middle_x;
      float source_x = (affine.xx * x + affine.xy * y + affine.x0) + middle_x;
      float source_y = (affine.yx * x + affine.yy * y + affine.y0) + middle_y;
      if (!displacement.x.empty()) source_x += displacement.x[i];
      if (!displacement.y.empty()) source_y += displacement.y[i];
      sampler.sample(source_x, source_y, target);
    }
  }
}

GaussianFilter::GaussianFilter(std::int64_t height, std::int64_t width, float deviation)
    : height_(height),
      width_(width),
      radius_(static_cast<std::int64_t>(std::ceil(3 * deviation))),
      weights_(static_cast<std::size_t>(2 * radius_ + 1)),
      row_(static_cast<std::size_t>(width + 2 * radius_)),
      plane_(static_cast<std::size_t>(height * width)) {
  float sum = 0;
  for (std::int64_t k = -radius_; k <= radius_; ++k) {
    const float distance = static_cast<float>(k) / deviation;
    float& weight = weights_[static_cast<std::size_t>(k + radius_)];
    weight = simd::exp(-0.5F * distance * distance);
    sum += weight;
  }
  for (float& weight : weights_.span()) weight /= sum;
}

void GaussianFilter::apply(std::span<float> plane) {
  std::ranges::fill(plane_.span(), 0.0F);
  for (std::int64_t y = 0; y < height_; ++y) {
    std::copy_n(&plane[static_cast<std::size_t>(y * width_)], width_, row_.data() + radius_);
    float* smoothed = plane_.data() + y * width_;
    for (std::size_t k = 0; k < weights_.size(); ++k) {
      const float* shifted = row_.data() + k;
      for (std::int64_t x = 0; x < width_; ++x) smoothed[x] += weights_[k] * shifted[x];
    }
  }
  std::ranges::fill(plane, 0.0F);
  for (std::int64_t y = 0; y < height_; ++y) {
    float* smoothed = &plane[static_cast<std::size_t>(y * width_)];
    const std::int64_t last = std::min(height_ - 1, y + radius_);
    for (std::int64_t from = std::max<std::int64_t>(0, y - radius_); from <= last; ++from) {
      const float weight = weights_[static_cast<std::size_t>(from - y + radius_)];
      const float* row = plane_.data() + from * width_;
      for (std::int64_t x = 0; x < width_; ++x) smoothed[x] += weight * row[x];
    }
  }
}

}  // namespace glassbox
