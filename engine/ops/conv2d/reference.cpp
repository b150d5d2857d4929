#include "engine/ops/conv2d/conv2d_op.h"

namespace glassbox {
namespace {

/// Calls visit(y, x, w) for every multiply-add of one sample: the places in the sample's output (its filter f
/// aside), in its input, and in the kernel (its filter aside).
template <class Visit>
void for_each_tap(const Window2D& window, std::int64_t channels, Visit visit) {
  const WindowAxis& rows = window.rows;
  const WindowAxis& columns = window.columns;
  for (std::int64_t i = 0; i < rows.output; ++i) {
    for (std::int64_t j = 0; j < columns.output; ++j) {
      for (std::int64_t u = 0; u < rows.window; ++u) {
        for (std::int64_t v = 0; v < columns.window; ++v) {
          const std::int64_t row = i * rows.stride + u - rows.before;
          const std::int64_t column = j * columns.stride + v - columns.before;
          if (row < 0 || row >= rows.input || column < 0 || column >= columns.input) continue;
          for (std::int64_t c = 0; c < channels; ++c) {
            visit(i * columns.output + j, (row * columns.input + column) * channels + c,
                  (u * columns.window + v) * channels + c);
          }
        }
      }
    }
  }
}

}  // namespace

void Conv2D::forward(const Frame<double>& frame) const {
  const double* w = frame.parameters[0];
  for (int n = 0; n < frame.batch; ++n) {
    const double* x = frame.inputs[0] + n * image_size();
    double* y = frame.output + n * output_shape().size();
    for (int p = 0; p < positions(); ++p) {
      for (int f = 0; f < filters_; ++f) y[p * filters_ + f] = options_.use_bias ? frame.parameters[1][f] : 0;
    }
    for_each_tap(window_, channels_, [&](std::int64_t position, std::int64_t cell, std::int64_t tap) {
      for (int f = 0; f < filters_; ++f) y[position * filters_ + f] += x[cell] * w[tap * filters_ + f];
    });
  }
}

void Conv2D::backward(const Frame<double>& frame) const {
  const double* w = frame.parameters[0];
  double* dw = frame.parameter_gradients[0];
  for (int n = 0; n < frame.batch; ++n) {
    const double* x = frame.inputs[0] + n * image_size();
    const double* dy = frame.output_gradient + n * output_shape().size();
    for_each_tap(window_, channels_, [&](std::int64_t position, std::int64_t cell, std::int64_t tap) {
      for (int f = 0; f < filters_; ++f) dw[tap * filters_ + f] += x[cell] * dy[position * filters_ + f];
    });
    if (options_.use_bias) {
      for (int p = 0; p < positions(); ++p) {
        for (int f = 0; f < filters_; ++f) frame.parameter_gradients[1][f] += dy[p * filters_ + f];
      }
    }
    if (frame.input_gradients[0] == nullptr) continue;
    double* dx = frame.input_gradients[0] + n * image_size();
    for (std::ptrdiff_t cell = 0; cell < image_size(); ++cell) dx[cell] = 0;
    for_each_tap(window_, channels_, [&](std::int64_t position, std::int64_t cell, std::int64_t tap) {
      for (int f = 0; f < filters_; ++f) dx[cell] += w[tap * filters_ + f] * dy[position * filters_ + f];
    });
  }
}

}  // namespace glassbox
