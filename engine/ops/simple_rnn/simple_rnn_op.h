#pragma once

#include "engine/ops/recurrent/recurrent_op.h"
#include "engine/ops/simple_rnn/simple_rnn.h"

namespace glassbox {

class SimpleRnn final : public Recurrent {
 public:
  SimpleRnn(const RecurrentOptions& options, const Shape& input) : Recurrent(options, input, 1) {}

  [[nodiscard]] std::string kind() const override { return "simple_rnn"; }
  [[nodiscard]] std::size_t saved_size(int batch) const override { return 2 * values(batch, units_); }
  [[nodiscard]] std::size_t scratch_size(int batch) const override {
    return values(batch, units_) + static_cast<std::size_t>(batch) * units();
  }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  /// h(t) and h(t-1) for every step.
  template <class T>
  struct Saved {
    T* state;
    T* previous;
  };
  template <class T>
  [[nodiscard]] Saved<T> saved(const Frame<T>& frame) const {
    return {frame.saved, frame.saved + values(frame.batch, units_)};
  }
};

}  // namespace glassbox
