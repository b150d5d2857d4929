#include "engine/ops/softmax/softmax.h"

#include "engine/ops/softmax/row.h"

namespace glassbox {
namespace {

class Softmax final : public Op {
 public:
  explicit Softmax(const Shape& shape)
      : shape_(shape), classes_(static_cast<int>(shape.back())), rows_(shape.size() / shape.back()) {}

  [[nodiscard]] std::string kind() const override { return "softmax"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Frame<double>& frame) const override { apply(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { apply(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  template <class T>
  void apply(const Frame<T>& frame) const {
    for (std::int64_t row = 0; row < rows_ * frame.batch; ++row) {
      softmax_row(classes_, frame.inputs[0] + row * classes_, frame.output + row * classes_);
    }
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    if (frame.input_gradients[0] == nullptr) return;
    for (std::int64_t row = 0; row < rows_ * frame.batch; ++row) {
      const T* y = frame.output + row * classes_;
      const T* dy = frame.output_gradient + row * classes_;
      T weighted{0};
      for (int i = 0; i < classes_; ++i) weighted += dy[i] * y[i];
      simd::map(
          static_cast<std::size_t>(classes_), frame.input_gradients[0] + row * classes_,
          [weighted](auto dy_i, auto y_i) { return y_i * (dy_i - weighted); }, dy, y);
    }
  }

  Shape shape_;
  int classes_;
  std::int64_t rows_;
};

}  // namespace

std::unique_ptr<Op> make_softmax(const Shape& input) {
  return std::make_unique<Softmax>(input);
}

}  // namespace glassbox
