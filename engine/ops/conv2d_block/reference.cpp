#include <array>

#include "engine/ops/conv2d_block/conv2d_block_op.h"

// The parts, one after the other, sample by sample.
namespace glassbox {

/// Where one sample's intermediate results stand.
struct Conv2DBlock::Parts {
  Parts(const Frame<double>& frame, std::ptrdiff_t map_size)
      : maps(frame.scratch),
        active(maps + map_size),
        maps_gradient(active + map_size),
        active_gradient(maps_gradient + map_size) {}

  double* maps;
  double* active;
  double* maps_gradient;
  double* active_gradient;
};

namespace {

Frame<double> frame_of(std::span<const double* const> inputs, double* output) {
  Frame<double> frame;
  frame.batch = 1;
  frame.inputs = inputs;
  frame.output = output;
  return frame;
}

}  // namespace

/// The maps of sample n, and what ReLU makes of them.
void Conv2DBlock::run_maps(const Frame<double>& frame, int n, const Parts& parts) const {
  const std::array<const double*, 1> image{frame.inputs[0] + n * image_size()};
  Frame<double> conv2d = frame_of(image, parts.maps);
  conv2d.parameters = frame.parameters;
  conv2d_.forward(conv2d);
  const std::array<const double*, 1> maps{parts.maps};
  relu_->forward(frame_of(maps, parts.active));
}

void Conv2DBlock::forward(const Frame<double>& frame) const {
  const Parts parts(frame, convolution().map_size());
  for (int n = 0; n < frame.batch; ++n) {
    run_maps(frame, n, parts);
    double* const output = frame.output + n * output_size();
    if (!pool_) {
      std::copy_n(parts.active, output_size(), output);
      continue;
    }
    const std::array<const double*, 1> active{parts.active};
    Frame<double> pool = frame_of(active, output);
    pool.saved = frame.saved + n * output_size();
    pool_->forward(pool);
  }
}

void Conv2DBlock::backward(const Frame<double>& frame) const {
  const Parts parts(frame, convolution().map_size());
  for (int n = 0; n < frame.batch; ++n) {
    run_maps(frame, n, parts);
    const double* active_gradient = frame.output_gradient + n * output_size();
    if (pool_) {
      const std::array<const double*, 1> active{parts.active};
      const std::array<double*, 1> gradients{parts.active_gradient};
      Frame<double> pool = frame_of(active, frame.output + n * output_size());
      pool.saved = frame.saved + n * output_size();
      pool.output_gradient = active_gradient;
      pool.input_gradients = gradients;
      pool_->backward(pool);
      active_gradient = parts.active_gradient;
    }
    const std::array<const double*, 1> maps{parts.maps};
    const std::array<double*, 1> maps_gradients{parts.maps_gradient};
    Frame<double> relu = frame_of(maps, parts.active);
    relu.output_gradient = active_gradient;
    relu.input_gradients = maps_gradients;
    relu_->backward(relu);

    const std::array<const double*, 1> image{frame.inputs[0] + n * image_size()};
    double* const dx = frame.input_gradients[0];
    const std::array<double*, 1> gradients{dx == nullptr ? nullptr : dx + n * image_size()};
    Frame<double> conv2d = frame_of(image, parts.maps);
    conv2d.parameters = frame.parameters;
    conv2d.output_gradient = parts.maps_gradient;
    conv2d.input_gradients = gradients;
    conv2d.parameter_gradients = frame.parameter_gradients;
    conv2d_.backward(conv2d);
  }
}

}  // namespace glassbox
