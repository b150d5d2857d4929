#include <algorithm>
#include <cmath>

#include "engine/ops/max_pool2d/max_pool2d_op.h"

namespace glassbox {

void MaxPool2D::forward(const Frame<double>& frame) const {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  std::int64_t output = 0;
  for (int n = 0; n < frame.batch; ++n) {
    const double* x = frame.inputs[0] + n * image_size();
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        for (int c = 0; c < channels_; ++c, ++output) {
          bool first = true;
          double largest = 0;
          std::int64_t winner = 0;
          for (std::int64_t row = rows.begin(i); row < rows.end(i); ++row) {
            for (std::int64_t column = columns.begin(j); column < columns.end(j); ++column) {
              const std::int64_t cell = (row * columns.input + column) * channels_ + c;
              if (first || x[cell] > largest || (std::isnan(x[cell]) && !std::isnan(largest))) {
                largest = x[cell];
                winner = cell;
                first = false;
              }
            }
          }
          frame.output[output] = largest;
          frame.saved[output] = static_cast<double>(winner);
        }
      }
    }
  }
}

void MaxPool2D::backward(const Frame<double>& frame) const {
  if (frame.input_gradients[0] == nullptr) return;
  const std::int64_t outputs = output_shape().size();
  for (int n = 0; n < frame.batch; ++n) {
    double* dx = frame.input_gradients[0] + n * image_size();
    std::fill_n(dx, image_size(), 0.0);
    for (std::int64_t k = n * outputs; k < (n + 1) * outputs; ++k) {
      dx[static_cast<std::int64_t>(frame.saved[k])] += frame.output_gradient[k];
    }
  }
}

}  // namespace glassbox
