#include <algorithm>

#include "engine/ops/conv2d/convolution.h"

namespace glassbox {

/// Calls visit(image, copy) for every row: where it begins in the images, and in their copies.
template <class Visit>
void Convolution::for_each_row(int samples, Visit visit) const {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  std::ptrdiff_t image = 0;
  for (int n = 0; n < samples; ++n) {
    const std::int64_t corner = (rows.before * columns.padded() + columns.before) * cell_;
    std::ptrdiff_t copy = n * copy_size() + static_cast<std::ptrdiff_t>(corner);
    for (std::int64_t i = 0; i < rows.input; ++i) {
      visit(image, copy);
      image += static_cast<std::ptrdiff_t>(columns.input * channels_);
      copy += static_cast<std::ptrdiff_t>(columns.padded() * cell_);
    }
  }
}

/// The images as the float path reads them: themselves, or their copy in `scratch`.
const float* Convolution::readable(int samples, const float* images, float* scratch) const {
  if (!is_copied()) return images;
  const std::int64_t run = window_.columns.input * channels_;
  const int repeats = cell_ / channels_;
  std::fill_n(scratch, samples * copy_size(), 0.0F);
  for_each_row(samples, [&](std::ptrdiff_t image, std::ptrdiff_t copy) {
    if (repeats == 1) {
      std::copy_n(images + image, run, scratch + copy);
    } else {
      float* to = scratch + copy;
      for (std::int64_t i = 0; i < run; ++i) to = std::fill_n(to, repeats, images[image + i]);
    }
  });
  return scratch;
}

/// The gradient by the images from that by their copies.
void Convolution::gather(int samples, const float* copies, float* images) const {
  const std::int64_t run = window_.columns.input * channels_;
  const int repeats = cell_ / channels_;
  for_each_row(samples, [&](std::ptrdiff_t image, std::ptrdiff_t copy) {
    if (repeats == 1) {
      std::copy_n(copies + copy, run, images + image);
      return;
    }
    const float* from = copies + copy;
    for (std::int64_t i = 0; i < run; ++i) {
      float sum = 0;
      for (int k = 0; k < repeats; ++k) sum += *from++;
      images[image + i] = sum;
    }
  });
}

}  // namespace glassbox
