#pragma once

#include "engine/ops/lstm/lstm.h"
#include "engine/ops/recurrent/recurrent_op.h"

namespace glassbox {

class Lstm final : public Recurrent {
 public:
  Lstm(const RecurrentOptions& options, const Shape& input) : Recurrent(options, input, 4) {}

  [[nodiscard]] std::string kind() const override { return "lstm"; }
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::size_t saved_size(int batch) const override {
    return values(batch, width_) + 2 * values(batch, units_);
  }
  [[nodiscard]] std::size_t scratch_size(int batch) const override {
    return values(batch, width_) + 2 * static_cast<std::size_t>(batch) * units();
  }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  /// For every step: the gates, h(t-1) and c(t-1).
  template <class T>
  struct Saved {
    T* gates;
    T* previous;
    T* previous_cell;
  };
  template <class T>
  [[nodiscard]] Saved<T> saved(const Frame<T>& frame) const {
    T* const previous = frame.saved + values(frame.batch, width_);
    return {frame.saved, previous, previous + values(frame.batch, units_)};
  }
};

}  // namespace glassbox
