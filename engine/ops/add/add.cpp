#include "engine/ops/add/add.h"

#include <algorithm>

#include "engine/ops/parallel_map.h"

namespace glassbox {
namespace {

class Add final : public Op {
 public:
  explicit Add(const Shape& shape) : shape_(shape) {}

  [[nodiscard]] std::string kind() const override { return "add"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Frame<double>& frame) const override { sum(frame); }
  void backward(const Frame<double>& frame) const override { distribute(frame); }
  void forward(const Frame<float>& frame) const override { sum(frame); }
  void backward(const Frame<float>& frame) const override { distribute(frame); }

 private:
  template <class T>
  void sum(const Frame<T>& frame) const {
    const std::size_t count = values(frame.batch);
    std::copy_n(frame.inputs[0], count, frame.output);
    for (const T* input : frame.inputs.subspan(1)) {
      parallel_map(
          frame.team, count, frame.output, [](auto a, auto b) { return a + b; }, frame.output, input);
    }
  }
  template <class T>
  void distribute(const Frame<T>& frame) const {
    for (T* gradient : frame.input_gradients) {
      if (gradient != nullptr) std::copy_n(frame.output_gradient, values(frame.batch), gradient);
    }
  }
  [[nodiscard]] std::size_t values(int batch) const {
    return static_cast<std::size_t>(shape_.size() * batch);
  }

  Shape shape_;
};

}  // namespace

std::unique_ptr<Op> make_add(std::span<const Shape> inputs) {
  return std::make_unique<Add>(inputs[0]);
}

}  // namespace glassbox
