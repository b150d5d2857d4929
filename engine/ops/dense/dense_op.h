#pragma once

#include "engine/ops/dense/dense.h"

namespace glassbox {

class Dense final : public Op {
 public:
  Dense(const DenseOptions& options, const Shape& input);

  [[nodiscard]] std::string kind() const override { return "dense"; }
  [[nodiscard]] Shape output_shape() const override { return {units_}; }
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] double multiply_adds() const override { return static_cast<double>(inputs_) * units_; }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  DenseOptions options_;
  int inputs_;
  int units_;
};

}  // namespace glassbox
