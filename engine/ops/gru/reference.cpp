#include "engine/ops/gru/gru_op.h"

namespace glassbox {

void Gru::forward(const Frame<double>& frame) const {
  const auto kept = saved(frame);
  clear_first(frame.batch, kept.previous);
  double* h = frame.scratch;
  with_cell_activation(options_.activation, [&](auto activation) {
    for (int n = 0; n < frame.batch; ++n) {
      for (int t = 0; t < steps_; ++t) {
        const double* h_before = kept.previous + at(n, t, units_);
        const auto a = [&](int j) { return from_input(frame, n, t, j); };
        const auto e = [&](int j) {
          return from_state(frame, h_before, j) + (options_.use_bias ? frame.parameters[2][width_ + j] : 0);
        };
        double* z = kept.gates + at(n, t, width_);
        double* r = z + units_;
        double* g = r + units_;
        double* e_g = kept.candidate_state + at(n, t, units_);
        for (int j = 0; j < units_; ++j) {
          z[j] = simd::sigmoid(a(j) + e(j));
          r[j] = simd::sigmoid(a(j + units_) + e(j + units_));
          e_g[j] = e(j + 2 * units_);
          g[j] = activation.value(a(j + 2 * units_) + r[j] * e_g[j]);
          h[j] = z[j] * h_before[j] + (1 - z[j]) * g[j];
        }
        hand_on(frame, n, t, h, kept.previous);
      }
    }
  });
}

void Gru::backward(const Frame<double>& frame) const {
  const auto kept = saved(frame);
  double* da = frame.scratch;
  double* de = da + width_;
  double* dh = de + width_;
  with_cell_activation(options_.activation, [&](auto activation) {
    for (int n = 0; n < frame.batch; ++n) {
      std::fill_n(dh, units_, 0.0);
      for (int t = steps_ - 1; t >= 0; --t) {
        const double* dy = output_gradient(frame, n, t);
        const double* h_before = kept.previous + at(n, t, units_);
        const double* e_g = kept.candidate_state + at(n, t, units_);
        for (int j = 0; j < units_; ++j) {
          const double* gate = kept.gates + at(n, t, width_) + j;
          const double z = gate[0];
          const double r = gate[units_];
          const double g = gate[2 * units_];
          if (dy != nullptr) dh[j] += dy[j];
          const double da_g = dh[j] * (1 - z) * activation.slope(g, g);
          da[j] = de[j] = dh[j] * (h_before[j] - g) * z * (1 - z);
          da[j + units_] = de[j + units_] = da_g * e_g[j] * r * (1 - r);
          da[j + 2 * units_] = da_g;
          de[j + 2 * units_] = da_g * r;
          dh[j] *= z;
        }
        spread(frame, n, t, da, de, kept.previous, dh);
        if (!options_.use_bias) continue;
        for (int j = 0; j < width_; ++j) frame.parameter_gradients[2][width_ + j] += de[j];
      }
    }
  });
}

}  // namespace glassbox
