#include "engine/ops/recurrent/recurrent_op.h"
#include "engine/simd/map.h"

namespace glassbox {

void Recurrent::multiply_input(const Frame<float>& frame, float* sums) const {
  simd::multiply(static_cast<int>(rows(frame.batch)), width_, features_,
                 {.data = frame.inputs[0], .rows = {.stride = features_}, .columns = {.stride = 1}},
                 {.data = frame.parameters[0], .stride = width_},
                 {.data = sums, .stride = width_, .row = options_.use_bias ? frame.parameters[2] : nullptr});
}

void Recurrent::add_output_gradient(const Frame<float>& frame, int sample, int step, float* dh) const {
  const float* dy = output_gradient(frame, sample, step);
  if (dy == nullptr) return;
  simd::map(
      units(), dh, [](auto a, auto b) { return a + b; }, dh, dy);
}

void Recurrent::multiply_state(const Frame<float>& frame, int step, const float* previous,
                               const simd::Result& sums) const {
  simd::multiply(
      frame.batch, width_, units_,
      {.data = previous + at(0, step, units_), .rows = {.stride = steps_ * units_}, .columns = {.stride = 1}},
      {.data = frame.parameters[1], .stride = width_}, sums);
}

void Recurrent::multiply_back(const Frame<float>& frame, int step, const float* d_state, float* dh,
                              bool accumulate) const {
  simd::multiply(
      frame.batch, units_, width_,
      {.data = d_state + at(0, step, width_), .rows = {.stride = steps_ * width_}, .columns = {.stride = 1}},
      {.data = frame.parameters[1], .stride = width_, .transposed = true},
      {.data = dh, .stride = units_, .accumulate = accumulate});
}

void Recurrent::spread(const Frame<float>& frame, const float* d_input, const float* d_state,
                       const float* previous) const {
  const int count = static_cast<int>(rows(frame.batch));
  // dW += x^T d_input
  simd::multiply(features_, width_, count,
                 {.data = frame.inputs[0], .rows = {.stride = 1}, .columns = {.stride = features_}},
                 {.data = d_input, .stride = width_},
                 {.data = frame.parameter_gradients[0], .stride = width_, .accumulate = true});
  // dU += h(t-1)^T d_state
  simd::multiply(units_, width_, count,
                 {.data = previous, .rows = {.stride = 1}, .columns = {.stride = units_}},
                 {.data = d_state, .stride = width_},
                 {.data = frame.parameter_gradients[1], .stride = width_, .accumulate = true});
  if (options_.use_bias) simd::add_column_sums(count, width_, d_input, frame.parameter_gradients[2]);
  if (frame.input_gradients[0] == nullptr) return;
  // dx = d_input W^T
  simd::multiply(count, features_, width_,
                 {.data = d_input, .rows = {.stride = width_}, .columns = {.stride = 1}},
                 {.data = frame.parameters[0], .stride = width_, .transposed = true},
                 {.data = frame.input_gradients[0], .stride = features_});
}

}  // namespace glassbox
