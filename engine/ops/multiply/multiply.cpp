#include "engine/ops/multiply/multiply.h"

#include <algorithm>

#include "engine/ops/parallel_map.h"

namespace glassbox {
namespace {

class Multiply final : public Op {
 public:
  explicit Multiply(const Shape& shape) : shape_(shape) {}

  [[nodiscard]] std::string kind() const override { return "multiply"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Frame<double>& frame) const override { product(frame); }
  void backward(const Frame<double>& frame) const override { distribute(frame); }
  void forward(const Frame<float>& frame) const override { product(frame); }
  void backward(const Frame<float>& frame) const override { distribute(frame); }

 private:
  template <class T>
  void product(const Frame<T>& frame) const {
    std::copy_n(frame.inputs[0], values(frame.batch), frame.output);
    for (const T* input : frame.inputs.subspan(1)) scale(frame, frame.output, input);
  }
  template <class T>
  void distribute(const Frame<T>& frame) const {
    for (std::size_t k = 0; k < frame.input_gradients.size(); ++k) {
      T* gradient = frame.input_gradients[k];
      if (gradient == nullptr) continue;
      std::copy_n(frame.output_gradient, values(frame.batch), gradient);
      for (std::size_t other = 0; other < frame.inputs.size(); ++other) {
        if (other != k) scale(frame, gradient, frame.inputs[other]);
      }
    }
  }
  template <class T>
  void scale(const Frame<T>& frame, T* product, const T* factor) const {
    parallel_map(
        frame.team, values(frame.batch), product, [](auto a, auto b) { return a * b; }, product, factor);
  }
  [[nodiscard]] std::size_t values(int batch) const {
    return static_cast<std::size_t>(shape_.size() * batch);
  }

  Shape shape_;
};

}  // namespace

std::unique_ptr<Op> make_multiply(std::span<const Shape> inputs) {
  return std::make_unique<Multiply>(inputs[0]);
}

}  // namespace glassbox
