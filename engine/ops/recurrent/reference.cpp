#include "engine/ops/recurrent/recurrent_op.h"

namespace glassbox {

double Recurrent::from_input(const Frame<double>& frame, int sample, int step, int j) const {
  const double* x = frame.inputs[0] + at(sample, step, features_);
  double sum = options_.use_bias ? frame.parameters[2][j] : 0;
  for (int i = 0; i < features_; ++i) sum += x[i] * frame.parameters[0][std::ptrdiff_t{i} * width_ + j];
  return sum;
}

double Recurrent::from_state(const Frame<double>& frame, const double* h, int j) const {
  double sum = 0;
  for (int k = 0; k < units_; ++k) sum += h[k] * frame.parameters[1][std::ptrdiff_t{k} * width_ + j];
  return sum;
}

void Recurrent::spread(const Frame<double>& frame, int sample, int step, const double* d_input,
                       const double* d_state, const double* previous, double* dh) const {
  const double* x = frame.inputs[0] + at(sample, step, features_);
  const double* h = previous + at(sample, step, units_);
  for (int j = 0; j < width_; ++j) {
    for (int i = 0; i < features_; ++i) {
      frame.parameter_gradients[0][std::ptrdiff_t{i} * width_ + j] += x[i] * d_input[j];
    }
    for (int k = 0; k < units_; ++k) {
      const std::ptrdiff_t cell = std::ptrdiff_t{k} * width_ + j;
      frame.parameter_gradients[1][cell] += h[k] * d_state[j];
      dh[k] += d_state[j] * frame.parameters[1][cell];
    }
    if (options_.use_bias) frame.parameter_gradients[2][j] += d_input[j];
  }
  if (frame.input_gradients[0] == nullptr) return;
  double* dx = frame.input_gradients[0] + at(sample, step, features_);
  for (int i = 0; i < features_; ++i) {
    dx[i] = 0;
    for (int j = 0; j < width_; ++j)
      dx[i] += d_input[j] * frame.parameters[0][std::ptrdiff_t{i} * width_ + j];
  }
}

}  // namespace glassbox
