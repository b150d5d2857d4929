#include "engine/ops/lstm/lstm_op.h"

namespace glassbox {

void Lstm::forward(const Frame<double>& frame) const {
  const auto kept = saved(frame);
  clear_first(frame.batch, kept.previous);
  clear_first(frame.batch, kept.previous_cell);
  double* h = frame.scratch;
  with_cell_activation(options_.activation, [&](auto activation) {
    for (int n = 0; n < frame.batch; ++n) {
      for (int t = 0; t < steps_; ++t) {
        double* i = kept.gates + at(n, t, width_);
        double* f = i + units_;
        double* g = f + units_;
        double* o = g + units_;
        for (int j = 0; j < width_; ++j) {
          const double a =
              from_input(frame, n, t, j) + from_state(frame, kept.previous + at(n, t, units_), j);
          const bool is_candidate = j / units_ == 2;
          i[j] = is_candidate ? activation.value(a) : simd::sigmoid(a);
        }
        const double* c_before = kept.previous_cell + at(n, t, units_);
        for (int j = 0; j < units_; ++j) {
          const double c = f[j] * c_before[j] + i[j] * g[j];
          h[j] = o[j] * activation.value(c);
          if (t + 1 < steps_) kept.previous_cell[at(n, t + 1, units_) + j] = c;
        }
        hand_on(frame, n, t, h, kept.previous);
      }
    }
  });
}

void Lstm::backward(const Frame<double>& frame) const {
  const auto kept = saved(frame);
  double* da = frame.scratch;
  double* dh = da + width_;
  double* dc = dh + units_;
  with_cell_activation(options_.activation, [&](auto activation) {
    for (int n = 0; n < frame.batch; ++n) {
      std::fill_n(dh, 2 * units_, 0.0);
      for (int t = steps_ - 1; t >= 0; --t) {
        const double* dy = output_gradient(frame, n, t);
        const double* c_before = kept.previous_cell + at(n, t, units_);
        for (int j = 0; j < units_; ++j) {
          const double* gate = kept.gates + at(n, t, width_) + j;
          const double i = gate[0];
          const double f = gate[units_];
          const double g = gate[2 * units_];
          const double o = gate[3 * units_];
          const double c = f * c_before[j] + i * g;
          const double y = activation.value(c);
          if (dy != nullptr) dh[j] += dy[j];
          dc[j] += dh[j] * o * activation.slope(c, y);
          da[j] = dc[j] * g * i * (1 - i);
          da[j + units_] = dc[j] * c_before[j] * f * (1 - f);
          da[j + 2 * units_] = dc[j] * i * activation.slope(g, g);
          da[j + 3 * units_] = dh[j] * y * o * (1 - o);
          dc[j] *= f;
        }
        std::fill_n(dh, units_, 0.0);
        spread(frame, n, t, da, da, kept.previous, dh);
      }
    }
  });
}

}  // namespace glassbox
