#include <algorithm>

#include "engine/ops/max_pool2d/max_pool2d_op.h"
#include "engine/simd/vector.h"

namespace glassbox {

using simd::Vec;

void MaxPool2D::forward(const Frame<float>& frame) const {
  const int row_stride = static_cast<int>(window_.columns.input) * channels_;
  const float* image = frame.inputs[0];
  float* output = frame.output;
  float* saved = frame.saved;
  for (int n = 0; n < frame.batch; ++n) {
    for (std::int64_t i = 0; i < window_.rows.output; ++i) {
      for (std::int64_t j = 0; j < window_.columns.output; ++j) {
        const CellRange rows = window_.rows.cells(i);
        const CellRange columns = window_.columns.cells(j);
        const float* const first = image + rows.first * row_stride + columns.first * channels_;
        simd::for_each_vector(channels_, [&](int c, auto lanes) {
          Vec largest = simd::load_first(first + c, lanes);
          Vec winner(0.0F);
          Vec number(0.0F);
          for (int row = 0; row < rows.count; ++row) {
            for (int column = 0; column < columns.count; ++column) {
              const Vec cell = simd::load_first(first + row * row_stride + column * channels_ + c, lanes);
              // The second part keeps the first NaN, the first lets it in.
              const auto larger = (!(cell <= largest)) & (largest == largest);
              largest = select(larger, cell, largest);
              winner = select(larger, number, winner);
              number = number + 1.0F;
            }
          }
          simd::store_first(output + c, lanes, largest);
          simd::store_first(saved + c, lanes, winner);
        });
        output += channels_;
        saved += channels_;
      }
    }
    image += image_size();
  }
}

void MaxPool2D::backward(const Frame<float>& frame) const {
  if (frame.input_gradients[0] == nullptr) return;
  const int row_stride = static_cast<int>(window_.columns.input) * channels_;
  const float* dy = frame.output_gradient;
  const float* saved = frame.saved;
  float* dx = frame.input_gradients[0];
  std::fill_n(dx, frame.batch * image_size(), 0.0F);
  for (int n = 0; n < frame.batch; ++n) {
    for (std::int64_t i = 0; i < window_.rows.output; ++i) {
      for (std::int64_t j = 0; j < window_.columns.output; ++j) {
        const CellRange rows = window_.rows.cells(i);
        const CellRange columns = window_.columns.cells(j);
        float* const first = dx + rows.first * row_stride + columns.first * channels_;
        simd::for_each_vector(channels_, [&](int c, auto lanes) {
          const Vec gradient = simd::load_first(dy + c, lanes);
          const Vec winner = simd::load_first(saved + c, lanes);
          Vec number(0.0F);
          for (int row = 0; row < rows.count; ++row) {
            for (int column = 0; column < columns.count; ++column) {
              float* cell = first + row * row_stride + column * channels_ + c;
              const Vec share = select(winner == number, gradient, 0.0F);
              simd::store_first(cell, lanes, simd::load_first(cell, lanes) + share);
              number = number + 1.0F;
            }
          }
        });
        dy += channels_;
        saved += channels_;
      }
    }
    dx += image_size();
  }
}

}  // namespace glassbox
