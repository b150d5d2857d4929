#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/vector.h"

namespace glassbox {

using simd::Vec;

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

/// Zeros where the images will not stand.
void Convolution::clear(float* copies) const {
  std::fill_n(copies, copies_size(), 0.0F);
}

/// The images as the float path reads them: themselves, or their copy in `copies`, which are clear around it.
const float* Convolution::readable(int samples, const float* images, float* copies) const {
  if (!is_copied()) return images;
  const int repeats = is_depthwise() ? filters_ / channels_ : 1;
  for_each_row(samples, [&](std::ptrdiff_t image, std::ptrdiff_t copy) {
    const float* from = images + image;
    float* to = copies + copy;
    if (cell_ == channels_) {
      std::copy_n(from, window_.columns.input * channels_, to);
      return;
    }
    for (std::int64_t j = 0; j < window_.columns.input; ++j, from += channels_, to += cell_) {
      if (repeats == 1) {
        simd::for_each_vector(channels_,
                              [&](int c, auto lanes) { simd::load_first(from + c, lanes).store(to + c); });
      } else {
        for (int c = 0; c < channels_; ++c) {
          for (int k = 0; k < repeats; ++k) to[c * repeats + k] = from[c];
        }
      }
    }
  });
  return copies;
}

/// The gradient by the images from that by their copies.
void Convolution::gather(int samples, const float* copies, float* images) const {
  const int repeats = is_depthwise() ? filters_ / channels_ : 1;
  for_each_row(samples, [&](std::ptrdiff_t image, std::ptrdiff_t copy) {
    const float* from = copies + copy;
    float* to = images + image;
    if (cell_ == channels_) {
      std::copy_n(from, window_.columns.input * channels_, to);
      return;
    }
    for (std::int64_t j = 0; j < window_.columns.input; ++j, from += cell_, to += channels_) {
      if (repeats == 1) {
        simd::for_each_vector(
            channels_, [&](int c, auto lanes) { simd::store_first(to + c, lanes, Vec::load(from + c)); });
        continue;
      }
      for (int c = 0; c < channels_; ++c) {
        float sum = 0;
        for (int k = 0; k < repeats; ++k) sum += from[c * repeats + k];
        to[c] = sum;
      }
    }
  });
}

}  // namespace glassbox
