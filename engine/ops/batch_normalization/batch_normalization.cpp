#include "engine/ops/batch_normalization/batch_normalization.h"

#include <algorithm>

#include "engine/ops/parallel_map.h"

namespace glassbox {
namespace {

/// Rows of values, of which some neighbouring channels are looked at.
struct Rows {
  std::size_t count;
  std::size_t stride;    ///< from a row to the next: all channels
  std::size_t channels;  ///< those looked at
};

/// sums[c] = sum over rows i of term(x[i][c]...): in blocks, so that long sums stay exact to the last bits.
template <class T, class Term, class... From>
void sum_rows(const Rows& rows, T* sums, T* block, Term term, const From*... x) {
  constexpr std::size_t kBlock = 64;
  const T* const sums_old = sums;
  const T* const block_old = block;
  const auto add = [](auto a, auto b) { return a + b; };
  std::fill_n(sums, rows.channels, T{0});
  for (std::size_t first = 0; first < rows.count; first += kBlock) {
    std::fill_n(block, rows.channels, T{0});
    for (std::size_t i = first; i < std::min(first + kBlock, rows.count); ++i) {
      term(block, block_old, (x + i * rows.stride)...);
    }
    simd::map(rows.channels, sums, add, sums_old, block_old);
  }
}

class BatchNormalization final : public Op {
 public:
  BatchNormalization(const BatchNormalizationOptions& options, const Shape& shape)
      : options_(options),
        shape_(shape),
        channels_(static_cast<std::size_t>(shape.back())),
        beta_(options.scale ? 1 : 0),
        moving_mean_(beta_ + (options.center ? 1 : 0)) {}

  [[nodiscard]] std::string kind() const override { return "batch_normalization"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] std::vector<Parameter> parameters() const override {
    const Shape channels{shape_.back()};
    std::vector<Parameter> all;
    if (options_.scale) all.push_back({"gamma", channels, {"ones"}});
    if (options_.center) all.push_back({"beta", channels, {"zeros"}});
    all.push_back({"moving_mean", channels, {"zeros"}, false});
    all.push_back({"moving_variance", channels, {"ones"}, false});
    return all;
  }
  /// The channels' mean, variance and factor 1 / sqrt(variance + epsilon).
  [[nodiscard]] std::size_t saved_size(int /*batch*/) const override { return 3 * channels_; }
  [[nodiscard]] std::size_t scratch_size(int /*batch*/) const override { return 4 * channels_; }

