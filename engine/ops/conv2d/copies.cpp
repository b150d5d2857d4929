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
    const std::int64_t corner = (rows.before * columns.padded() + columns.before) * channels_;
    std::ptrdiff_t copy = n * copy_size() + static_cast<std::ptrdiff_t>(corner);
    for (std::int64_t i = 0; i < rows.input; ++i) {
      visit(image, copy);
      image += static_cast<std::ptrdiff_t>(columns.input * channels_);
      copy += static_cast<std::ptrdiff_t>(columns.padded() * channels_);
    }
  }
}

/// Zeros where the images will not stand.
void Convolution::clear(float* copies) const {
  std::fill_n(copies, copies_size(), 0.0F);
}

/// The images as the float path reads them: themselves, or their copy in `copies`, which are clear around it.
const float* Convolution::readable(int samples, const float* images, float* copies) const {
  if (!is_copied()) return images;
  for_each_row(samples, [&](std::ptrdiff_t image, std::ptrdiff_t copy) {
    std::copy_n(images + image, window_.columns.input * channels_, copies + copy);
  });
  return copies;
}

/// The gradient by the images from that by their copies.
void Convolution::gather(int samples, const float* copies, float* images) const {
  for_each_row(samples, [&](std::ptrdiff_t image, std::ptrdiff_t copy) {
    std::copy_n(copies + copy, window_.columns.input * channels_, images + image);
  });
}

}  // namespace glassbox
