#include "engine/ops/dropout/dropout.h"

#include <algorithm>
#include <array>

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
  /// The factors first to last. Eight of them share one draw, 16 bits each, so that the rate is a multiple of
  /// 1 / 65536.
  template <class T>
  void draw(const Random& random, int first, int last, T* factors) const {
    constexpr int kOfDraw = 8;
    const auto bound = static_cast<std::uint32_t>(rate_ * 65536.0 + 0.5);
    const T kept = static_cast<T>(1 / (1 - rate_));
    constexpr std::size_t kDraws = 16;
    std::array<std::array<std::uint32_t, 4>, kDraws> draws;
    std::array<T, kDraws * kOfDraw> drawn;
    for (int i = first; i < last; i += static_cast<int>(drawn.size())) {
      random.fill_bits(static_cast<std::uint64_t>(i / kOfDraw), draws);
      T* factor = drawn.data();
      for (const auto& words : draws) {
        for (const std::uint32_t word : words) {
          *factor++ = (word & 0xFFFFU) < bound ? T{0} : kept;
          *factor++ = (word >> 16) < bound ? T{0} : kept;
        }
      }
      std::copy_n(drawn.begin(), std::min(static_cast<int>(drawn.size()), last - i), factors + i);
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
