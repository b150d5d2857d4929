#include <algorithm>

#include "engine/ops/average_pool2d/average_pool2d_op.h"

namespace glassbox {

void AveragePool2D::forward(const Frame<double>& frame) const {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  std::int64_t output = 0;
  for (int n = 0; n < frame.batch; ++n) {
    const double* x = frame.inputs[0] + n * image_size();
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        for (int c = 0; c < channels_; ++c, ++output) {
          double sum = 0;
          for (std::int64_t row = rows.begin(i); row < rows.end(i); ++row) {
            for (std::int64_t column = columns.begin(j); column < columns.end(j); ++column) {
              sum += x[(row * columns.input + column) * channels_ + c];
            }
          }
          frame.output[output] = sum / static_cast<double>(cells(i, j));
        }
      }
    }
  }
}

void AveragePool2D::backward(const Frame<double>& frame) const {
  if (frame.input_gradients[0] == nullptr) return;
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  std::int64_t output = 0;
  for (int n = 0; n < frame.batch; ++n) {
    double* dx = frame.input_gradients[0] + n * image_size();
    std::fill_n(dx, image_size(), 0.0);
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        for (int c = 0; c < channels_; ++c, ++output) {
          const double share = frame.output_gradient[output] / static_cast<double>(cells(i, j));
          for (std::int64_t row = rows.begin(i); row < rows.end(i); ++row) {
            for (std::int64_t column = columns.begin(j); column < columns.end(j); ++column) {
              dx[(row * columns.input + column) * channels_ + c] += share;
            }
          }
        }
      }
    }
  }
}

}  // namespace glassbox
