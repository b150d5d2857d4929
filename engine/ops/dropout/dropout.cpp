#include "engine/ops/dropout/dropout.h"

#include <algorithm>

#include "engine/ops/parallel_map.h"

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
    constexpr double kDrawNanoseconds = 1.5;
    split_if_worth(frame.team, static_cast<int>(values(frame.batch)), kValueGrain, kDrawNanoseconds,
                   [&](int first, int last) { draw(*frame.noise, first, last, frame.saved); });
    multiply(frame, frame.output, frame.inputs[0]);
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    if (frame.input_gradients[0] == nullptr) return;
    if (frame.noise == nullptr) {
      std::copy_n(frame.output_gradient, values(frame.batch), frame.input_gradients[0]);
    } else {
      multiply(frame, frame.input_gradients[0], frame.output_gradient);
    }
  }
  template <class T>
  void multiply(const Frame<T>& frame, T* to, const T* from) const {
    const T* const factors = frame.saved;
    parallel_map(
        frame.team, values(frame.batch), to, [](auto a, auto factor) { return a * factor; }, from, factors);
  }
  /// The factors first to last; four of them share one draw.
  template <class T>
  void draw(const Random& random, int first, int last, T* factors) const {
    const auto bound = static_cast<std::uint32_t>(rate_ * 4294967296.0);
    const T kept = static_cast<T>(1 / (1 - rate_));
    for (int i = first; i < last; i += 4) {
      const auto bits = random.four_bits(static_cast<std::uint64_t>(i / 4));
      const auto n = static_cast<std::size_t>(std::min(4, last - i));
      for (std::size_t k = 0; k < n; ++k)
        factors[static_cast<std::size_t>(i) + k] = bits[k] < bound ? T{0} : kept;
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
