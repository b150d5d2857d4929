#include "engine/ops/conv2d_transpose/conv2d_transpose.h"

#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

Size2 output_size(const Conv2DTransposeOptions& options, const Shape& input) {
  Size2 size{};
  for (int axis = 0; axis < 2; ++axis) {
    const auto i = static_cast<std::size_t>(axis);
    const std::int64_t stride = options.strides[i];
    const std::int64_t overlap = std::max<std::int64_t>(options.kernel_size[i] - stride, 0);
    size[i] = input[axis] * stride + (options.padding == Padding::valid ? overlap : 0);
  }
  return size;
}

class Conv2DTranspose final : public Op {
 public:
  Conv2DTranspose(const Conv2DTransposeOptions& options, const Shape& input)
      : options_(options),
        channels_(input[2]),
        size_(output_size(options, input)),
        convolution_(make_window(size_[0], size_[1], options.kernel_size, options.strides, options.padding),
                     options.filters, channels_) {}

  [[nodiscard]] std::string kind() const override { return "conv2d_transpose"; }
  [[nodiscard]] Shape output_shape() const override { return {size_[0], size_[1], options_.filters}; }
  [[nodiscard]] std::vector<Parameter> parameters() const override {
    const auto [height, width] = options_.kernel_size;
    const std::int64_t filters = options_.filters;
    const std::int64_t cells = height * width;
    std::vector<Parameter> parameters{{"kernel",
                                       {height, width, filters, channels_},
                                       {options_.kernel_initializer, cells * filters, cells * channels_}}};
    if (options_.use_bias) {
      parameters.push_back({"bias", {filters}, {options_.bias_initializer, filters, filters}});
    }
    return parameters;
  }
  [[nodiscard]] std::size_t scratch_size(int /*batch*/) const override { return convolution_.scratch_size(); }
  [[nodiscard]] double multiply_adds() const override { return convolution_.multiply_adds(); }

  void choose(const FastPaths& paths) override { convolution_.choose(paths); }

  void forward(const Frame<double>& frame) const override {
    convolution_.backward(frame.batch, nullptr, frame.parameters[0], frame.inputs[0],
                          {.images = frame.output});
    add_bias(frame);
  }
  void backward(const Frame<double>& frame) const override {
    const double* const dy = frame.output_gradient;
    convolution_.backward(frame.batch, dy, nullptr, frame.inputs[0],
                          {.kernel = frame.parameter_gradients[0]});
    add_bias_gradient(frame);
    if (frame.input_gradients[0] == nullptr) return;
    convolution_.forward(frame.batch, dy, frame.parameters[0], nullptr, frame.input_gradients[0]);
  }
  void forward(const Frame<float>& frame) const override {
    convolution_.backward(frame.batch, nullptr, frame.parameters[0], frame.inputs[0],
                          {.images = frame.output}, {frame.scratch, frame.team});
    add_bias(frame);
  }
  void backward(const Frame<float>& frame) const override {
    const Convolution::Workspace workspace{frame.scratch, frame.team};
    const float* const dy = frame.output_gradient;
    convolution_.backward(frame.batch, dy, nullptr, frame.inputs[0], {.kernel = frame.parameter_gradients[0]},
                          workspace);
    add_bias_gradient(frame);
    if (frame.input_gradients[0] == nullptr) return;
    const float* const no_bias = nullptr;
    convolution_.forward(frame.batch, dy, frame.parameters[0], no_bias, frame.input_gradients[0], workspace);
  }

 private:
  template <class T>
  void add_bias(const Frame<T>& frame) const {
    if (!options_.use_bias) return;
    const int filters = static_cast<int>(options_.filters);
    const T* const bias = frame.parameters[1];
    T* y = frame.output;
    for (std::int64_t p = 0; p < cells(frame.batch); ++p, y += filters) {
      simd::map(
          static_cast<std::size_t>(filters), y, [](auto sum, auto b) { return sum + b; }, y, bias);
    }
  }
  template <class T>
  void add_bias_gradient(const Frame<T>& frame) const {
    if (!options_.use_bias) return;
    simd::add_column_sums(static_cast<int>(cells(frame.batch)), static_cast<int>(options_.filters),
                          frame.output_gradient, frame.parameter_gradients[1]);
  }
  [[nodiscard]] std::int64_t cells(int batch) const { return batch * size_[0] * size_[1]; }

  Conv2DTransposeOptions options_;
  std::int64_t channels_;
  Size2 size_;
  Convolution convolution_;
};

}  // namespace

std::unique_ptr<Op> make_conv2d_transpose(const Conv2DTransposeOptions& options, const Shape& input) {
  return std::make_unique<Conv2DTranspose>(options, input);
}

}  // namespace glassbox
