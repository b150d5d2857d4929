#include "engine/ops/lstm/lstm_op.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

constexpr auto kSigmoid = [](auto a) { return simd::sigmoid(a); };
constexpr auto kCell = [](auto i, auto f, auto g, auto c_before) { return f * c_before + i * g; };

}  // namespace

void Lstm::forward(const Frame<float>& frame) const {
  const auto kept = saved(frame);
  clear_first(frame.batch, kept.previous);
  clear_first(frame.batch, kept.previous_cell);
  multiply_input(frame, kept.gates);
  float* const h = frame.scratch;
  float* const c = h + units_;
  with_cell_activation(options_.activation, [&](auto activation) {
    for (int t = 0; t < steps_; ++t) {
      multiply_state(frame, t, kept.previous, rows_of(t, kept.gates));
      for (int n = 0; n < frame.batch; ++n) {
        float* i = kept.gates + at(n, t, width_);
        float* f = i + units_;
        float* g = f + units_;
        float* o = g + units_;
        const auto activate = [activation](auto a) { return activation.value(a); };
        simd::map(2 * units(), i, kSigmoid, i);
        simd::map(units(), g, activate, g);
        simd::map(units(), o, kSigmoid, o);
        simd::map(units(), c, kCell, i, f, g, kept.previous_cell + at(n, t, units_));
        if (t + 1 < steps_) std::copy_n(c, units_, kept.previous_cell + at(n, t + 1, units_));
        simd::map(
            units(), h, [activation](auto o_j, auto c_j) { return o_j * activation.value(c_j); }, o, c);
        hand_on(frame, n, t, h, kept.previous);
      }
    }
  });
}

void Lstm::backward(const Frame<float>& frame) const {
  const auto kept = saved(frame);
  float* const gradient = frame.scratch;
  float* const dh = gradient + values(frame.batch, width_);
  float* const dc = dh + frame.batch * units_;
  std::fill_n(dh, 2 * frame.batch * units_, 0.0F);
  with_cell_activation(options_.activation, [&](auto activation) {
    for (int t = steps_ - 1; t >= 0; --t) {
      for (int n = 0; n < frame.batch; ++n) {
        const float* i = kept.gates + at(n, t, width_);
        const float* f = i + units_;
        const float* g = f + units_;
        const float* o = g + units_;
        const float* c_before = kept.previous_cell + at(n, t, units_);
        float* const da_i = gradient + at(n, t, width_);
        float* const da_f = da_i + units_;
        float* const da_g = da_f + units_;
        float* const da_o = da_g + units_;
        float* const dh_n = dh + std::ptrdiff_t{n} * units_;
        float* const dc_n = dc + std::ptrdiff_t{n} * units_;
        add_output_gradient(frame, n, t, dh_n);
        float* const y = da_o;  // f(c(t)), until its place is needed
        simd::map(
            units(), y,
            [activation](auto i_j, auto f_j, auto g_j, auto c_j) {
              return activation.value(kCell(i_j, f_j, g_j, c_j));
            },
            i, f, g, c_before);
        simd::map(
            units(), dc_n,
            [activation](auto d, auto dh_j, auto o_j, auto y_j) {
              return d + dh_j * o_j * activation.slope(y_j, y_j);
            },
            dc_n, dh_n, o, y);
        const auto gate_gradient = [](auto d, auto factor, auto gate) {
          return d * factor * gate * (decltype(gate)(1.0F) - gate);
        };
        simd::map(units(), da_i, gate_gradient, dc_n, g, i);
        simd::map(units(), da_f, gate_gradient, dc_n, c_before, f);
        simd::map(
            units(), da_g,
            [activation](auto d, auto i_j, auto g_j) { return d * i_j * activation.slope(g_j, g_j); }, dc_n,
            i, g);
        simd::map(units(), da_o, gate_gradient, dh_n, y, o);
        simd::map(
            units(), dc_n, [](auto d, auto f_j) { return d * f_j; }, dc_n, f);
      }
      multiply_back(frame, t, gradient, dh, false);
    }
  });
  spread(frame, gradient, gradient, kept.previous);
}

}  // namespace glassbox
