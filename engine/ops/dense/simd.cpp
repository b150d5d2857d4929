#include <algorithm>

#include "engine/ops/dense/dense_op.h"
#include "engine/simd/gemm.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

// The rows of a tile of the matrix product, at which its work is cut.
constexpr int kRows = 6;
// The columns of its widest tile.
constexpr int kFewUnits = 12;

}  // namespace

// y = x W + b
void Dense::forward(const Frame<float>& frame) const {
  if (may_be_sparse()) list_inputs(frame);
  if (is_sparse(frame)) {
    sparse_forward(frame);
    return;
  }
  split(frame.team, frame.batch, kRows, [&](int first, int last) {
    simd::multiply(last - first, units_, inputs_,
                   {.data = frame.inputs[0] + std::ptrdiff_t{first} * inputs_,
                    .rows = {.stride = inputs_},
                    .columns = {.stride = 1}},
                   {.data = frame.parameters[0], .stride = units_},
                   {.data = frame.output + std::ptrdiff_t{first} * units_,
                    .stride = units_,
                    .row = options_.use_bias ? frame.parameters[1] : nullptr});
  });
}

void Dense::backward(const Frame<float>& frame) const {
  if (is_sparse(frame)) {
    sparse_kernel_gradient(frame);
  } else {
    kernel_gradient(frame);
  }
  if (options_.use_bias) {
    std::fill_n(frame.parameter_gradients[1], units_, 0.0F);
    simd::add_column_sums(frame.batch, units_, frame.output_gradient, frame.parameter_gradients[1]);
  }
  if (frame.input_gradients[0] == nullptr) return;
  // dx = dy W^T
  split(frame.team, inputs_, kCopied, [&](int first, int last) {
    simd::multiply(
        frame.batch, last - first, units_,
        {.data = frame.output_gradient, .rows = {.stride = units_}, .columns = {.stride = 1}},
        {.data = frame.parameters[0] + std::ptrdiff_t{first} * units_, .stride = units_, .transposed = true},
        {.data = frame.input_gradients[0] + first, .stride = inputs_});
  });
}

// dW = x^T dy
void Dense::kernel_gradient(const Frame<float>& frame) const {
  if (units_ <= kFewUnits) {  // which meet a column of x but once
    split(frame.team, inputs_, kRows, [&](int first, int last) {
      simd::multiply(
          last - first, units_, frame.batch,
          {.data = frame.inputs[0] + first, .rows = {.stride = 1}, .columns = {.stride = inputs_}},
          {.data = frame.output_gradient, .stride = units_},
          {.data = frame.parameter_gradients[0] + std::ptrdiff_t{first} * units_, .stride = units_});
    });
    return;
  }
  split(frame.team, inputs_, kCopied, [&](int first, int last, int part) {
    float* const columns = frame.scratch + std::ptrdiff_t{part} * kCopied * frame.batch;
    for (int i = first; i < last; i += kCopied) {
      const int rows = std::min(kCopied, last - i);
      for (int n = 0; n < frame.batch; ++n) {
        std::copy_n(frame.inputs[0] + std::ptrdiff_t{n} * inputs_ + i, rows,
                    columns + std::ptrdiff_t{n} * kCopied);
      }
      simd::multiply(rows, units_, frame.batch,
                     {.data = columns, .rows = {.stride = 1}, .columns = {.stride = kCopied}},
                     {.data = frame.output_gradient, .stride = units_},
                     {.data = frame.parameter_gradients[0] + std::ptrdiff_t{i} * units_, .stride = units_});
    }
  });
}

}  // namespace glassbox
