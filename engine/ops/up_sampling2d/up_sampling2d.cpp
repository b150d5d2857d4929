#include "engine/ops/up_sampling2d/up_sampling2d.h"

#include <algorithm>

#include "engine/simd/map.h"

namespace glassbox {
namespace {

class UpSampling2D final : public Op {
 public:
  UpSampling2D(const std::array<std::int64_t, 2>& size, const Shape& input) : size_(size), input_(input) {}

  [[nodiscard]] std::string kind() const override { return "up_sampling2d"; }
  [[nodiscard]] Shape output_shape() const override {
    return {input_[0] * size_[0], input_[1] * size_[1], input_[2]};
  }
  void forward(const Frame<double>& frame) const override { spread(frame); }
  void backward(const Frame<double>& frame) const override { gather(frame); }
  void forward(const Frame<float>& frame) const override { spread(frame); }
  void backward(const Frame<float>& frame) const override { gather(frame); }

 private:
  template <class T>
  void spread(const Frame<T>& frame) const {
    const std::int64_t channels = input_[2];
    const std::int64_t row_size = input_[1] * size_[1] * channels;
    const T* x = frame.inputs[0];
    T* y = frame.output;
    for (std::int64_t row = 0; row < input_[0] * frame.batch; ++row) {
      const T* const first = y;
      for (std::int64_t column = 0; column < input_[1]; ++column, x += channels) {
        for (std::int64_t copy = 0; copy < size_[1]; ++copy) y = std::copy_n(x, channels, y);
      }
      for (std::int64_t copy = 1; copy < size_[0]; ++copy) y = std::copy_n(first, row_size, y);
    }
  }
  template <class T>
  void gather(const Frame<T>& frame) const {
    if (frame.input_gradients[0] == nullptr) return;
    const std::int64_t channels = input_[2];
    const auto count = static_cast<std::size_t>(channels);
    const T* dy = frame.output_gradient;
    T* dx = frame.input_gradients[0];
    const std::int64_t row_size = input_[1] * channels;
    std::fill_n(dx, row_size * input_[0] * frame.batch, T{0});
    for (std::int64_t row = 0; row < input_[0] * frame.batch; ++row, dx += row_size) {
      for (std::int64_t copy = 0; copy < size_[0]; ++copy) {
        for (std::int64_t column = 0; column < input_[1] * size_[1]; ++column, dy += channels) {
          T* cell = dx + column / size_[1] * channels;
          const T* const sum = cell;
          simd::map(
              count, cell, [](auto a, auto b) { return a + b; }, sum, dy);
        }
      }
    }
  }

  std::array<std::int64_t, 2> size_;
  Shape input_;
};

}  // namespace

std::unique_ptr<Op> make_up_sampling2d(const std::array<std::int64_t, 2>& size, const Shape& input) {
  return std::make_unique<UpSampling2D>(size, input);
}

}  // namespace glassbox
