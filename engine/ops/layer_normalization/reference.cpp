#include <cmath>

#include "engine/ops/layer_normalization/layer_normalization_op.h"

namespace glassbox {

void LayerNormalization::forward(const Frame<double>& frame) const {
  const double* const gain = gamma(frame);
  const double* const shift = beta(frame);
  for (int row = 0; row < rows(frame.batch); ++row) {
    const double* const x = frame.inputs[0] + offset(row);
    double* const y = frame.output + offset(row);
    double mean = 0;
    for (int c = 0; c < channels_; ++c) mean += x[c] / channels_;
    double variance = 0;
    for (int c = 0; c < channels_; ++c) variance += (x[c] - mean) * (x[c] - mean) / channels_;
    const double scale = 1 / std::sqrt(variance + options_.epsilon);
    for (int c = 0; c < channels_; ++c) {
      y[c] = (x[c] - mean) * scale * (gain != nullptr ? gain[c] : 1) + (shift != nullptr ? shift[c] : 0);
    }
    means_of(frame)[row] = mean;
    scales_of(frame)[row] = scale;
  }
}

void LayerNormalization::backward(const Frame<double>& frame) const {
  const double* const gain = gamma(frame);
  for (int row = 0; row < rows(frame.batch); ++row) {
    const double* const x = frame.inputs[0] + offset(row);
    const double* const dy = frame.output_gradient + offset(row);
    const double mean = means_of(frame)[row];
    const double scale = scales_of(frame)[row];
    const auto z = [&](int c) { return (x[c] - mean) * scale; };
    const auto g = [&](int c) { return dy[c] * (gain != nullptr ? gain[c] : 1); };
    double mean_g = 0;
    double mean_gz = 0;
    for (int c = 0; c < channels_; ++c) {
      if (options_.scale) frame.parameter_gradients[0][c] += dy[c] * z(c);
      if (options_.center) frame.parameter_gradients[beta_][c] += dy[c];
      mean_g += g(c) / channels_;
      mean_gz += g(c) * z(c) / channels_;
    }
    if (frame.input_gradients[0] == nullptr) continue;
    double* const dx = frame.input_gradients[0] + offset(row);
    for (int c = 0; c < channels_; ++c) dx[c] = (g(c) - mean_g - z(c) * mean_gz) * scale;
  }
}

}  // namespace glassbox
