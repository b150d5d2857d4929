#include "engine/ops/dense/dense_op.h"
#include "engine/simd/gemm.h"
#include "engine/simd/map.h"

namespace glassbox {

// y = x W + b
void Dense::forward(const Frame<float>& frame) const {
  simd::multiply(
      frame.batch, units_, inputs_,
      {.data = frame.inputs[0], .rows = {.stride = inputs_}, .columns = {.stride = 1}},
      {.data = frame.parameters[0], .stride = units_},
      {.data = frame.output, .stride = units_, .row = options_.use_bias ? frame.parameters[1] : nullptr});
}

void Dense::backward(const Frame<float>& frame) const {
  // dW += x^T dy
  simd::multiply(inputs_, units_, frame.batch,
                 {.data = frame.inputs[0], .rows = {.stride = 1}, .columns = {.stride = inputs_}},
                 {.data = frame.output_gradient, .stride = units_},
                 {.data = frame.parameter_gradients[0], .stride = units_, .accumulate = true});
  if (options_.use_bias) {
    simd::add_column_sums(frame.batch, units_, frame.output_gradient, frame.parameter_gradients[1]);
  }
  if (frame.input_gradients[0] == nullptr) return;
  // dx = dy W^T
  simd::multiply(frame.batch, inputs_, units_,
                 {.data = frame.output_gradient, .rows = {.stride = units_}, .columns = {.stride = 1}},
                 {.data = frame.parameters[0], .stride = units_, .transposed = true},
                 {.data = frame.input_gradients[0], .stride = inputs_});
}

}  // namespace glassbox
