#include "engine/ops/simple_rnn/simple_rnn_op.h"
#include "engine/simd/map.h"

namespace glassbox {

void SimpleRnn::forward(const Frame<float>& frame) const {
  const auto kept = saved(frame);
  clear_first(frame.batch, kept.previous);
  multiply_input(frame, kept.state);
  with_cell_activation(options_.activation, [&](auto f) {
    for (int t = 0; t < steps_; ++t) {
      multiply_state(frame, t, kept.previous, rows_of(t, kept.state));
      for (int n = 0; n < frame.batch; ++n) {
        float* h = kept.state + at(n, t, units_);
        simd::map(
            units(), h, [f](auto a) { return f.value(a); }, h);
        hand_on(frame, n, t, h, kept.previous);
      }
    }
  });
}

void SimpleRnn::backward(const Frame<float>& frame) const {
  const auto kept = saved(frame);
  float* const gradient = frame.scratch;
  float* const dh = gradient + values(frame.batch, units_);
  std::fill_n(dh, frame.batch * units_, 0.0F);
  with_cell_activation(options_.activation, [&](auto f) {
    for (int t = steps_ - 1; t >= 0; --t) {
      for (int n = 0; n < frame.batch; ++n) {
        float* const dh_n = dh + std::ptrdiff_t{n} * units_;
        add_output_gradient(frame, n, t, dh_n);
        simd::map(
            units(), gradient + at(n, t, units_), [f](auto d, auto h) { return d * f.slope(h, h); }, dh_n,
            kept.state + at(n, t, units_));
      }
      multiply_back(frame, t, gradient, dh, false);
    }
  });
  spread(frame, gradient, gradient, kept.previous);
}

}  // namespace glassbox
