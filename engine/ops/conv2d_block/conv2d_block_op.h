#pragma once

#include <memory>
#include <optional>

#include "engine/ops/conv2d/conv2d_op.h"
#include "engine/ops/conv2d_block/conv2d_block.h"
#include "engine/ops/max_pool2d/max_pool2d_op.h"

namespace glassbox {

class Conv2DBlock final : public Op {
 public:
  Conv2DBlock(const Conv2DOptions& options, const Shape& input, const std::optional<Pool2DOptions>& pool);

  [[nodiscard]] std::string kind() const override { return "conv2d_block"; }
  [[nodiscard]] Shape output_shape() const override {
    return pool_ ? pool_->output_shape() : conv2d_.output_shape();
  }
  [[nodiscard]] std::vector<Parameter> parameters() const override { return conv2d_.parameters(); }
  [[nodiscard]] std::size_t saved_size(int batch) const override {
    return pool_ ? pool_->saved_size(batch) : 0;
  }
  [[nodiscard]] std::size_t scratch_size(int batch) const override;
  [[nodiscard]] double multiply_adds() const override { return conv2d_.multiply_adds(); }
  void choose(const FastPaths& paths) override { conv2d_.choose(paths); }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  using Slice = Convolution::Slice;

  [[nodiscard]] const Convolution& convolution() const { return conv2d_.convolution(); }
  [[nodiscard]] std::ptrdiff_t output_size() const {
    return static_cast<std::ptrdiff_t>(output_shape().size());
  }

  [[nodiscard]] std::ptrdiff_t image_size() const {
    return static_cast<std::ptrdiff_t>(conv2d_.input_shape().size());
  }

  // reference.cpp
  struct Parts;
  void run_maps(const Frame<double>& frame, int n, const Parts& parts) const;

  // simd.cpp
  [[nodiscard]] float* room(const Frame<float>& frame, int part) const;
  void pool(const Frame<float>& frame, const Slice& slice) const;
  void mask(const Frame<float>& frame, const Slice& slice) const;
  void unpool(const Frame<float>& frame, const Slice& slice) const;
  const float* maps_gradient(const Frame<float>& frame, const Slice& slice) const;

  Conv2D conv2d_;
  std::unique_ptr<const Op> relu_;
  std::optional<MaxPool2D> pool_;
};

}  // namespace glassbox
