#include <algorithm>

#include "engine/ops/dense/dense_op.h"

namespace glassbox {

void Dense::forward(const Frame<double>& frame) const {
  for (int n = 0; n < frame.batch; ++n) {
    const double* x = frame.inputs[0] + std::ptrdiff_t{n} * inputs_;
    double* y = frame.output + std::ptrdiff_t{n} * units_;
    for (int j = 0; j < units_; ++j) {
      double sum = options_.use_bias ? frame.parameters[1][j] : 0;
      for (int i = 0; i < inputs_; ++i) sum += x[i] * frame.parameters[0][std::ptrdiff_t{i} * units_ + j];
      y[j] = sum;
    }
  }
}

void Dense::backward(const Frame<double>& frame) const {
  const double* w = frame.parameters[0];
  double* dw = frame.parameter_gradients[0];
  std::fill_n(dw, std::ptrdiff_t{inputs_} * units_, 0.0);
  if (options_.use_bias) std::fill_n(frame.parameter_gradients[1], units_, 0.0);
  for (int n = 0; n < frame.batch; ++n) {
    const double* x = frame.inputs[0] + std::ptrdiff_t{n} * inputs_;
    const double* dy = frame.output_gradient + std::ptrdiff_t{n} * units_;
    for (int i = 0; i < inputs_; ++i) {
      double dx = 0;
      for (int j = 0; j < units_; ++j) {
        dw[std::ptrdiff_t{i} * units_ + j] += x[i] * dy[j];
        dx += dy[j] * w[std::ptrdiff_t{i} * units_ + j];
      }
      if (frame.input_gradients[0] != nullptr) frame.input_gradients[0][std::ptrdiff_t{n} * inputs_ + i] = dx;
    }
    if (!options_.use_bias) continue;
    for (int j = 0; j < units_; ++j) frame.parameter_gradients[1][j] += dy[j];
  }
}

}  // namespace glassbox
