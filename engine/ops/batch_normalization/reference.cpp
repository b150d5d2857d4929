#include <cmath>

#include "engine/ops/batch_normalization/batch_normalization_op.h"

namespace glassbox {

void BatchNormalization::forward(const Frame<double>& frame) const {
  const std::int64_t count = rows(frame.batch);
  for (int c = 0; c < channels_; ++c) {
    const double* const x = frame.inputs[0] + c;
    double* const y = frame.output + c;
    double mean = 0;
    double variance = 0;
    if (frame.noise != nullptr) {
      for (std::int64_t i = 0; i < count; ++i) mean += x[i * channels_];
      mean /= static_cast<double>(count);
      for (std::int64_t i = 0; i < count; ++i) {
        variance += (x[i * channels_] - mean) * (x[i * channels_] - mean);
      }
      variance /= static_cast<double>(count);
    } else {
      mean = frame.parameters[moving_mean_][c];
      variance = frame.parameters[moving_mean_ + 1][c];
    }
    const double factor = 1 / std::sqrt(variance + options_.epsilon);
    const double gamma = options_.scale ? frame.parameters[0][c] : 1;
    const double beta = options_.center ? frame.parameters[beta_][c] : 0;
    for (std::int64_t i = 0; i < count; ++i) {
      y[i * channels_] = gamma * ((x[i * channels_] - mean) * factor) + beta;
    }
    means(frame)[c] = mean;
    variances(frame)[c] = variance;
    factors(frame)[c] = factor;
  }
}

void BatchNormalization::backward(const Frame<double>& frame) const {
  const std::int64_t count = rows(frame.batch);
  for (int c = 0; c < channels_; ++c) {
    const double* const x = frame.inputs[0] + c;
    const double* const dy = frame.output_gradient + c;
    const double factor = factors(frame)[c];
    const auto u = [&](std::int64_t i) { return (x[i * channels_] - means(frame)[c]) * factor; };
    double dbeta = 0;
    double dgamma = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      dbeta += dy[i * channels_];
      dgamma += dy[i * channels_] * u(i);
    }
    if (options_.scale) frame.parameter_gradients[0][c] += dgamma;
    if (options_.center) frame.parameter_gradients[beta_][c] += dbeta;
    const bool training = frame.noise != nullptr;
    if (training) {
      const double rate = 1 - options_.momentum;
      const double* const mean = frame.parameters[moving_mean_];
      const double* const variance = frame.parameters[moving_mean_ + 1];
      frame.parameter_gradients[moving_mean_][c] += (means(frame)[c] - mean[c]) * rate;
      frame.parameter_gradients[moving_mean_ + 1][c] += (variances(frame)[c] - variance[c]) * rate;
    }
    if (frame.input_gradients[0] == nullptr) continue;
    double* const dx = frame.input_gradients[0] + c;
    const double gamma = options_.scale ? frame.parameters[0][c] : 1;
    const double share = training ? 1 / static_cast<double>(count) : 0;  // constants: no gradient comes back
    for (std::int64_t i = 0; i < count; ++i) {
      dx[i * channels_] = gamma * factor * (dy[i * channels_] - (dbeta + u(i) * dgamma) * share);
    }
  }
}

}  // namespace glassbox
