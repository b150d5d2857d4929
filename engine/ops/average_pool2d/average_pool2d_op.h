#pragma once

#include "engine/ops/average_pool2d/average_pool2d.h"

namespace glassbox {

class AveragePool2D final : public Op {
 public:
  AveragePool2D(const Pool2DOptions& options, const Shape& input);

  [[nodiscard]] std::string kind() const override { return "average_pool2d"; }
  [[nodiscard]] Shape output_shape() const override {
    return {window_.rows.output, window_.columns.output, channels_};
  }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  [[nodiscard]] std::int64_t image_size() const {
    return window_.rows.input * window_.columns.input * channels_;
  }
  /// Cells of a window inside the image.
  [[nodiscard]] std::int64_t cells(std::int64_t row, std::int64_t column) const {
    return (window_.rows.end(row) - window_.rows.begin(row)) *
           (window_.columns.end(column) - window_.columns.begin(column));
  }

  /// Samples first to last.
  void average(const Frame<float>& frame, int first, int last) const;
  void distribute(const Frame<float>& frame, int first, int last) const;
  [[nodiscard]] double sample_nanoseconds() const { return 0.5 * static_cast<double>(image_size()); }

  Window2D window_;
  int channels_;
};

}  // namespace glassbox
