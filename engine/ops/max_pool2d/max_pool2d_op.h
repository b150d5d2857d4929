#pragma once

#include "engine/ops/max_pool2d/max_pool2d.h"

namespace glassbox {

/// Forward keeps, for every output value, which cell won: the reference its place in the input, SIMD its
/// place in the window.
class MaxPool2D final : public Op {
 public:
  MaxPool2D(const Pool2DOptions& options, const Shape& input);

  [[nodiscard]] const Pool2DOptions& options() const { return options_; }
  [[nodiscard]] std::string kind() const override { return "max_pool2d"; }
  [[nodiscard]] Shape output_shape() const override {
    return {window_.rows.output, window_.columns.output, channels_};
  }
  [[nodiscard]] std::size_t saved_size(int batch) const override {
    return static_cast<std::size_t>(output_shape().size() * batch);
  }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  [[nodiscard]] std::int64_t image_size() const {
    return window_.rows.input * window_.columns.input * channels_;
  }

  Pool2DOptions options_;
  Window2D window_;
  int channels_;
};

}  // namespace glassbox
