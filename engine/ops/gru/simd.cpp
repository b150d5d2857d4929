#include "engine/ops/gru/gru_op.h"
#include "engine/simd/map.h"

namespace glassbox {

void Gru::forward(const Frame<float>& frame) const {
  const auto kept = saved(frame);
  clear_first(frame.batch, kept.previous);
  multiply_input(frame, kept.gates);
  float* const from_states = frame.scratch;
  float* const h = from_states + frame.batch * width_;
  const float* const state_bias = options_.use_bias ? frame.parameters[2] + width_ : nullptr;
  with_cell_activation(options_.activation, [&](auto activation) {
    for (int t = 0; t < steps_; ++t) {
      multiply_state(frame, t, kept.previous, {.data = from_states, .stride = width_, .row = state_bias});
      for (int n = 0; n < frame.batch; ++n) {
        const float* e = from_states + std::ptrdiff_t{n} * width_;
        float* z = kept.gates + at(n, t, width_);
        float* r = z + units_;
        float* g = r + units_;
        float* e_g = kept.candidate_state + at(n, t, units_);
        std::copy_n(e + 2 * units_, units_, e_g);
        simd::map(
            2 * units(), z, [](auto a_j, auto e_j) { return simd::sigmoid(a_j + e_j); }, z, e);
        simd::map(
            units(), g,
            [activation](auto a_j, auto r_j, auto e_j) { return activation.value(a_j + r_j * e_j); }, g, r,
            e_g);
        simd::map(
            units(), h,
            [](auto z_j, auto before, auto g_j) { return z_j * before + (decltype(z_j)(1.0F) - z_j) * g_j; },
            z, kept.previous + at(n, t, units_), g);
        hand_on(frame, n, t, h, kept.previous);
      }
    }
  });
}

void Gru::backward(const Frame<float>& frame) const {
  const auto kept = saved(frame);
  float* const d_input = frame.scratch;
  float* const d_state = d_input + values(frame.batch, width_);
  float* const dh = d_state + values(frame.batch, width_);
  std::fill_n(dh, frame.batch * units_, 0.0F);
  with_cell_activation(options_.activation, [&](auto activation) {
    for (int t = steps_ - 1; t >= 0; --t) {
      for (int n = 0; n < frame.batch; ++n) {
        const float* z = kept.gates + at(n, t, width_);
        const float* r = z + units_;
        const float* g = r + units_;
        float* const da_z = d_input + at(n, t, width_);
        float* const da_r = da_z + units_;
        float* const da_g = da_r + units_;
        float* const de = d_state + at(n, t, width_);
        float* const dh_n = dh + std::ptrdiff_t{n} * units_;
        add_output_gradient(frame, n, t, dh_n);
        simd::map(
            units(), da_z,
            [](auto d, auto before, auto g_j, auto z_j) {
              return d * (before - g_j) * z_j * (decltype(z_j)(1.0F) - z_j);
            },
            dh_n, kept.previous + at(n, t, units_), g, z);
        simd::map(
            units(), da_g,
            [activation](auto d, auto z_j, auto g_j) {
              return d * (decltype(z_j)(1.0F) - z_j) * activation.slope(g_j, g_j);
            },
            dh_n, z, g);
        simd::map(
            units(), da_r,
            [](auto d, auto e_j, auto r_j) { return d * e_j * r_j * (decltype(r_j)(1.0F) - r_j); }, da_g,
            kept.candidate_state + at(n, t, units_), r);
        const auto product = [](auto a, auto b) { return a * b; };
        std::copy_n(da_z, 2 * units_, de);
        simd::map(units(), de + 2 * units_, product, da_g, r);
        simd::map(units(), dh_n, product, dh_n, z);
      }
      multiply_back(frame, t, d_state, dh, true);
    }
  });
  spread(frame, d_input, d_state, kept.previous);
  if (options_.use_bias) {
    simd::add_column_sums(static_cast<int>(rows(frame.batch)), width_, d_state,
                          frame.parameter_gradients[2] + width_);
  }
}

}  // namespace glassbox
