#include "engine/ops/dropout/dropout.h"

#include <algorithm>

#include "engine/simd/map.h"

namespace glassbox {
namespace {

class Dropout final : public Op {
 public:
  Dropout(double rate, const Shape& shape) : rate_(rate), shape_(shape) {}

  [[nodiscard]] std::string kind() const override { return "dropout"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  /// The factor of every value.
  [[nodiscard]] std::size_t saved_size(int batch) const override { return values(batch); }
  void forward(const Frame<double>& frame) const override { drop(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { drop(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  template <class T>
  void drop(const Frame<T>& frame) const {
    if (frame.noise == nullptr) {
      std::copy_n(frame.inputs[0], values(frame.batch), frame.output);
      return;
    }
    draw(*frame.noise, values(frame.batch), frame.saved);
    multiply(frame.batch, frame.output, frame.inputs[0], frame.saved);
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    if (frame.input_gradients[0] == nullptr) return;
    if (frame.noise == nullptr) {
      std::copy_n(frame.output_gradient, values(frame.batch), frame.input_gradients[0]);
    } else {
      multiply(frame.batch, frame.input_gradients[0], frame.output_gradient, frame.saved);
    }
  }
  template <class T>
  void multiply(int batch, T* to, const T* from, const T* factors) const {
    simd::map(
        values(batch), to, [](auto a, auto factor) { return a * factor; }, from, factors);
  }
  template <class T>
  void draw(const Random& random, std::size_t count, T* factors) const {
    const auto bound = static_cast<std::uint32_t>(rate_ * 4294967296.0);
    const T kept = static_cast<T>(1 / (1 - rate_));
    for (std::size_t i = 0; i < count; i += 4) {
      const auto bits = random.four_bits(i / 4);
      const std::size_t n = std::min<std::size_t>(4, count - i);
      for (std::size_t k = 0; k < n; ++k) factors[i + k] = bits[k] < bound ? T{0} : kept;
    }
  }
  [[nodiscard]] std::size_t values(int batch) const {
    return static_cast<std::size_t>(shape_.size() * batch);
  }

  double rate_;
  Shape shape_;
};

}  // namespace

std::unique_ptr<Op> make_dropout(double rate, const Shape& input) {
  return std::make_unique<Dropout>(rate, input);
}

}  // namespace glassbox
