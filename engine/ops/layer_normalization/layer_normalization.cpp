#include "engine/ops/layer_normalization/layer_normalization.h"

#include <algorithm>

#include "engine/simd/map.h"

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
  /// g of one row.
  [[nodiscard]] std::size_t scratch_size(int /*batch*/) const override { return channels_; }

  void forward(const Frame<double>& frame) const override { normalize(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { normalize(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  template <class T>
  void normalize(const Frame<T>& frame) const {
    const T* x = frame.inputs[0];
    T* z = frame.saved;
    T* y = frame.output;
    T* inverse = frame.saved + shape_.size() * frame.batch;
    const auto count = static_cast<T>(channels_);
    for (std::int64_t row = 0; row < rows_ * frame.batch; ++row) {
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
      *inverse++ = scale;
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
      x += channels_;
      y += channels_;
      z += channels_;
    }
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    const T* z = frame.saved;
    const T* dy = frame.output_gradient;
    const T* inverse = frame.saved + shape_.size() * frame.batch;
    T* dx = frame.input_gradients[0];
    const auto count = static_cast<T>(channels_);
    for (std::int64_t row = 0; row < rows_ * frame.batch; ++row, z += channels_, dy += channels_, ++inverse) {
      const T* g = dy;
      if (options_.center) {
        T* const dbeta = frame.parameter_gradients[beta()];
        const T* const sum = dbeta;
        simd::map(
            channels_, dbeta, [](auto a, auto b) { return a + b; }, sum, dy);
      }
      if (options_.scale) {
        T* const dgamma = frame.parameter_gradients[0];
        const T* const sum = dgamma;
        simd::map(
            channels_, dgamma, [](auto a, auto z_c, auto dy_c) { return a + z_c * dy_c; }, sum, z, dy);
        simd::map(
            channels_, frame.scratch, [](auto gamma, auto dy_c) { return gamma * dy_c; }, frame.parameters[0],
            dy);
        g = frame.scratch;
      }
      if (dx == nullptr) continue;
      const T mean = simd::sum(
                         channels_, [](auto g_c) { return g_c; }, g) /
                     count;
      const T along = simd::sum(
                          channels_, [](auto g_c, auto z_c) { return g_c * z_c; }, g, z) /
                      count;
      simd::map(
          channels_, dx,
          [mean, along, scale = *inverse](auto g_c, auto z_c) { return (g_c - mean - z_c * along) * scale; },
          g, z);
      dx += channels_;
    }
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
