#pragma once

#include <memory>

#include "engine/ops/loss.h"

namespace glassbox {

/// A Loss whose formula is written once for both executors: Rule has kLink, kTarget and
/// `template <class T> void compute(const LossFrame<T>&) const`.
template <class Rule>
class RuleLoss final : public Loss {
 public:
  explicit RuleLoss(const Rule& rule) : rule_(rule) {}

  [[nodiscard]] Link link() const override { return Rule::kLink; }
  [[nodiscard]] Target target() const override { return Rule::kTarget; }
  [[nodiscard]] std::size_t scratch_size(int batch, int size) const override {
    if constexpr (requires { rule_.scratch(batch, size); }) return rule_.scratch(batch, size);
    return 0;
  }
  void evaluate(const LossFrame<double>& frame) const override { rule_.compute(frame); }
  void evaluate(const LossFrame<float>& frame) const override { rule_.compute(frame); }

 private:
  Rule rule_;
};

template <class Rule>
std::unique_ptr<Loss> make_loss_of(const Rule& rule) {
  return std::make_unique<RuleLoss<Rule>>(rule);
}

}  // namespace glassbox