  void forward(const Frame<double>& frame) const override { normalize(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { normalize(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  [[nodiscard]] std::size_t rows(int batch) const {
    return static_cast<std::size_t>(shape_.size() * batch) / channels_;
  }

  template <class T>
  void normalize(const Frame<T>& frame) const {
    const T* const x = frame.inputs[0];
    T* const mean = frame.saved;
    T* const variance = mean + channels_;
    T* const factor = variance + channels_;
    if (frame.noise != nullptr) {
      split_channels(frame, [&](const Rows& part, std::size_t c) {
        measure(part, x + c, mean + c, variance + c, frame.scratch + c);
      });
    } else {
      std::copy_n(frame.parameters[moving_mean_], channels_, mean);
      std::copy_n(frame.parameters[moving_mean_ + 1], channels_, variance);
    }
    const T epsilon = static_cast<T>(options_.epsilon);
    const T* const v = variance;
    simd::map(
        channels_, factor, [=](auto value) { return decltype(value)(T{1}) / simd::sqrt(value + epsilon); },
        v);

    T* const gain = frame.scratch;
    T* const shift = gain + channels_;
    const T* const f = factor;
    const T* const m = mean;
    const T* const g = gain;
    const T* const s = shift;
    if (options_.scale) {
      simd::map(
          channels_, gain, [](auto a, auto b) { return a * b; }, f, frame.parameters[0]);
    } else {
      std::copy_n(f, channels_, gain);
    }
    if (options_.center) {
      std::copy_n(frame.parameters[beta_], channels_, shift);
    } else {
      std::fill_n(shift, channels_, T{0});
    }
    split_rows(frame, [&](std::size_t i) {
      simd::map(
          channels_, frame.output + i * channels_,
          [](auto x_i, auto mean_c, auto gain_c, auto shift_c) { return (x_i - mean_c) * gain_c + shift_c; },
          x + i * channels_, m, g, s);
    });
  }

  /// Calls work(rows, c) for parts of the channels, which begin at c.
  template <class T, class Work>
  void split_channels(const Frame<T>& frame, Work work) const {
    const std::size_t count = rows(frame.batch);
    split_if_worth(frame.team, static_cast<int>(channels_), kValueGrain,
                   2 * kValueNanoseconds * static_cast<double>(count), [&](int first, int last) {
                     work(Rows{count, channels_, static_cast<std::size_t>(last - first)},
                          static_cast<std::size_t>(first));
                   });
  }
  /// Calls work(i) for every row.
  template <class T, class Work>
  void split_rows(const Frame<T>& frame, Work work) const {
    split_if_worth(frame.team, static_cast<int>(rows(frame.batch)), 1,
                   kValueNanoseconds * static_cast<double>(channels_), [&](int first, int last) {
                     for (int i = first; i < last; ++i) work(static_cast<std::size_t>(i));
                   });
  }

  template <class T>
  static void measure(const Rows& rows, const T* x, T* mean, T* variance, T* block) {
    const T share = T{1} / static_cast<T>(rows.count);
    const auto scale = [=](auto sum) { return sum * share; };
    const T* const m = mean;
    const T* const v = variance;
    sum_rows(
        rows, mean, block,
        [&](T* to, const T* from, const T* x_i) {
          simd::map(
              rows.channels, to, [](auto sum, auto value) { return sum + value; }, from, x_i);
        },
        x);
    simd::map(rows.channels, mean, scale, m);
    sum_rows(
        rows, variance, block,
        [&](T* to, const T* from, const T* x_i) {
          simd::map(
              rows.channels, to,
              [](auto sum, auto value, auto mean_c) { return sum + (value - mean_c) * (value - mean_c); },
              from, x_i, m);
        },
        x);
    simd::map(rows.channels, variance, scale, v);
  }

  /// dbeta[c] = sum over i of dy[i][c], dgamma[c] = sum over i of dy[i][c] u[i][c].
  template <class T>
  static void sum_slopes(const Rows& rows, const T* dy, const T* x, const T* mean, const T* factor, T* dbeta,
                         T* dgamma, T* block) {
    sum_rows(
        rows, dbeta, block,
        [&](T* to, const T* from, const T* dy_i) {
          simd::map(
              rows.channels, to, [](auto sum, auto value) { return sum + value; }, from, dy_i);
        },
        dy);
    sum_rows(
        rows, dgamma, block,
        [&](T* to, const T* from, const T* dy_i, const T* x_i) {
          simd::map(
              rows.channels, to,
              [](auto sum, auto slope, auto value, auto mean_c, auto factor_c) {
                return sum + slope * ((value - mean_c) * factor_c);
              },
              from, dy_i, x_i, mean, factor);
        },
        dy, x);
  }

  template <class T>
  void propagate(const Frame<T>& frame) const {
    const T* const x = frame.inputs[0];
    const T* const dy = frame.output_gradient;
    const T* const mean = frame.saved;
    const T* const factor = mean + 2 * channels_;
    T* const dbeta = frame.scratch;
    T* const dgamma = dbeta + channels_;
    T* const gain = dgamma + channels_;
    T* const block = gain + channels_;
    split_channels(frame, [&](const Rows& part, std::size_t c) {
      sum_slopes(part, dy + c, x + c, mean + c, factor + c, dbeta + c, dgamma + c, block + c);
    });
    const auto add = [](auto a, auto b) { return a + b; };
    const T* const sum_u = dgamma;
    const T* const sum = dbeta;
    if (options_.scale) {
      const T* const old = frame.parameter_gradients[0];
      simd::map(channels_, frame.parameter_gradients[0], add, old, sum_u);
    }
    if (options_.center) {
      const T* const old = frame.parameter_gradients[beta_];
      simd::map(channels_, frame.parameter_gradients[beta_], add, old, sum);
    }
    const bool training = frame.noise != nullptr;
    if (training) move_statistics(frame);
    if (frame.input_gradients[0] == nullptr) return;

    if (options_.scale) {
      simd::map(
          channels_, gain, [](auto a, auto b) { return a * b; }, factor, frame.parameters[0]);
    } else {
      std::copy_n(factor, channels_, gain);
    }
    const T share =
        training ? T{1} / static_cast<T>(rows(frame.batch)) : T{0};  // of constants, no gradient comes back
    const T* const g = gain;
    split_rows(frame, [&](std::size_t i) {
      simd::map(
          channels_, frame.input_gradients[0] + i * channels_,
          [share](auto slope, auto value, auto mean_c, auto factor_c, auto gain_c, auto sum_c, auto sum_u_c) {
            const auto u = (value - mean_c) * factor_c;
            return gain_c * (slope - (sum_c + u * sum_u_c) * share);
          },
          dy + i * channels_, x + i * channels_, mean, factor, g, sum, sum_u);
    });
  }

  template <class T>
  void move_statistics(const Frame<T>& frame) const {
    const T rate = static_cast<T>(1 - options_.momentum);
    for (std::size_t k = 0; k < 2; ++k) {
      T* const growth = frame.parameter_gradients[moving_mean_ + k];
      const T* const old = growth;
      const T* const measured = frame.saved + k * channels_;
      simd::map(
          channels_, growth, [=](auto sum, auto value, auto moving) { return sum + (value - moving) * rate; },
          old, measured, frame.parameters[moving_mean_ + k]);
    }
  }

  BatchNormalizationOptions options_;
  Shape shape_;
  std::size_t channels_;
  std::size_t beta_;  ///< places among the parameters
  std::size_t moving_mean_;
};

}  // namespace

std::unique_ptr<Op> make_batch_normalization(const BatchNormalizationOptions& options, const Shape& input) {
  return std::make_unique<BatchNormalization>(options, input);
}

}  // namespace glassbox
