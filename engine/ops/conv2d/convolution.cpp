#include "engine/ops/conv2d/convolution.h"

#include <algorithm>

namespace glassbox {
namespace {

// A product wants at least so many rows to fill its tiles; a map with fewer positions takes several samples
// together.
constexpr std::int64_t kRowsWanted = 48;

}  // namespace

Convolution::Convolution(const Window2D& window, std::int64_t channels, std::int64_t filters,
                         std::int64_t groups)
    : window_(window),
      channels_(static_cast<int>(channels)),
      filters_(static_cast<int>(filters)),
      groups_(static_cast<int>(groups)),
      samples_(static_cast<int>((kRowsWanted + window.positions() - 1) / window.positions())) {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  const std::int64_t row_stride = columns.padded() * channels_;
  for (int n = 0; n < samples_; ++n) {
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        const std::int64_t cell = i * rows.stride * row_stride + j * columns.stride * channels_;
        position_offsets_.push_back(static_cast<std::int32_t>(n * copy_size() + cell));
      }
    }
  }
  for (std::int64_t u = 0; u < rows.window; ++u) {
    for (std::int64_t v = 0; v < columns.window; ++v) {
      for (std::int64_t c = 0; c < channels_ / groups_; ++c) {
        const std::int64_t cell = u * rows.dilation * row_stride + v * columns.dilation * channels_;
        tap_offsets_.push_back(static_cast<std::int32_t>(cell + c));
      }
    }
  }
  if (groups_ > 1 && groups_ == channels_) {
    depthwise_ = std::make_unique<const Depthwise>(window, channels_, filters_);
  }
  choose({});
}

void Convolution::choose(const FastPaths& paths) {
  paths_ = paths;
  const bool by_winograd = paths.winograd && Winograd::fits(window_, channels_, filters_, groups_);
  winograd_ = by_winograd ? std::make_unique<const Winograd>(window_, channels_, filters_) : nullptr;
}

}  // namespace glassbox
