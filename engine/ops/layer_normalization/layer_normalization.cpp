#include "engine/ops/layer_normalization/layer_normalization.h"

#include <algorithm>

#include "engine/ops/parallel_map.h"

namespace glassbox {
namespace {

class LayerNormalization final : public Op {
 public:
  LayerNormalization(const LayerNormalizationOptions& options, const Shape& input)
      : options_(options),
        shape_(input),
        channels_(static_cast<std::size_t>(input.back())),
        rows_(input.size() / input.back()) {}

  [[nodiscard]] std::string kind() const override { return "layer_normalization"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] std::vector<Parameter> parameters() const override {
    const std::int64_t channels = shape_.back();
    std::vector<Parameter> parameters;
    if (options_.scale) {
      parameters.push_back({"gamma", {channels}, {options_.gamma_initializer, channels, channels}});
    }
    if (options_.center) {
      parameters.push_back({"beta", {channels}, {options_.beta_initializer, channels, channels}});
    }
    return parameters;
  }
  /// z, and 1 / sqrt(v + epsilon) of every row behind it.
  [[nodiscard]] std::size_t saved_size(int batch) const override {
    return static_cast<std::size_t>((shape_.size() + rows_) * batch);
  }
  void forward(const Frame<double>& frame) const override { normalize(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { normalize(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  template <class T>
  void normalize(const Frame<T>& frame) const {
    split_if_worth(frame.team, static_cast<int>(rows_) * frame.batch, 1, row_nanoseconds(),
                   [&](int first, int last) {
                     for (int row = first; row < last; ++row) normalize_row(frame, row);
                   });
  }
  template <class T>
  void normalize_row(const Frame<T>& frame, int row) const {
    const T* const x = frame.inputs[0] + offset(row);
    T* const z = frame.saved + offset(row);
    T* const y = frame.output + offset(row);
    const auto count = static_cast<T>(channels_);
    const T mean = simd::sum(
                       channels_, [](auto x_c) { return x_c; }, x) /
                   count;
    const auto centered = [mean](auto x_c) { return x_c - mean; };
    const T variance = simd::sum(
                           channels_, [&](auto x_c) { return centered(x_c) * centered(x_c); }, x) /
                       count;
    const T scale = 1 / simd::sqrt(variance + static_cast<T>(options_.epsilon));
    simd::map(
        channels_, z, [&](auto x_c) { return centered(x_c) * scale; }, x);
    inverses(frame)[row] = scale;
    std::copy_n(z, channels_, y);
    const T* const present = y;
    if (options_.scale) {
      simd::map(
          channels_, y, [](auto y_c, auto gamma) { return y_c * gamma; }, present, frame.parameters[0]);
    }
    if (options_.center) {
      simd::map(
          channels_, y, [](auto y_c, auto beta) { return y_c + beta; }, present, frame.parameters[beta()]);
    }
  }

  template <class T>
  void propagate(const Frame<T>& frame) const {
    const int rows = static_cast<int>(rows_) * frame.batch;
    split_if_worth(frame.team, static_cast<int>(channels_), kValueGrain, 2 * kValueNanoseconds * rows,
                   [&](int first, int last) { add_slopes(frame, rows, first, last); });
    if (frame.input_gradients[0] == nullptr) return;
    split_if_worth(frame.team, rows, 1, row_nanoseconds(), [&](int first, int last) {
      for (int row = first; row < last; ++row) propagate_row(frame, row);
    });
  }
  /// dbeta and dgamma of the channels first to last, row after row.
  template <class T>
  void add_slopes(const Frame<T>& frame, int rows, int first, int last) const {
    const auto count = static_cast<std::size_t>(last - first);
    for (int row = 0; row < rows; ++row) {
      const T* const z = frame.saved + offset(row) + first;
      const T* const dy = frame.output_gradient + offset(row) + first;
      if (options_.center) {
        T* const dbeta = frame.parameter_gradients[beta()] + first;
        const T* const sum = dbeta;
        simd::map(
            count, dbeta, [](auto a, auto b) { return a + b; }, sum, dy);
      }
      if (options_.scale) {
        T* const dgamma = frame.parameter_gradients[0] + first;
        const T* const sum = dgamma;
        simd::map(
            count, dgamma, [](auto a, auto z_c, auto dy_c) { return a + z_c * dy_c; }, sum, z, dy);
      }
    }
  }
  template <class T>
  void propagate_row(const Frame<T>& frame, int row) const {
    const T* const z = frame.saved + offset(row);
    T* const dx = frame.input_gradients[0] + offset(row);
    const T* g = frame.output_gradient + offset(row);
    const auto count = static_cast<T>(channels_);
    if (options_.scale) {  // g = gamma dy stands where dx will
      simd::map(
          channels_, dx, [](auto gamma, auto dy_c) { return gamma * dy_c; }, frame.parameters[0], g);
      g = dx;
    }
    const T mean = simd::sum(
                       channels_, [](auto g_c) { return g_c; }, g) /
                   count;
    const T along = simd::sum(
                        channels_, [](auto g_c, auto z_c) { return g_c * z_c; }, g, z) /
                    count;
    simd::map(
        channels_, dx,
        [mean, along, scale = inverses(frame)[row]](auto g_c, auto z_c) {
          return (g_c - mean - z_c * along) * scale;
        },
        g, z);
  }

  [[nodiscard]] std::ptrdiff_t offset(int row) const { return row * static_cast<std::ptrdiff_t>(channels_); }
  /// 1 / sqrt(v + epsilon) of every row.
  template <class T>
  [[nodiscard]] T* inverses(const Frame<T>& frame) const {
    return frame.saved + shape_.size() * frame.batch;
  }
  [[nodiscard]] double row_nanoseconds() const {
    return 4 * kValueNanoseconds * static_cast<double>(channels_);
  }
  /// The place of beta among the parameters.
  [[nodiscard]] std::size_t beta() const { return options_.scale ? 1 : 0; }

  LayerNormalizationOptions options_;
  Shape shape_;
  std::size_t channels_;
  std::int64_t rows_;
};

}  // namespace

std::unique_ptr<Op> make_layer_normalization(const LayerNormalizationOptions& options, const Shape& input) {
  return std::make_unique<LayerNormalization>(options, input);
}

}  // namespace glassbox
