#include <algorithm>

#include "engine/ops/conv2d/conv2d_op.h"
#include "engine/simd/gemm.h"
#include "engine/simd/map.h"

// A convolution is the product of its patches, one row a position and one column a tap, with the kernel (taps
// x filters). The patches are never built: simd::Left addresses them inside the image by two tables.
namespace glassbox {
namespace {

// Positions whose input gradients are computed together before they are added into the image.
constexpr int kPatches = 48;

}  // namespace

std::size_t Conv2D::scratch_size(int /*batch*/) const {
  const std::ptrdiff_t padded = window_.is_padded() ? group_ * padded_size() : 0;
  return static_cast<std::size_t>(padded + std::ptrdiff_t{kPatches} * taps());
}

void Conv2D::forward(const Frame<float>& frame) const {
  for (int n = 0; n < frame.batch; n += group_) {
    const int samples = std::min(group_, frame.batch - n);
    const float* images = frame.inputs[0] + n * image_size();
    if (window_.is_padded()) {
      pad(samples, images, frame.scratch);
      images = frame.scratch;
    }
    simd::multiply(samples * positions(), filters_, taps(),
                   {.data = images,
                    .rows = {.table = position_offsets_.data()},
                    .columns = {.table = tap_offsets_.data()}},
                   {.data = frame.parameters[0], .stride = filters_},
                   {.data = frame.output + std::ptrdiff_t{n} * positions() * filters_,
                    .stride = filters_,
                    .row = options_.use_bias ? frame.parameters[1] : nullptr});
  }
}

void Conv2D::backward(const Frame<float>& frame) const {
  float* const patches = frame.scratch + (window_.is_padded() ? group_ * padded_size() : 0);
  for (int n = 0; n < frame.batch; n += group_) {
    const int samples = std::min(group_, frame.batch - n);
    const int rows = samples * positions();
    const float* dy = frame.output_gradient + std::ptrdiff_t{n} * positions() * filters_;
    const float* images = frame.inputs[0] + n * image_size();
    if (window_.is_padded()) {
      pad(samples, images, frame.scratch);
      images = frame.scratch;
    }
    // dW += patches^T dy
    simd::multiply(taps(), filters_, rows,
                   {.data = images,
                    .rows = {.table = tap_offsets_.data()},
                    .columns = {.table = position_offsets_.data()}},
                   {.data = dy, .stride = filters_},
                   {.data = frame.parameter_gradients[0], .stride = filters_, .accumulate = true});
    if (options_.use_bias) simd::add_column_sums(rows, filters_, dy, frame.parameter_gradients[1]);

    if (frame.input_gradients[0] == nullptr) continue;
    // gradient of the patches = dy W^T, each patch then added to the place it was taken from
    float* const dx = frame.input_gradients[0] + n * image_size();
    float* const target = window_.is_padded() ? frame.scratch : dx;
    std::fill_n(target, samples * padded_size(), 0.0F);
    for (int p = 0; p < rows; p += kPatches) {
      const int count = std::min(kPatches, rows - p);
      simd::multiply(
          count, taps(), filters_,
          {.data = dy + std::ptrdiff_t{p} * filters_, .rows = {.stride = filters_}, .columns = {.stride = 1}},
          {.data = frame.parameters[0], .stride = filters_, .transposed = true},
          {.data = patches, .stride = taps()});
      for (int q = 0; q < count; ++q) {
        add_patch(patches + std::ptrdiff_t{q} * taps(),
                  target + position_offsets_[static_cast<std::size_t>(p + q)]);
      }
    }
    if (window_.is_padded()) crop(samples, target, dx);
  }
}

void Conv2D::add_patch(const float* patch, float* image) const {
  const auto& columns = window_.columns;
  const auto run = static_cast<std::size_t>(columns.window * channels_);
  for (std::int64_t u = 0; u < window_.rows.window; ++u) {
    const float* const there = image;
    simd::map(
        run, image, [](auto a, auto b) { return a + b; }, there, patch);
    patch += run;
    image += columns.padded() * channels_;
  }
}

void Conv2D::pad(int samples, const float* images, float* padded) const {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  const std::int64_t run = columns.input * channels_;
  std::fill_n(padded, samples * padded_size(), 0.0F);
  for (int n = 0; n < samples; ++n) {
    float* row = padded + n * padded_size() + (rows.before * columns.padded() + columns.before) * channels_;
    for (std::int64_t i = 0; i < rows.input; ++i) {
      std::copy_n(images, run, row);
      images += run;
      row += columns.padded() * channels_;
    }
  }
}

void Conv2D::crop(int samples, const float* padded, float* images) const {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  const std::int64_t run = columns.input * channels_;
  for (int n = 0; n < samples; ++n) {
    const float* row =
        padded + n * padded_size() + (rows.before * columns.padded() + columns.before) * channels_;
    for (std::int64_t i = 0; i < rows.input; ++i) {
      std::copy_n(row, run, images);
      images += run;
      row += columns.padded() * channels_;
    }
  }
}

}  // namespace glassbox
