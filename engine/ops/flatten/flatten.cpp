#include "engine/ops/flatten/flatten.h"

#include <algorithm>

namespace glassbox {
namespace {

class Flatten final : public Op {
 public:
  explicit Flatten(const Shape& input) : size_(input.size()) {}

  [[nodiscard]] std::string kind() const override { return "flatten"; }
  [[nodiscard]] Shape output_shape() const override { return {size_}; }
  void forward(const Frame<double>& frame) const override { copy_forward(frame); }
  void backward(const Frame<double>& frame) const override { copy_backward(frame); }
  void forward(const Frame<float>& frame) const override { copy_forward(frame); }
  void backward(const Frame<float>& frame) const override { copy_backward(frame); }

 private:
  template <class T>
  void copy_forward(const Frame<T>& frame) const {
    std::copy_n(frame.inputs[0], size_ * frame.batch, frame.output);
  }
  template <class T>
  void copy_backward(const Frame<T>& frame) const {
    if (frame.input_gradients[0] == nullptr) return;
    std::copy_n(frame.output_gradient, size_ * frame.batch, frame.input_gradients[0]);
  }

  std::int64_t size_;
};

}  // namespace

std::unique_ptr<Op> make_flatten(const Shape& input) {
  return std::make_unique<Flatten>(input);
}

}  // namespace glassbox
