#pragma once

#include "engine/ops/conv2d/conv2d.h"

namespace glassbox {

class Conv2D final : public Op {
 public:
  Conv2D(const Conv2DOptions& options, const Shape& input);

  [[nodiscard]] std::string kind() const override { return "conv2d"; }
  [[nodiscard]] Shape output_shape() const override {
    return {window_.rows.output, window_.columns.output, filters_};
  }
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::size_t scratch_size(int batch) const override;
  [[nodiscard]] double multiply_adds() const override {
    return static_cast<double>(positions()) * static_cast<double>(taps()) * filters_;
  }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  [[nodiscard]] int positions() const { return static_cast<int>(window_.positions()); }
  /// Cells of one window, channels included: the depth of the product that a convolution is.
  [[nodiscard]] int taps() const { return static_cast<int>(tap_offsets_.size()); }
  [[nodiscard]] std::ptrdiff_t image_size() const {
    return static_cast<std::ptrdiff_t>(window_.rows.input * window_.columns.input) * channels_;
  }
  [[nodiscard]] std::ptrdiff_t padded_size() const {
    return static_cast<std::ptrdiff_t>(window_.rows.padded() * window_.columns.padded()) * channels_;
  }
  void pad(int samples, const float* images, float* padded) const;
  void crop(int samples, const float* padded, float* images) const;
  void add_patch(const float* patch, float* image) const;

  Conv2DOptions options_;
  Window2D window_;
  int channels_;
  int filters_;
  int group_;  ///< samples that one product takes together
  std::vector<std::int32_t>
      position_offsets_;  ///< of the window's first cell, for every position of a group's padded images
  std::vector<std::int32_t> tap_offsets_;  ///< of each cell of a window from its first
};

}  // namespace glassbox
