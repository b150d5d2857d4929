#include "engine/ops/activation/activation.h"

#include "engine/ops/activation/functions.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

template <class Function>
class Activation final : public Op {
 public:
  explicit Activation(const Shape& shape) : shape_(shape) {}

  [[nodiscard]] std::string kind() const override { return "activation"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Frame<double>& frame) const override { apply(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { apply(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  template <class T>
  void apply(const Frame<T>& frame) const {
    simd::map(
        values(frame.batch), frame.output, [](auto x) { return Function::value(x); }, frame.inputs[0]);
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    if (frame.input_gradients[0] == nullptr) return;
    const T* output = frame.output;
    simd::map(
        values(frame.batch), frame.input_gradients[0],
        [](auto dy, auto y) { return dy * Function::slope(y); }, frame.output_gradient, output);
  }
  [[nodiscard]] std::size_t values(int batch) const {
    return static_cast<std::size_t>(shape_.size() * batch);
  }

  Shape shape_;
};

}  // namespace

std::unique_ptr<Op> make_activation(std::string_view name, const Shape& input) {
  using namespace activations;
  if (name == Relu::kName) return std::make_unique<Activation<Relu>>(input);
  if (name == Tanh::kName) return std::make_unique<Activation<Tanh>>(input);
  if (name == Sigmoid::kName) return std::make_unique<Activation<Sigmoid>>(input);
  return nullptr;
}

}  // namespace glassbox
