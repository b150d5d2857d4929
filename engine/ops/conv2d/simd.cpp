#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/gemm.h"
#include "engine/simd/map.h"

// A convolution is, group by group, the product of its patches, one row a position and one column a tap, with
// the kernel (taps x filters). The patches are never built: simd::Left addresses them inside the image by two
// tables.
namespace glassbox {
namespace {

// Positions whose input gradients are computed together before they are added into the image.
constexpr int kPatches = 48;

}  // namespace

std::size_t Convolution::scratch_size() const {
  const auto copies = static_cast<std::size_t>(is_copied() ? samples_ * copy_size() : 0);
  const auto depth = static_cast<std::size_t>(taps());
  if (mirror_ != nullptr) {
    return std::max(copies, mirror_->scratch_size() + depth * static_cast<std::size_t>(filters_));
  }
  return copies + (is_depthwise() ? 0 : kPatches * depth);
}

void Convolution::forward(int batch, const float* x, const float* w, const float* b, float* y,
                          float* scratch) const {
  const int filters = filters_ / groups_;
  for (int n = 0; n < batch; n += samples_) {
    const int samples = std::min(samples_, batch - n);
    const float* const images = readable(samples, x + n * image_size(), scratch);
    float* const maps = y + n * map_size();
    if (is_depthwise()) {
      depthwise_forward(samples * positions(), images, w, b, maps);
      continue;
    }
    for (int group = 0; group < groups_; ++group) {
      const int f = group * filters;
      simd::multiply(samples * positions(), filters, taps(),
                     {.data = images + group * (channels_ / groups_),
                      .rows = {.table = position_offsets_.data()},
                      .columns = {.table = tap_offsets_.data()}},
                     {.data = w + f, .stride = filters_},
                     {.data = maps + f, .stride = filters_, .row = b != nullptr ? b + f : nullptr});
    }
  }
}

void Convolution::add_kernel_gradient(int batch, const float* x, const float* dy, float* dw,
                                      float* scratch) const {
  const int filters = filters_ / groups_;
  for (int n = 0; n < batch; n += samples_) {
    const int samples = std::min(samples_, batch - n);
    const float* const images = readable(samples, x + n * image_size(), scratch);
    const float* const maps = dy + n * map_size();
    if (is_depthwise()) {
      depthwise_add_kernel_gradient(samples, images, maps, dw);
      continue;
    }
    for (int group = 0; group < groups_; ++group) {
      const int f = group * filters;
      // dw += patches^T dy
      simd::multiply(taps(), filters, samples * positions(),
                     {.data = images + group * (channels_ / groups_),
                      .rows = {.table = tap_offsets_.data()},
                      .columns = {.table = position_offsets_.data()}},
                     {.data = maps + f, .stride = filters_},
                     {.data = dw + f, .stride = filters_, .accumulate = true});
    }
  }
}

void Convolution::input_gradient(int batch, const float* dy, const float* w, float* dx,
                                 float* scratch) const {
  if (mirror_ != nullptr) {
    mirrored_input_gradient(batch, dy, w, dx, scratch);
    return;
  }
  float* const patches = scratch + (is_copied() ? samples_ * copy_size() : 0);
  for (int n = 0; n < batch; n += samples_) {
    const int samples = std::min(samples_, batch - n);
    const float* const maps = dy + n * map_size();
    float* const images = dx + n * image_size();
    float* const target = is_copied() ? scratch : images;
    std::fill_n(target, samples * copy_size(), 0.0F);
    if (is_depthwise()) {
      depthwise_add_input_gradient(samples, maps, w, target);
    } else {
      for (int p = 0; p < samples * positions(); p += kPatches) {
        add_patches(std::min(kPatches, samples * positions() - p), maps + std::ptrdiff_t{p} * filters_, w,
                    patches, target, position_offsets_.data() + p);
      }
    }
    if (is_copied()) gather(samples, target, images);
  }
}

/// The gradients of patches = dy w^T, each patch then added to the place in `images` that it was taken from.
void Convolution::add_patches(int positions, const float* dy, const float* w, float* patches, float* images,
                              const std::int32_t* places) const {
  const int filters = filters_ / groups_;
  const int channels = channels_ / groups_;
  // taps that lie side by side in the image
  const bool whole_rows = groups_ == 1 && window_.columns.dilation == 1;
  const int run = whole_rows ? static_cast<int>(window_.columns.window) * channels : channels;
  for (int group = 0; group < groups_; ++group) {
    simd::multiply(positions, taps(), filters,
                   {.data = dy + group * filters, .rows = {.stride = filters_}, .columns = {.stride = 1}},
                   {.data = w + group * filters, .stride = filters_, .transposed = true},
                   {.data = patches, .stride = taps()});
    const float* patch = patches;
    for (int p = 0; p < positions; ++p) {
      float* const place = images + places[p] + group * channels;
      for (int tap = 0; tap < taps(); tap += run, patch += run) {
        float* const to = place + tap_offsets_[static_cast<std::size_t>(tap)];
        const float* const there = to;
        simd::map(
            static_cast<std::size_t>(run), to, [](auto a, auto b) { return a + b; }, there, patch);
      }
    }
  }
}

}  // namespace glassbox
