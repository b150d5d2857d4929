#include "engine/ops/simple_rnn/simple_rnn_op.h"

namespace glassbox {

void SimpleRnn::forward(const Frame<double>& frame) const {
  const auto kept = saved(frame);
  clear_first(frame.batch, kept.previous);
  with_cell_activation(options_.activation, [&](auto f) {
    for (int n = 0; n < frame.batch; ++n) {
      for (int t = 0; t < steps_; ++t) {
        const double* h_before = kept.previous + at(n, t, units_);
        double* h = kept.state + at(n, t, units_);
        for (int j = 0; j < units_; ++j) {
          h[j] = f.value(from_input(frame, n, t, j) + from_state(frame, h_before, j));
        }
        hand_on(frame, n, t, h, kept.previous);
      }
    }
  });
}

void SimpleRnn::backward(const Frame<double>& frame) const {
  const auto kept = saved(frame);
  double* da = frame.scratch;
  double* dh = da + units_;
  with_cell_activation(options_.activation, [&](auto f) {
    for (int n = 0; n < frame.batch; ++n) {
      std::fill_n(dh, units_, 0.0);
      for (int t = steps_ - 1; t >= 0; --t) {
        const double* h = kept.state + at(n, t, units_);
        const double* dy = output_gradient(frame, n, t);
        for (int j = 0; j < units_; ++j) {
          da[j] = (dh[j] + (dy != nullptr ? dy[j] : 0)) * f.slope(h[j], h[j]);
        }
        std::fill_n(dh, units_, 0.0);
        spread(frame, n, t, da, da, kept.previous, dh);
      }
    }
  });
}

}  // namespace glassbox
