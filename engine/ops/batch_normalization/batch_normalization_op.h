#pragma once

#include <array>

#include "engine/base/function_ref.h"
#include "engine/ops/batch_normalization/batch_normalization.h"

namespace glassbox {

class BatchNormalization final : public Op {
 public:
  BatchNormalization(const BatchNormalizationOptions& options, const Shape& input);

  [[nodiscard]] std::string kind() const override { return "batch_normalization"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  /// The channels' mean, variance and factor 1 / sqrt(variance + epsilon).
  [[nodiscard]] std::size_t saved_size(int /*batch*/) const override { return 3 * channels(); }
  [[nodiscard]] std::size_t scratch_size(int /*batch*/) const override {
    return 2 * channels() + 4 * static_cast<std::size_t>(period_);
  }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  [[nodiscard]] std::size_t channels() const { return static_cast<std::size_t>(channels_); }
  [[nodiscard]] std::int64_t rows(int batch) const { return shape_.size() * batch / channels_; }
  template <class T>
  [[nodiscard]] T* means(const Frame<T>& frame) const {
    return frame.saved;
  }
  template <class T>
  [[nodiscard]] T* variances(const Frame<T>& frame) const {
    return frame.saved + channels_;
  }
  template <class T>
  [[nodiscard]] T* factors(const Frame<T>& frame) const {
    return frame.saved + 2 * channels_;
  }

  // simd.cpp
  template <std::size_t Sums, class Term>
  void add_rows(const Frame<float>& frame, const std::array<float*, Sums>& sums, float* room,
                Term term) const;
  void measure(const Frame<float>& frame) const;
  void repeat(float* values) const;
  void split_values(const Frame<float>& frame,
                    FunctionRef<void(std::ptrdiff_t first, std::size_t count)> work) const;
  void move_statistics(const Frame<float>& frame) const;

  BatchNormalizationOptions options_;
  Shape shape_;
  int channels_;
  int period_;        ///< values of the rows that the float path takes for one
  std::size_t beta_;  ///< places among the parameters
  std::size_t moving_mean_;
};

}  // namespace glassbox
