#include <algorithm>
#include <array>

#include "engine/ops/batch_normalization/batch_normalization_op.h"
#include "engine/ops/parallel_map.h"
#include "engine/simd/sums.h"

// All rows are one run of values, in which the channels come again and again. Rows that are short are taken
// together, as many as make whole vectors: `period_` values, in which a channel stands in several places,
// whose sums are added at the end.
namespace glassbox {

using simd::Vec;

/// sums[s][c] = sum over the rows of term(i, lanes)[s], where term() gives the terms of `lanes` values from i
/// on, and the place of i in the period. `room`: a period for each sum.
template <std::size_t Sums, class Term>
void BatchNormalization::add_rows(const Frame<float>& frame, const std::array<float*, Sums>& sums,
                                  float* room, Term term) const {
  const std::int64_t values = shape_.size() * frame.batch;
  const int periods = static_cast<int>(values / period_);
  const int rest = static_cast<int>(values % period_);
  const auto at = [term, period = std::ptrdiff_t{period_}](int row, int j, auto lanes) {
    return term(row * period + j, j, lanes);
  };
  std::array<float*, Sums> totals;
  for (std::size_t s = 0; s < Sums; ++s) totals[s] = room + s * static_cast<std::size_t>(period_);
  std::fill_n(room, Sums * static_cast<std::size_t>(period_), 0.0F);
  split_if_worth(frame.team, period_, kValueGrain, 2 * kValueNanoseconds * periods, [&](int first, int last) {
    simd::add_down(periods, first, last, totals, at);
    simd::add_down(1, first, std::clamp(rest, first, last), totals,
                   [=](int /*row*/, int j, auto lanes) { return at(periods, j, lanes); });
  });
  for (std::size_t s = 0; s < Sums; ++s) {
    std::copy_n(totals[s], channels_, sums[s]);
    for (int first = channels_; first < period_; first += channels_) {
      simd::map(
          channels(), sums[s], [](auto a, auto b) { return a + b; }, sums[s], totals[s] + first);
    }
  }
}

/// The channels' values, which begin a period of room, again for all rows of it.
void BatchNormalization::repeat(float* values) const {
  for (int first = channels_; first < period_; first += channels_) {
    std::copy_n(values, channels_, values + first);
  }
}

/// Calls work(first, count) for all values, of a period at most, which begin with one.
void BatchNormalization::split_values(const Frame<float>& frame,
                                      FunctionRef<void(std::ptrdiff_t first, std::size_t count)> work) const {
  const std::int64_t values = shape_.size() * frame.batch;
  const int periods = static_cast<int>((values + period_ - 1) / period_);
  split_if_worth(frame.team, periods, 1, kValueNanoseconds * period_, [&](int first, int last) {
    for (int i = first; i < last; ++i) {
      const std::int64_t begin = std::int64_t{i} * period_;
      work(static_cast<std::ptrdiff_t>(begin),
           static_cast<std::size_t>(std::min<std::int64_t>(period_, values - begin)));
    }
  });
}

/// The mean and the variance of the batch.
void BatchNormalization::measure(const Frame<float>& frame) const {
  const float* const x = frame.inputs[0];
  float* const mean = means(frame);
  float* const variance = variances(frame);
  float* const repeated = frame.scratch;
  float* const room = repeated + period_;
  const auto share = [count = static_cast<float>(rows(frame.batch))](auto sum) { return sum / count; };
  add_rows<1>(frame, {mean}, room, [=](std::ptrdiff_t i, int /*j*/, auto lanes) {
    return std::array<Vec, 1>{simd::load_first(x + i, lanes)};
  });
  simd::map(channels(), mean, share, mean);
  std::copy_n(mean, channels_, repeated);
  repeat(repeated);
  add_rows<1>(frame, {variance}, room, [=](std::ptrdiff_t i, int j, auto lanes) {
    const Vec centered = simd::load_first(x + i, lanes) - simd::load_first(repeated + j, lanes);
    return std::array<Vec, 1>{centered * centered};
  });
  simd::map(channels(), variance, share, variance);
}

void BatchNormalization::forward(const Frame<float>& frame) const {
  if (frame.noise != nullptr) {
    measure(frame);
  } else {
    std::copy_n(frame.parameters[moving_mean_], channels_, means(frame));
    std::copy_n(frame.parameters[moving_mean_ + 1], channels_, variances(frame));
  }
  simd::map(
      channels(), factors(frame),
      [epsilon = static_cast<float>(options_.epsilon)](auto variance) {
        return decltype(variance)(1.0F) / simd::sqrt(variance + epsilon);
      },
      variances(frame));

  float* const mean = frame.scratch;
  float* const gain = mean + period_;
  float* const shift = gain + period_;
  std::copy_n(means(frame), channels_, mean);
  std::copy_n(factors(frame), channels_, gain);
  std::fill_n(shift, channels_, 0.0F);
  if (options_.scale) {
    simd::map(
        channels(), gain, [](auto a, auto b) { return a * b; }, gain, frame.parameters[0]);
  }
  if (options_.center) std::copy_n(frame.parameters[beta_], channels_, shift);
  for (float* const values : {mean, gain, shift}) repeat(values);
  split_values(frame, [&](std::ptrdiff_t first, std::size_t count) {
    simd::map(
        count, frame.output + first,
        [](auto x_i, auto mean_c, auto gain_c, auto shift_c) { return (x_i - mean_c) * gain_c + shift_c; },
        frame.inputs[0] + first, mean, gain, shift);
  });
}

/// With a = gamma / sqrt(v + epsilon):  dx = a dy - ((x - m) b + d),  b = a dgamma / sqrt(v + epsilon) / n,
/// d = a dbeta / n.
void BatchNormalization::backward(const Frame<float>& frame) const {
  const float* const x = frame.inputs[0];
  const float* const dy = frame.output_gradient;
  const auto product = [](auto a, auto b) { return a * b; };
  const auto add = [](auto a, auto b) { return a + b; };
  float* const dbeta = frame.scratch;
  float* const dgamma = dbeta + channels_;
  float* const mean = dgamma + channels_;
  float* const room = mean + period_;
  std::copy_n(means(frame), channels_, mean);
  repeat(mean);
  add_rows<2>(frame, {dbeta, dgamma}, room, [=](std::ptrdiff_t i, int j, auto lanes) {
    const Vec slope = simd::load_first(dy + i, lanes);
    const Vec centered = simd::load_first(x + i, lanes) - simd::load_first(mean + j, lanes);
    return std::array<Vec, 2>{slope, slope * centered};
  });
  simd::map(channels(), dgamma, product, dgamma, factors(frame));
  if (options_.scale) {
    float* const gradient = frame.parameter_gradients[0];
    simd::map(channels(), gradient, add, gradient, dgamma);
  }
  if (options_.center) {
    float* const gradient = frame.parameter_gradients[beta_];
    simd::map(channels(), gradient, add, gradient, dbeta);
  }
  const bool training = frame.noise != nullptr;
  if (training) move_statistics(frame);
  if (frame.input_gradients[0] == nullptr) return;

  float* const gain = room;
  float* const along = gain + period_;
  float* const middle = along + period_;
  std::copy_n(factors(frame), channels_, gain);
  if (options_.scale) simd::map(channels(), gain, product, gain, frame.parameters[0]);
  const float share =
      training ? 1 / static_cast<float>(rows(frame.batch)) : 0;  // of constants, none comes back
  simd::map(
      channels(), along, [=](auto a, auto sum, auto factor) { return a * (sum * factor * share); }, gain,
      dgamma, factors(frame));
  simd::map(
      channels(), middle, [=](auto a, auto sum) { return a * (sum * share); }, gain, dbeta);
  for (float* const values : {gain, along, middle}) repeat(values);
  split_values(frame, [&](std::ptrdiff_t first, std::size_t count) {
    simd::map(
        count, frame.input_gradients[0] + first,
        [](auto slope, auto value, auto mean_c, auto gain_c, auto along_c, auto middle_c) {
          return gain_c * slope - ((value - mean_c) * along_c + middle_c);
        },
        dy + first, x + first, mean, gain, along, middle);
  });
}

void BatchNormalization::move_statistics(const Frame<float>& frame) const {
  const auto rate = static_cast<float>(1 - options_.momentum);
  for (std::size_t k = 0; k < 2; ++k) {
    float* const growth = frame.parameter_gradients[moving_mean_ + k];
    simd::map(
        channels(), growth, [=](auto sum, auto value, auto moving) { return sum + (value - moving) * rate; },
        growth, frame.saved + k * channels(), frame.parameters[moving_mean_ + k]);
  }
}

}  // namespace glassbox
