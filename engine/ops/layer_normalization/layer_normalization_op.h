#pragma once

#include "engine/ops/layer_normalization/layer_normalization.h"

namespace glassbox {

class LayerNormalization final : public Op {
 public:
  LayerNormalization(const LayerNormalizationOptions& options, const Shape& input);

  [[nodiscard]] std::string kind() const override { return "layer_normalization"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  /// The mean of every row, and then 1 / sqrt(v + epsilon).
  [[nodiscard]] std::size_t saved_size(int batch) const override {
    return 2 * static_cast<std::size_t>(rows(batch));
  }
  /// For the sums of the slopes that nobody asked for.
  [[nodiscard]] std::size_t scratch_size(int /*batch*/) const override {
    return static_cast<std::size_t>(channels_);
  }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  /// Null where there is none.
  template <class T>
  [[nodiscard]] const T* gamma(const Frame<T>& frame) const {
    return options_.scale ? frame.parameters[0] : nullptr;
  }
  template <class T>
  [[nodiscard]] const T* beta(const Frame<T>& frame) const {
    return options_.center ? frame.parameters[beta_] : nullptr;
  }
  template <class T>
  [[nodiscard]] T* means_of(const Frame<T>& frame) const {
    return frame.saved;
  }
  template <class T>
  [[nodiscard]] T* scales_of(const Frame<T>& frame) const {
    return frame.saved + rows(frame.batch);
  }
  [[nodiscard]] int rows(int batch) const { return rows_ * batch; }
  [[nodiscard]] std::ptrdiff_t offset(int row) const { return std::ptrdiff_t{row} * channels_; }

  // simd.cpp
  template <class Work>
  void split_rows(const Frame<float>& frame, Work work) const;
  void normalize_rows(const Frame<float>& frame, int row, int count) const;
  void add_slopes(const Frame<float>& frame) const;
  void propagate_rows(const Frame<float>& frame, int row, int count) const;

  LayerNormalizationOptions options_;
  Shape shape_;
  int channels_;
  int rows_;          ///< of one sample
  std::size_t beta_;  ///< its place among the parameters
};

}  // namespace glassbox
