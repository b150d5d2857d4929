#include <algorithm>

#include "engine/ops/average_pool2d/average_pool2d_op.h"
#include "engine/simd/vector.h"

namespace glassbox {

using simd::kLanes;
using simd::Vec;

void AveragePool2D::forward(const Frame<float>& frame) const {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  float* output = frame.output;
  for (int n = 0; n < frame.batch; ++n) {
    const float* x = frame.inputs[0] + n * image_size();
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        const Vec count(static_cast<float>(cells(i, j)));
        for (int c = 0; c < channels_; c += kLanes) {
          const int lanes = std::min(kLanes, channels_ - c);
          Vec sum(0.0F);
          for (std::int64_t row = rows.begin(i); row < rows.end(i); ++row) {
            for (std::int64_t column = columns.begin(j); column < columns.end(j); ++column) {
              sum = sum + simd::load_first(x + (row * columns.input + column) * channels_ + c, lanes);
            }
          }
          simd::store_first(output + c, lanes, sum / count);
        }
        output += channels_;
      }
    }
  }
}

void AveragePool2D::backward(const Frame<float>& frame) const {
  if (frame.input_gradients[0] == nullptr) return;
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  const float* dy = frame.output_gradient;
  for (int n = 0; n < frame.batch; ++n) {
    float* dx = frame.input_gradients[0] + n * image_size();
    std::fill_n(dx, image_size(), 0.0F);
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        const Vec count(static_cast<float>(cells(i, j)));
        for (int c = 0; c < channels_; c += kLanes) {
          const int lanes = std::min(kLanes, channels_ - c);
          const Vec share = simd::load_first(dy + c, lanes) / count;
          for (std::int64_t row = rows.begin(i); row < rows.end(i); ++row) {
            for (std::int64_t column = columns.begin(j); column < columns.end(j); ++column) {
              float* cell = dx + (row * columns.input + column) * channels_ + c;
              simd::store_first(cell, lanes, simd::load_first(cell, lanes) + share);
            }
          }
        }
        dy += channels_;
      }
    }
  }
}

}  // namespace glassbox
