#pragma once

#include <vector>

#include "engine/ops/conv2d/conv2d.h"
#include "engine/ops/conv2d/convolution.h"

namespace glassbox {

class Conv2D final : public Op {
 public:
  Conv2D(const Conv2DOptions& options, const Shape& input);

  [[nodiscard]] std::string kind() const override { return "conv2d"; }
  [[nodiscard]] Shape output_shape() const override {
    return {window_.rows.output, window_.columns.output, options_.filters};
  }
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::size_t scratch_size(int /*batch*/) const override { return convolution_.scratch_size(); }
  [[nodiscard]] double multiply_adds() const override { return convolution_.multiply_adds(); }
  void choose(const FastPaths& paths) override { convolution_.choose(paths); }
  [[nodiscard]] Fused fuse(std::span<const Op* const> followers) const override;

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

  [[nodiscard]] const Shape& input_shape() const { return input_; }
  [[nodiscard]] const Convolution& convolution() const { return convolution_; }
  template <class T>
  [[nodiscard]] const T* bias(const Frame<T>& frame) const {
    return options_.use_bias ? frame.parameters[1] : nullptr;
  }
  template <class T>
  [[nodiscard]] Convolution::Gradients<T> gradients(const Frame<T>& frame) const {
    return {frame.parameter_gradients[0], options_.use_bias ? frame.parameter_gradients[1] : nullptr,
            frame.input_gradients[0]};
  }

 private:
  Conv2DOptions options_;
  Shape input_;
  Window2D window_;
  Convolution convolution_;
};

}  // namespace glassbox
