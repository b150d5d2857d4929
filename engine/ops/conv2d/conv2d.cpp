#include "engine/ops/conv2d/conv2d.h"

#include "engine/ops/conv2d/conv2d_op.h"

namespace glassbox {
namespace {

// A product wants at least so many rows to fill its tiles; a map with fewer positions takes several samples
// together.
constexpr std::int64_t kRowsWanted = 48;

}  // namespace

Conv2D::Conv2D(const Conv2DOptions& options, const Shape& input)
    : options_(options),
      window_(make_window(input[0], input[1], options.kernel_size, options.strides, options.padding)),
      channels_(static_cast<int>(input[2])),
      filters_(static_cast<int>(options.filters)),
      group_(static_cast<int>((kRowsWanted + window_.positions() - 1) / window_.positions())) {
  const WindowAxis& rows = window_.rows;
  const WindowAxis& columns = window_.columns;
  const std::int64_t row_stride = columns.padded() * channels_;
  for (int n = 0; n < group_; ++n) {
    for (std::int64_t i = 0; i < rows.output; ++i) {
      for (std::int64_t j = 0; j < columns.output; ++j) {
        const std::int64_t cell = i * rows.stride * row_stride + j * columns.stride * channels_;
        position_offsets_.push_back(static_cast<std::int32_t>(n * padded_size() + cell));
      }
    }
  }
  for (std::int64_t u = 0; u < rows.window; ++u) {
    for (std::int64_t cell = 0; cell < columns.window * channels_; ++cell) {
      tap_offsets_.push_back(static_cast<std::int32_t>(u * row_stride + cell));
    }
  }
}

std::vector<Parameter> Conv2D::parameters() const {
  const auto [height, width] = options_.kernel_size;
  const std::int64_t cells = height * width;
  std::vector<Parameter> parameters{
      {"kernel",
       {height, width, channels_, filters_},
       {options_.kernel_initializer, cells * channels_, cells * filters_, filters_}}};
  if (options_.use_bias) {
    parameters.push_back({"bias", {filters_}, {options_.bias_initializer, filters_, filters_}});
  }
  return parameters;
}

std::unique_ptr<Op> make_conv2d(const Conv2DOptions& options, const Shape& input) {
  return std::make_unique<Conv2D>(options, input);
}

}  // namespace glassbox
