#include "engine/ops/subtract/subtract.h"

#include <algorithm>

#include "engine/ops/parallel_map.h"

namespace glassbox {
namespace {

class Subtract final : public Op {
 public:
  explicit Subtract(const Shape& shape) : shape_(shape) {}

  [[nodiscard]] std::string kind() const override { return "subtract"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Frame<double>& frame) const override { difference(frame); }
  void backward(const Frame<double>& frame) const override { distribute(frame); }
  void forward(const Frame<float>& frame) const override { difference(frame); }
  void backward(const Frame<float>& frame) const override { distribute(frame); }

 private:
  template <class T>
  void difference(const Frame<T>& frame) const {
    parallel_map(
        frame.team, values(frame.batch), frame.output, [](auto a, auto b) { return a - b; }, frame.inputs[0],
        frame.inputs[1]);
  }
  template <class T>
  void distribute(const Frame<T>& frame) const {
    T* left = frame.input_gradients[0];
    T* right = frame.input_gradients[1];
    if (left != nullptr) std::copy_n(frame.output_gradient, values(frame.batch), left);
    if (right == nullptr) return;
    parallel_map(
        frame.team, values(frame.batch), right, [](auto dy) { return decltype(dy)(0.0F) - dy; },
        frame.output_gradient);
  }
  [[nodiscard]] std::size_t values(int batch) const {
    return static_cast<std::size_t>(shape_.size() * batch);
  }

  Shape shape_;
};

}  // namespace

std::unique_ptr<Op> make_subtract(const Shape& shape) {
  return std::make_unique<Subtract>(shape);
}

}  // namespace glassbox
