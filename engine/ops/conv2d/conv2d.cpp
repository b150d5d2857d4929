#include "engine/ops/conv2d/conv2d.h"

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

class Conv2D final : public Op {
 public:
  Conv2D(const Conv2DOptions& options, const Shape& input)
      : options_(options),
        channels_(input[2]),
        groups_(options.depthwise ? channels_ : options.groups),
        window_(conv2d_window(options, input)),
        convolution_(window_, channels_, options.filters, groups_) {}

  [[nodiscard]] std::string kind() const override { return "conv2d"; }
  [[nodiscard]] Shape output_shape() const override {
    return {window_.rows.output, window_.columns.output, options_.filters};
  }
  [[nodiscard]] std::vector<Parameter> parameters() const override {
    const auto [height, width] = options_.kernel_size;
    const std::int64_t filters = options_.filters;
    const Shape kernel = options_.depthwise ? Shape{height, width, channels_, filters / channels_}
                                            : Shape{height, width, channels_ / groups_, filters};
    const std::int64_t cells = height * width;
    std::vector<Parameter> parameters{
        {"kernel", kernel, {options_.kernel_initializer, cells * kernel[2], cells * kernel[3]}}};
    if (options_.use_bias) {
      parameters.push_back({"bias", {filters}, {options_.bias_initializer, filters, filters}});
    }
    return parameters;
  }
  [[nodiscard]] std::size_t scratch_size(int /*batch*/) const override { return convolution_.scratch_size(); }
  [[nodiscard]] double multiply_adds() const override { return convolution_.multiply_adds(); }

  void forward(const Frame<double>& frame) const override { apply(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { apply(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  template <class T>
  void apply(const Frame<T>& frame) const {
    convolution_.forward(frame.batch, frame.inputs[0], frame.parameters[0],
                         options_.use_bias ? frame.parameters[1] : nullptr, frame.output, frame.scratch);
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    const T* const dy = frame.output_gradient;
    convolution_.add_kernel_gradient(frame.batch, frame.inputs[0], dy, frame.parameter_gradients[0],
                                     frame.scratch);
    if (options_.use_bias) {
      simd::add_column_sums(frame.batch * convolution_.positions(), convolution_.filters(), dy,
                            frame.parameter_gradients[1]);
    }
    if (frame.input_gradients[0] != nullptr) {
      convolution_.input_gradient(frame.batch, dy, frame.parameters[0], frame.input_gradients[0],
                                  frame.scratch);
    }
  }

  Conv2DOptions options_;
  std::int64_t channels_;
  std::int64_t groups_;
  Window2D window_;
  Convolution convolution_;
};

}  // namespace

Window2D conv2d_window(const Conv2DOptions& options, const Shape& input) {
  return make_window(input[0], input[1], options.kernel_size, options.strides, options.padding,
                     options.dilation_rate, options.zero_padding);
}

std::unique_ptr<Op> make_conv2d(const Conv2DOptions& options, const Shape& input) {
  return std::make_unique<Conv2D>(options, input);
}

}  // namespace glassbox
