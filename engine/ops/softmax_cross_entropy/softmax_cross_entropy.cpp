#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"

#include "engine/ops/loss_rule.h"
#include "engine/ops/softmax/row.h"

namespace glassbox {
namespace {

/// Calls compare(z, p, row, i, dz) for every sample, with p in the place of its gradient or in the scratch.
template <class T, class Compare>
void for_each_row(const LossFrame<T>& frame, Compare compare) {
  for (int i = 0; i < frame.batch; ++i) {
    const std::ptrdiff_t at = std::ptrdiff_t{i} * frame.size;
    T* const p = frame.gradient != nullptr ? frame.gradient + at : frame.scratch;
    const auto row = softmax_row(frame.size, frame.outputs + at, p);
    frame.losses[i] = compare(i, frame.outputs + at, p, row);
  }
}

struct Sparse {
  static constexpr Link kLink = Link::softmax;
  static constexpr Loss::Target kTarget = Loss::Target::label;

  [[nodiscard]] static std::size_t scratch(int /*batch*/, int size) { return static_cast<std::size_t>(size); }

  template <class T>
  void compute(const LossFrame<T>& frame) const {
    for_each_row(frame, [&](int i, const T* z, T* p, const SoftmaxRow<T>& row) {
      const int label = frame.labels[i];
      const T loss = simd::log(row.sum) - (z[label] - row.largest);
      if (frame.gradient != nullptr) {
        for (int j = 0; j < frame.size; ++j) {
          p[j] = (p[j] - (j == label ? T{1} : T{0})) / static_cast<T>(frame.batch);
        }
      }
      return loss;
    });
  }
};

struct Dense {
  static constexpr Link kLink = Link::softmax;
  static constexpr Loss::Target kTarget = Loss::Target::value;
  bool less_entropy = false;

  [[nodiscard]] static std::size_t scratch(int /*batch*/, int size) { return static_cast<std::size_t>(size); }

  template <class T>
  void compute(const LossFrame<T>& frame) const {
    for_each_row(frame, [&](int i, const T* z, T* p, const SoftmaxRow<T>& row) {
      const T* t = frame.targets + std::ptrdiff_t{i} * frame.size;
      const T log_sum = simd::log(row.sum);
      T loss = 0;
      T whole = 0;
      for (int j = 0; j < frame.size; ++j) {
        whole += t[j];
        if (t[j] == T{0}) continue;
        loss += t[j] * (log_sum - (z[j] - row.largest) + (less_entropy ? simd::log(t[j]) : T{0}));
      }
      if (frame.gradient != nullptr) {
        for (int j = 0; j < frame.size; ++j) p[j] = (p[j] * whole - t[j]) / static_cast<T>(frame.batch);
      }
      return loss;
    });
  }
};

}  // namespace

std::unique_ptr<Loss> make_sparse_categorical_crossentropy() {
  return make_loss_of(Sparse{});
}

std::unique_ptr<Loss> make_categorical_crossentropy() {
  return make_loss_of(Dense{});
}

std::unique_ptr<Loss> make_kl_divergence() {
  return make_loss_of(Dense{.less_entropy = true});
}

}  // namespace glassbox
