#include <algorithm>

#include "engine/ops/max_pool2d/max_pool2d_op.h"
#include "engine/simd/vector.h"

namespace glassbox {

using simd::kLanes;
using simd::Vec;

void MaxPool2D::forward(const Frame<float>& frame) const {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  float* output = frame.output;
  float* saved = frame.saved;
  for (int n = 0; n < frame.batch; ++n) {
    const float* x = frame.inputs[0] + n * image_size();
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        for (int c = 0; c < channels_; c += kLanes) {
          const int lanes = std::min(kLanes, channels_ - c);
          const auto cell_at = [&](std::int64_t row, std::int64_t column) {
            return simd::load_first(x + (row * columns.input + column) * channels_ + c, lanes);
          };
          Vec largest = cell_at(rows.begin(i), columns.begin(j));
          Vec winner(0.0F);
          float number = 0;
          for (std::int64_t row = rows.begin(i); row < rows.end(i); ++row) {
            for (std::int64_t column = columns.begin(j); column < columns.end(j); ++column, ++number) {
              const Vec cell = cell_at(row, column);
              const auto larger =
                  (!(cell <= largest)) & (largest == largest);  // so does the first NaN, and stays
              largest = select(larger, cell, largest);
              winner = select(larger, Vec(number), winner);
            }
          }
          simd::store_first(output + c, lanes, largest);
          simd::store_first(saved + c, lanes, winner);
        }
        output += channels_;
        saved += channels_;
      }
    }
  }
}

void MaxPool2D::backward(const Frame<float>& frame) const {
  if (frame.input_gradients[0] == nullptr) return;
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  const float* dy = frame.output_gradient;
  const float* saved = frame.saved;
  for (int n = 0; n < frame.batch; ++n) {
    float* dx = frame.input_gradients[0] + n * image_size();
    std::fill_n(dx, image_size(), 0.0F);
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        for (int c = 0; c < channels_; c += kLanes) {
          const int lanes = std::min(kLanes, channels_ - c);
          const Vec gradient = simd::load_first(dy + c, lanes);
          const Vec winner = simd::load_first(saved + c, lanes);
          float number = 0;
          for (std::int64_t row = rows.begin(i); row < rows.end(i); ++row) {
            for (std::int64_t column = columns.begin(j); column < columns.end(j); ++column, ++number) {
              float* cell = dx + (row * columns.input + column) * channels_ + c;
              const Vec share = select(winner == Vec(number), gradient, Vec(0.0F));
              simd::store_first(cell, lanes, simd::load_first(cell, lanes) + share);
            }
          }
        }
        dy += channels_;
        saved += channels_;
      }
    }
  }
}

}  // namespace glassbox
