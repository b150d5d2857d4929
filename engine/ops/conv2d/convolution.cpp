#include "engine/ops/conv2d/convolution.h"

#include <algorithm>

#include "engine/simd/vector.h"

namespace glassbox {
namespace {

// A product wants at least so many rows to fill its tiles; a map with fewer positions takes several samples
// together.
constexpr std::int64_t kRowsWanted = 48;

/// The window that sees, from each cell of an image, the positions whose windows saw that cell.
WindowAxis mirrored(const WindowAxis& axis) {
  WindowAxis mirror = axis;
  mirror.input = axis.output;
  mirror.output = axis.input;
  mirror.before = axis.reach() - 1 - axis.before;
  mirror.after = axis.reach() - 1 - axis.after;
  return mirror;
}

/// Not where the zeros around the image are more than a window reaches over, since the mirror would have to
/// cut the maps, nor where the maps are so small that it would mostly read zeros.
bool has_mirror(const WindowAxis& axis) {
  return axis.stride == 1 && std::max(axis.before, axis.after) < axis.reach() &&
         4 * axis.output >= 3 * axis.input;
}

}  // namespace

Convolution::Convolution(const Window2D& window, std::int64_t channels, std::int64_t filters,
                         std::int64_t groups)
    : Convolution(WithoutMirror{}, window, channels, filters, groups) {
  if (is_depthwise() && filters_ == channels_ && has_mirror(window_.rows) && has_mirror(window_.columns)) {
    const Window2D mirror{mirrored(window_.rows), mirrored(window_.columns)};
    mirror_.reset(new Convolution(WithoutMirror{}, mirror, channels, filters, groups));
  }
  choose({});
}

void Convolution::choose(const FastPaths& paths) {
  paths_ = paths;
  const bool by_winograd = paths.winograd && Winograd::fits(window_, channels_, filters_, groups_);
  winograd_ = by_winograd ? std::make_unique<const Winograd>(window_, channels_, filters_) : nullptr;
}

Convolution::Convolution(WithoutMirror /*tag*/, const Window2D& window, std::int64_t channels,
                         std::int64_t filters, std::int64_t groups)
    : window_(window),
      channels_(static_cast<int>(channels)),
      filters_(static_cast<int>(filters)),
      groups_(static_cast<int>(groups)),
      cell_(is_depthwise() ? (filters_ + simd::kLanes - 1) / simd::kLanes * simd::kLanes : channels_),
      samples_(static_cast<int>((kRowsWanted + window.positions() - 1) / window.positions())) {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  const std::int64_t row_stride = columns.padded() * cell_;
  for (int n = 0; n < samples_; ++n) {
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        const std::int64_t cell = i * rows.stride * row_stride + j * columns.stride * cell_;
        position_offsets_.push_back(static_cast<std::int32_t>(n * copy_size() + cell));
      }
    }
  }
  for (std::int64_t u = 0; u < rows.window; ++u) {
    for (std::int64_t v = 0; v < columns.window; ++v) {
      for (std::int64_t c = 0; c < channels_ / groups_; ++c) {
        const std::int64_t cell = u * rows.dilation * row_stride + v * columns.dilation * cell_;
        tap_offsets_.push_back(static_cast<std::int32_t>(cell + c));
      }
    }
  }
}

}  // namespace glassbox
