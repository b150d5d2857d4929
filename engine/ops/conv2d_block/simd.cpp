#include <algorithm>
#include <type_traits>

#include "engine/ops/activation/functions.h"
#include "engine/ops/conv2d_block/conv2d_block_op.h"
#include "engine/simd/map.h"
#include "engine/simd/vector.h"

namespace glassbox {
namespace {

using simd::Vec;

/// Calls run(height, width): as constants for the window that is used most, so that its loops unroll.
template <class Run>
void with_window(const Size2& size, Run run) {
  if (size == Size2{2, 2}) {
    run(std::integral_constant<int, 2>{}, std::integral_constant<int, 2>{});
  } else {
    run(static_cast<int>(size[0]), static_cast<int>(size[1]));
  }
}

}  // namespace

/// A slice's maps, or their gradients, where they do not stand in the output.
float* Conv2DBlock::room(const Frame<float>& frame, int part) const {
  return frame.scratch + convolution().scratch_size() + part * convolution().slice_size();
}

void Conv2DBlock::forward(const Frame<float>& frame) const {
  const Convolution& convolution = conv2d_.convolution();
  convolution.forward(
      frame.batch, frame.inputs[0], frame.parameters[0], conv2d_.bias(frame),
      [&](const Slice& slice) {
        return pool_ ? room(frame, slice.part) : frame.output + slice.first * convolution.map_size();
      },
      [&](const Slice& slice) {
        if (pool_) {
          pool(frame, slice);
          return;
        }
        float* const maps = frame.output + slice.first * convolution.map_size();
        const float* const there = maps;
        simd::map(
            static_cast<std::size_t>(slice.samples * convolution.map_size()), maps,
            [](auto y) { return activations::Relu{}.value(y); }, there);
      },
      {frame.scratch, frame.team});
}

/// The largest of ReLU's values in every window, and which it was; as MaxPool2D, but that no matter where
/// nothing is above zero, since ReLU then stops the gradient.
void Conv2DBlock::pool(const Frame<float>& frame, const Slice& slice) const {
  const int filters = convolution().filters();
  const Shape maps = conv2d_.output_shape();
  const Shape pooled = pool_->output_shape();
  const std::ptrdiff_t row_stride = static_cast<std::ptrdiff_t>(maps[1]) * filters;
  with_window(pool_->options().pool_size, [&](auto height, auto width) {
    float* output = frame.output + slice.first * output_size();
    float* saved = frame.saved + slice.first * output_size();
    for (int n = 0; n < slice.samples; ++n) {
      const float* const sample = room(frame, slice.part) + n * convolution().map_size();
      for (std::int64_t i = 0; i < pooled[0]; ++i) {
        for (std::int64_t j = 0; j < pooled[1]; ++j, output += filters, saved += filters) {
          const float* const corner = sample + static_cast<std::ptrdiff_t>(i) * height * row_stride +
                                      static_cast<std::ptrdiff_t>(j) * width * filters;
          simd::for_each_vector(filters, [&](int f, auto lanes) {
            const auto each_cell = [&](auto visit) {
              for (int row = 0; row < height; ++row) {
                for (int column = 0; column < width; ++column) {
                  const Vec map = simd::load_first(corner + row * row_stride + column * filters + f, lanes);
                  visit(activations::Relu{}.value(map));
                }
              }
            };
            Vec largest(0.0F);
            each_cell([&](Vec cell) { largest = simd::max_magnitude(largest, cell); });
            Vec winner(0.0F);  // counts the cells before the first that is the largest
            Vec before(1.0F);
            each_cell([&](Vec cell) {
              before = select(cell == largest, 0.0F, before);
              winner = winner + before;
            });
            simd::store_first(output + f, lanes, largest);
            simd::store_first(saved + f, lanes, winner);
          });
        }
      }
    }
  });
}

/// The gradients by the maps where ReLU let them pass.
void Conv2DBlock::mask(const Frame<float>& frame, const Slice& slice) const {
  const std::ptrdiff_t first = slice.first * convolution().map_size();
  simd::map(
      static_cast<std::size_t>(slice.samples * convolution().map_size()), room(frame, slice.part),
      [](auto gradient, auto active) { return simd::select(active > 0.0F, gradient, 0.0F); },
      frame.output_gradient + first, frame.output + first);
}

/// The same through the pooling: each gradient goes to its window's winner, all else is zero.
void Conv2DBlock::unpool(const Frame<float>& frame, const Slice& slice) const {
  const int filters = convolution().filters();
  const Shape maps = conv2d_.output_shape();
  const Shape pooled = pool_->output_shape();
  const Size2& size = pool_->options().pool_size;
  const std::ptrdiff_t row_stride = static_cast<std::ptrdiff_t>(maps[1]) * filters;
  float* const to = room(frame, slice.part);
  if (pooled[0] * size[0] != maps[0] || pooled[1] * size[1] != maps[1]) {  // cells of no window
    std::fill_n(to, slice.samples * convolution().map_size(), 0.0F);
  }
  with_window(size, [&](auto height, auto width) {
    std::ptrdiff_t from = slice.first * output_size();
    for (int n = 0; n < slice.samples; ++n) {
      float* const sample = to + n * convolution().map_size();
      for (std::int64_t i = 0; i < pooled[0]; ++i) {
        for (std::int64_t j = 0; j < pooled[1]; ++j, from += filters) {
          float* const corner = sample + static_cast<std::ptrdiff_t>(i) * height * row_stride +
                                static_cast<std::ptrdiff_t>(j) * width * filters;
          simd::for_each_vector(filters, [&](int f, auto lanes) {
            const Vec active = simd::load_first(frame.output + from + f, lanes);
            const Vec gradient =
                select(active > 0.0F, simd::load_first(frame.output_gradient + from + f, lanes), 0.0F);
            const Vec winner = simd::load_first(frame.saved + from + f, lanes);
            for (int row = 0; row < height; ++row) {
              for (int column = 0; column < width; ++column) {
                const Vec number = static_cast<float>(row * width + column);
                simd::store_first(corner + row * row_stride + column * filters + f, lanes,
                                  select(winner == number, gradient, 0.0F));
              }
            }
          });
        }
      }
    }
  });
}

const float* Conv2DBlock::maps_gradient(const Frame<float>& frame, const Slice& slice) const {
  if (pool_) {
    unpool(frame, slice);
  } else {
    mask(frame, slice);
  }
  return room(frame, slice.part);
}

void Conv2DBlock::backward(const Frame<float>& frame) const {
  convolution().backward(frame.batch, frame.inputs[0], frame.parameters[0],
                         [&](const Slice& slice) { return maps_gradient(frame, slice); },
                         conv2d_.gradients(frame), {frame.scratch, frame.team});
}

}  // namespace glassbox
