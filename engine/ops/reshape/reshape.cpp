#include "engine/ops/reshape/reshape.h"

#include <algorithm>

namespace glassbox {
namespace {

class Reshape final : public Op {
 public:
  explicit Reshape(const Shape& output) : output_(output) {}

  [[nodiscard]] std::string kind() const override { return "reshape"; }
  [[nodiscard]] Shape output_shape() const override { return output_; }
  void forward(const Frame<double>& frame) const override { copy_forward(frame); }
  void backward(const Frame<double>& frame) const override { copy_backward(frame); }
  void forward(const Frame<float>& frame) const override { copy_forward(frame); }
  void backward(const Frame<float>& frame) const override { copy_backward(frame); }

 private:
  template <class T>
  void copy_forward(const Frame<T>& frame) const {
    std::copy_n(frame.inputs[0], output_.size() * frame.batch, frame.output);
  }
  template <class T>
  void copy_backward(const Frame<T>& frame) const {
    if (frame.input_gradients[0] == nullptr) return;
    std::copy_n(frame.output_gradient, output_.size() * frame.batch, frame.input_gradients[0]);
  }

  Shape output_;
};

}  // namespace

std::unique_ptr<Op> make_reshape(const Shape& output) {
  return std::make_unique<Reshape>(output);
}

}  // namespace glassbox
