#include "engine/ops/maxout/maxout.h"

#include <algorithm>
#include <cmath>

namespace glassbox {
namespace {

class Maxout final : public Op {
 public:
  Maxout(std::int64_t pieces, const Shape& input) : pieces_(pieces), units_(input[0] / pieces) {}

  [[nodiscard]] std::string kind() const override { return "maxout"; }
  [[nodiscard]] Shape output_shape() const override { return {units_}; }
  /// The number of each unit's largest piece.
  [[nodiscard]] std::size_t saved_size(int batch) const override {
    return static_cast<std::size_t>(units_ * batch);
  }
  void forward(const Frame<double>& frame) const override { choose(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { choose(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  template <class T>
  void choose(const Frame<T>& frame) const {
    const T* x = frame.inputs[0];
    for (std::int64_t unit = 0; unit < units_ * frame.batch; ++unit, x += pieces_) {
      T largest = x[0];
      std::int64_t winner = 0;
      for (std::int64_t piece = 1; piece < pieces_; ++piece) {
        if (x[piece] > largest || (std::isnan(x[piece]) && !std::isnan(largest))) {
          largest = x[piece];
          winner = piece;
        }
      }
      frame.output[unit] = largest;
      frame.saved[unit] = static_cast<T>(winner);
    }
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    T* dx = frame.input_gradients[0];
    if (dx == nullptr) return;
    std::fill_n(dx, units_ * pieces_ * frame.batch, T{0});
    for (std::int64_t unit = 0; unit < units_ * frame.batch; ++unit, dx += pieces_) {
      dx[static_cast<std::int64_t>(frame.saved[unit])] = frame.output_gradient[unit];
    }
  }

  std::int64_t pieces_;
  std::int64_t units_;
};

}  // namespace

std::unique_ptr<Op> make_maxout(std::int64_t pieces, const Shape& input) {
  return std::make_unique<Maxout>(pieces, input);
}

}  // namespace glassbox
