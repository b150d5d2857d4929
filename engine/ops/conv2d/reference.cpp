#include <algorithm>

#include "engine/ops/conv2d/convolution.h"

namespace glassbox {

/// Calls visit(y, x, w) for every multiply-add of one sample: the places in its map, in its image, and in the
/// kernel.
template <class Visit>
void Convolution::for_each_product(Visit visit) const {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  const int group_channels = channels_ / groups_;
  const int group_filters = filters_ / groups_;
  for (std::int64_t i = 0; i < rows.output; ++i) {
    for (std::int64_t j = 0; j < columns.output; ++j) {
      for (std::int64_t u = 0; u < rows.window; ++u) {
        for (std::int64_t v = 0; v < columns.window; ++v) {
          const std::int64_t row = i * rows.stride + u * rows.dilation - rows.before;
          const std::int64_t column = j * columns.stride + v * columns.dilation - columns.before;
          if (row < 0 || row >= rows.input || column < 0 || column >= columns.input) continue;
          const std::int64_t y = (i * columns.output + j) * filters_;
          const std::int64_t x = (row * columns.input + column) * channels_;
          const std::int64_t tap = (u * columns.window + v) * group_channels;
          for (int c = 0; c < channels_; ++c) {
            const std::int64_t w = (tap + c % group_channels) * filters_;
            const int first = c / group_channels * group_filters;
            for (int f = first; f < first + group_filters; ++f) visit(y + f, x + c, w + f);
          }
        }
      }
    }
  }
}

void Convolution::forward(int batch, const double* x, const double* w, const double* b, double* y) const {
  for (int n = 0; n < batch; ++n, x += image_size(), y += map_size()) {
    for (std::ptrdiff_t p = 0; p < map_size(); ++p) y[p] = b != nullptr ? b[p % filters_] : 0;
    for_each_product(
        [&](std::int64_t to, std::int64_t from, std::int64_t weight) { y[to] += x[from] * w[weight]; });
  }
}

void Convolution::backward(int batch, const double* x, const double* w, const double* dy,
                           const Gradients<double>& gradients) const {
  double* const dw = gradients.kernel;
  double* const db = gradients.bias;
  double* const dx = gradients.images;
  if (dx != nullptr) std::fill_n(dx, batch * image_size(), 0.0);
  for (int n = 0; n < batch; ++n) {
    const std::ptrdiff_t image = n * image_size();
    const double* const maps = dy + n * map_size();
    for (std::ptrdiff_t p = 0; db != nullptr && p < map_size(); ++p) db[p % filters_] += maps[p];
    for_each_product([&](std::int64_t to, std::int64_t from, std::int64_t weight) {
      if (dw != nullptr) dw[weight] += x[image + from] * maps[to];
      if (dx != nullptr) dx[image + from] += w[weight] * maps[to];
    });
  }
}

}  // namespace glassbox
