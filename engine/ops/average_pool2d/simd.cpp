#include <algorithm>

#include "engine/ops/average_pool2d/average_pool2d_op.h"
#include "engine/simd/vector.h"

namespace glassbox {

using simd::Vec;

void AveragePool2D::average(const Frame<float>& frame, int first_sample, int last_sample) const {
  const int row_stride = static_cast<int>(window_.columns.input) * channels_;
  const float* image = frame.inputs[0] + first_sample * image_size();
  float* output = frame.output + first_sample * output_shape().size();
  for (int n = first_sample; n < last_sample; ++n) {
    for (std::int64_t i = 0; i < window_.rows.output; ++i) {
      for (std::int64_t j = 0; j < window_.columns.output; ++j) {
        const CellRange rows = window_.rows.cells(i);
        const CellRange columns = window_.columns.cells(j);
        const float* const first = image + rows.first * row_stride + columns.first * channels_;
        const Vec count(static_cast<float>(cells(i, j)));
        simd::for_each_vector(channels_, [&](int c, auto lanes) {
          Vec sum(0.0F);
          for (int row = 0; row < rows.count; ++row) {
            for (int column = 0; column < columns.count; ++column) {
              sum = sum + simd::load_first(first + row * row_stride + column * channels_ + c, lanes);
            }
          }
          simd::store_first(output + c, lanes, sum / count);
        });
        output += channels_;
      }
    }
    image += image_size();
  }
}

void AveragePool2D::distribute(const Frame<float>& frame, int first_sample, int last_sample) const {
  const int row_stride = static_cast<int>(window_.columns.input) * channels_;
  const float* dy = frame.output_gradient + first_sample * output_shape().size();
  float* dx = frame.input_gradients[0] + first_sample * image_size();
  std::fill_n(dx, (last_sample - first_sample) * image_size(), 0.0F);
  for (int n = first_sample; n < last_sample; ++n) {
    for (std::int64_t i = 0; i < window_.rows.output; ++i) {
      for (std::int64_t j = 0; j < window_.columns.output; ++j) {
        const CellRange rows = window_.rows.cells(i);
        const CellRange columns = window_.columns.cells(j);
        float* const first = dx + rows.first * row_stride + columns.first * channels_;
        const Vec count(static_cast<float>(cells(i, j)));
        simd::for_each_vector(channels_, [&](int c, auto lanes) {
          const Vec share = simd::load_first(dy + c, lanes) / count;
          for (int row = 0; row < rows.count; ++row) {
            for (int column = 0; column < columns.count; ++column) {
              float* cell = first + row * row_stride + column * channels_ + c;
              simd::store_first(cell, lanes, simd::load_first(cell, lanes) + share);
            }
          }
        });
        dy += channels_;
      }
    }
    dx += image_size();
  }
}

void AveragePool2D::forward(const Frame<float>& frame) const {
  split_if_worth(frame.team, frame.batch, 1, sample_nanoseconds(),
                 [&](int first, int last) { average(frame, first, last); });
}

void AveragePool2D::backward(const Frame<float>& frame) const {
  if (frame.input_gradients[0] == nullptr) return;
  split_if_worth(frame.team, frame.batch, 1, sample_nanoseconds(),
                 [&](int first, int last) { distribute(frame, first, last); });
}

}  // namespace glassbox
