#include "engine/ops/concatenate/concatenate.h"

#include <algorithm>
#include <vector>

namespace glassbox {
namespace {

class Concatenate final : public Op {
 public:
  explicit Concatenate(std::span<const Shape> inputs) : output_(inputs[0]) {
    const int last = output_.rank() - 1;
    rows_ = inputs[0].size() / inputs[0][last];
    std::int64_t columns = 0;
    for (const Shape& input : inputs) {
      widths_.push_back(input[last]);
      columns += input[last];
    }
    output_ = with_last(inputs[0], columns);
  }

  [[nodiscard]] std::string kind() const override { return "concatenate"; }
  [[nodiscard]] Shape output_shape() const override { return output_; }
  void forward(const Frame<double>& frame) const override { join(frame); }
  void backward(const Frame<double>& frame) const override { split(frame); }
  void forward(const Frame<float>& frame) const override { join(frame); }
  void backward(const Frame<float>& frame) const override { split(frame); }

 private:
  static Shape with_last(const Shape& shape, std::int64_t columns) {
    switch (shape.rank()) {
      case 1:
        return {columns};
      case 2:
        return {shape[0], columns};
      default:
        return {shape[0], shape[1], columns};
    }
  }
  template <class T>
  void join(const Frame<T>& frame) const {
    T* y = frame.output;
    for (std::int64_t row = 0; row < rows_ * frame.batch; ++row) {
      for (std::size_t k = 0; k < widths_.size(); ++k) {
        y = std::copy_n(frame.inputs[k] + row * widths_[k], widths_[k], y);
      }
    }
  }
  template <class T>
  void split(const Frame<T>& frame) const {
    const T* dy = frame.output_gradient;
    for (std::int64_t row = 0; row < rows_ * frame.batch; ++row) {
      for (std::size_t k = 0; k < widths_.size(); ++k) {
        T* dx = frame.input_gradients[k];
        if (dx != nullptr) std::copy_n(dy, widths_[k], dx + row * widths_[k]);
        dy += widths_[k];
      }
    }
  }

  Shape output_;
  std::int64_t rows_ = 1;             ///< of one sample: its size without the last axis
  std::vector<std::int64_t> widths_;  ///< of the inputs' last axis
};

}  // namespace

std::unique_ptr<Op> make_concatenate(std::span<const Shape> inputs) {
  return std::make_unique<Concatenate>(inputs);
}

}  // namespace glassbox
