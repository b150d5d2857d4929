#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"

#include "engine/ops/softmax/row.h"

namespace glassbox {
namespace {

class SoftmaxCrossEntropy final : public Loss {
 public:
  double evaluate(int batch, int classes, const double* logits, const std::uint8_t* labels,
                  double* probabilities, double* logits_gradient) const override {
    return sum_losses(batch, classes, logits, labels, probabilities, logits_gradient);
  }
  double evaluate(int batch, int classes, const float* logits, const std::uint8_t* labels,
                  float* probabilities, float* logits_gradient) const override {
    return sum_losses(batch, classes, logits, labels, probabilities, logits_gradient);
  }

 private:
  template <class T>
  static double sum_losses(int batch, int classes, const T* logits, const std::uint8_t* labels,
                           T* probabilities, T* logits_gradient) {
    double losses = 0;
    for (int i = 0; i < batch; ++i) {
      const T* z = logits + static_cast<std::ptrdiff_t>(i) * classes;
      T* p = probabilities + static_cast<std::ptrdiff_t>(i) * classes;
      const auto row = softmax_row(classes, z, p);
      losses += static_cast<double>(simd::log(row.sum) - (z[labels[i]] - row.largest));
      if (logits_gradient == nullptr) continue;
      T* dz = logits_gradient + static_cast<std::ptrdiff_t>(i) * classes;
      for (int j = 0; j < classes; ++j) {
        dz[j] = (p[j] - (j == labels[i] ? T{1} : T{0})) / static_cast<T>(batch);
      }
    }
    return losses;
  }
};

}  // namespace

std::unique_ptr<Loss> make_softmax_cross_entropy() {
  return std::make_unique<SoftmaxCrossEntropy>();
}

}  // namespace glassbox
