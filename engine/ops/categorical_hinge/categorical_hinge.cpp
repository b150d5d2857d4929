#include "engine/ops/categorical_hinge/categorical_hinge.h"

#include "engine/ops/loss_rule.h"

namespace glassbox {
namespace {

struct CategoricalHinge {
  static constexpr Link kLink = Link::identity;
  static constexpr Loss::Target kTarget = Loss::Target::value;

  template <class T>
  void compute(const LossFrame<T>& frame) const {
    for (int i = 0; i < frame.batch; ++i) {
      const std::ptrdiff_t at = std::ptrdiff_t{i} * frame.size;
      const T* y = frame.outputs + at;
      const T* t = frame.targets + at;
      int wrong = 0;
      T right = 0;
      for (int j = 0; j < frame.size; ++j) {
        if ((T{1} - t[j]) * y[j] > (T{1} - t[wrong]) * y[wrong]) wrong = j;
        right += t[j] * y[j];
      }
      const T margin = T{1} + (T{1} - t[wrong]) * y[wrong] - right;
      const bool inside = margin <= T{0};
      frame.losses[i] = inside ? T{0} : margin;
      if (frame.gradient == nullptr) continue;
      const T share = inside ? T{0} : T{1} / static_cast<T>(frame.batch);
      for (int j = 0; j < frame.size; ++j) {
        frame.gradient[at + j] = ((j == wrong ? T{1} - t[j] : T{0}) - t[j]) * share;
      }
    }
  }
};

}  // namespace

std::unique_ptr<Loss> make_categorical_hinge() {
  return make_loss_of(CategoricalHinge{});
}

}  // namespace glassbox
