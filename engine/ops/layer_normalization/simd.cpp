#include <algorithm>
#include <array>

#include "engine/ops/layer_normalization/layer_normalization_op.h"
#include "engine/ops/parallel_map.h"
#include "engine/simd/sums.h"

// Some rows together, as many as stay in the first-level cache from their sums to their results: what a row
// has to wait for, the next ones hide. What becomes of a row does not depend on the rows beside it.
namespace glassbox {
namespace {

using simd::Vec;

constexpr int kMostRows = 64;
constexpr int kFewestRows = simd::kLanes;
constexpr int kBlockValues = 2048;

}  // namespace

/// Calls work(row, count) for blocks of rows.
template <class Work>
void LayerNormalization::split_rows(const Frame<float>& frame, Work work) const {
  const int block = std::clamp(kBlockValues / channels_ / kFewestRows * kFewestRows, kFewestRows, kMostRows);
  split_if_worth(frame.team, rows(frame.batch), kFewestRows, 4 * kValueNanoseconds * channels_,
                 [&](int first, int last) {
                   for (int row = first; row < last; row += block) work(row, std::min(block, last - row));
                 });
}

void LayerNormalization::forward(const Frame<float>& frame) const {
  split_rows(frame, [&](int row, int count) { normalize_rows(frame, row, count); });
}

void LayerNormalization::normalize_rows(const Frame<float>& frame, int row, int count) const {
  const float* const x = frame.inputs[0] + offset(row);
  float* const means = means_of(frame) + row;
  float* const scales = scales_of(frame) + row;
  const auto values = static_cast<std::size_t>(count);
  const auto channels = static_cast<float>(channels_);

  simd::sum_along(count, channels_, means,
                  [&](int r, int c, auto lanes) { return simd::load_first(x + offset(r) + c, lanes); });
  simd::map(
      values, means, [=](auto sum) { return sum / channels; }, means);
  simd::sum_along(count, channels_, scales, [&](int r, int c, auto lanes) {
    const Vec centered = simd::load_first(x + offset(r) + c, lanes) - Vec(means[r]);
    return centered * centered;
  });
  simd::map(
      values, scales,
      [=, epsilon = static_cast<float>(options_.epsilon)](auto sum) {
        return decltype(sum)(1.0F) / simd::sqrt(sum / channels + epsilon);
      },
      scales);

  const float* const gain = gamma(frame);
  const float* const shift = beta(frame);
  for (int r = 0; r < count; ++r) {
    const float* const x_r = x + offset(r);
    float* const y = frame.output + offset(row + r);
    simd::for_each_vector(channels_, [=, mean = Vec(means[r]), scale = Vec(scales[r])](int c, auto lanes) {
      Vec value = (simd::load_first(x_r + c, lanes) - mean) * scale;
      if (gain != nullptr) value = value * simd::load_first(gain + c, lanes);
      if (shift != nullptr) value = value + simd::load_first(shift + c, lanes);
      simd::store_first(y + c, lanes, value);
    });
  }
}

void LayerNormalization::backward(const Frame<float>& frame) const {
  add_slopes(frame);
  if (frame.input_gradients[0] == nullptr) return;
  split_rows(frame, [&](int row, int count) { propagate_rows(frame, row, count); });
}

/// dgamma = sum of z dy and dbeta = sum of dy over the rows.
void LayerNormalization::add_slopes(const Frame<float>& frame) const {
  if (!options_.scale && !options_.center) return;
  const int count = rows(frame.batch);
  const float* const x = frame.inputs[0];
  const float* const dy = frame.output_gradient;
  const float* const means = means_of(frame);
  const float* const scales = scales_of(frame);
  const auto term = [=, stride = offset(1)](int row, int c, auto lanes) {
    const Vec slope = simd::load_first(dy + row * stride + c, lanes);
    const Vec z = (simd::load_first(x + row * stride + c, lanes) - Vec(means[row])) * Vec(scales[row]);
    return std::array<Vec, 2>{z * slope, slope};
  };
  float* const dgamma = options_.scale ? frame.parameter_gradients[0] : frame.scratch;
  float* const dbeta = options_.center ? frame.parameter_gradients[beta_] : frame.scratch;
  split_if_worth(frame.team, channels_, kValueGrain, 2 * kValueNanoseconds * count, [&](int first, int last) {
    simd::add_down<2>(count, first, last, {dgamma, dbeta}, term);
  });
}

void LayerNormalization::propagate_rows(const Frame<float>& frame, int row, int count) const {
  const float* const x = frame.inputs[0] + offset(row);
  const float* const dy = frame.output_gradient + offset(row);
  const float* const gain = gamma(frame);
  const float* const means = means_of(frame) + row;
  const float* const scales = scales_of(frame) + row;
  const auto g = [=, this](int r, int c, auto lanes) {
    const Vec slope = simd::load_first(dy + offset(r) + c, lanes);
    return gain != nullptr ? slope * simd::load_first(gain + c, lanes) : slope;
  };
  const auto z = [=, this](int r, int c, auto lanes, Vec mean, Vec scale) {
    return (simd::load_first(x + offset(r) + c, lanes) - mean) * scale;
  };
  std::array<float, kMostRows> sums;
  std::array<float, kMostRows> sums_along;
  simd::sum_along(count, channels_, sums.data(), g);
  simd::sum_along(count, channels_, sums_along.data(), [=](int r, int c, auto lanes) {
    return g(r, c, lanes) * z(r, c, lanes, Vec(means[r]), Vec(scales[r]));
  });
  const float share = 1 / static_cast<float>(channels_);
  for (int r = 0; r < count; ++r) {
    float* const dx = frame.input_gradients[0] + offset(row + r);
    const auto i = static_cast<std::size_t>(r);
    simd::for_each_vector(channels_,
                          [=, mean = Vec(means[r]), scale = Vec(scales[r]), mean_g = Vec(sums[i] * share),
                           mean_gz = Vec(sums_along[i] * share)](int c, auto lanes) {
                            const Vec slope = g(r, c, lanes) - mean_g - z(r, c, lanes, mean, scale) * mean_gz;
                            simd::store_first(dx + c, lanes, slope * scale);
                          });
  }
}

}  // namespace glassbox
