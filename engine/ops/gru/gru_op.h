#pragma once

#include "engine/ops/gru/gru.h"
#include "engine/ops/recurrent/recurrent_op.h"

namespace glassbox {

class Gru final : public Recurrent {
 public:
  Gru(const RecurrentOptions& options, const Shape& input) : Recurrent(options, input, 3) {}

  [[nodiscard]] std::string kind() const override { return "gru"; }
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::size_t saved_size(int batch) const override {
    return values(batch, width_) + 2 * values(batch, units_);
  }
  [[nodiscard]] std::size_t scratch_size(int batch) const override {
    return 2 * values(batch, width_) + static_cast<std::size_t>(batch) * units();
  }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  /// For every step: the gates, e_g and h(t-1).
  template <class T>
  struct Saved {
    T* gates;
    T* candidate_state;
    T* previous;
  };
  template <class T>
  [[nodiscard]] Saved<T> saved(const Frame<T>& frame) const {
    T* const candidate_state = frame.saved + values(frame.batch, width_);
    return {frame.saved, candidate_state, candidate_state + values(frame.batch, units_)};
  }
};

}  // namespace glassbox
