#include <algorithm>
#include <array>
#include <bit>

#include "engine/ops/dense/dense_op.h"
#include "engine/simd/terms.h"
#include "engine/simd/vector.h"

// A drawn digit is about one fifth ink: the rows of W that meet a pixel without ink need not be read, and
// what ReLU or dropout has put to zero is passed over in the same way.
namespace glassbox {
namespace {

using simd::Term;

// With a larger share of values that are not zero the matrix product, which reads W once for six samples, is
// faster.
constexpr double kDense = 0.4;
// With fewer units a list of values costs more than it spares.
constexpr int kUnits = 4 * simd::kLanes;
// Values of W that are met by all samples before the next ones.
constexpr int kCached = 16384;
// Inputs that are listed together: a few cache lines of every sample.
constexpr int kListed = 16;

Term* terms_of(float* scratch) {
  return reinterpret_cast<Term*>(scratch);
}

constexpr std::ptrdiff_t kFloatsOfTerm = sizeof(Term) / sizeof(float);

}  // namespace

/// Grows evenly with the batch, as all sizes of an op do.
std::size_t Dense::scratch_size(int batch) const {
  constexpr int kOfSample = std::max(kCopied, static_cast<int>(kListed * kFloatsOfTerm));
  const std::size_t of_row = units_ < kUnits ? 0 : static_cast<std::size_t>(inputs_ * kFloatsOfTerm);
  return Team::kMostParts * (of_row + static_cast<std::size_t>(kOfSample) * static_cast<std::size_t>(batch));
}

bool Dense::is_sparse(const Frame<float>& frame) const {
  if (!paths_.sparse_input || units_ < kUnits) return false;
  const int values = frame.batch * inputs_;
  return simd::count_nonzero(frame.inputs[0], values) < kDense * values;
}

// Goes through W in blocks of rows, which stay in the first-level cache while the samples pass.
void Dense::sparse_forward(const Frame<float>& frame) const {
  const simd::RowSum row(units_);
  const int block = std::clamp(kCached / units_, kListed, inputs_);
  split(frame.team, frame.batch, 1, [&](int first, int last, int part) {
    Term* const terms = terms_of(frame.scratch + std::ptrdiff_t{part} * inputs_ * kFloatsOfTerm);
    for (int i = 0; i < inputs_; i += block) {
      const float* const w = frame.parameters[0] + std::ptrdiff_t{i} * units_;
      for (int n = first; n < last; ++n) {
        float* const y = frame.output + std::ptrdiff_t{n} * units_;
        const float* const bias = options_.use_bias ? frame.parameters[1] : nullptr;
        const int number = simd::list_terms(frame.inputs[0] + std::ptrdiff_t{n} * inputs_ + i,
                                            std::min(block, inputs_ - i), units_, terms);
        row.add(terms, number, w, i == 0 ? bias : y, y);
      }
    }
  });
}

// Row i of dW is the sum of dy over the samples, each times the sample's x[i].
void Dense::sparse_add_kernel_gradient(const Frame<float>& frame) const {
  const int batch = frame.batch;
  const simd::RowSum row(units_);
  split(frame.team, inputs_, kListed, [&](int first, int last, int part) {
    Term* const terms = terms_of(frame.scratch + std::ptrdiff_t{part} * kListed * batch * kFloatsOfTerm);
    for (int i = first; i < last; i += kListed) {
      std::array<Term*, kListed> ends;
      for (int k = 0; k < kListed; ++k) ends[static_cast<std::size_t>(k)] = terms + std::ptrdiff_t{k} * batch;
      for (int n = 0; n < batch; ++n) {
        const float* const x = frame.inputs[0] + std::ptrdiff_t{n} * inputs_ + i;
        simd::for_each_vector(std::min(kListed, last - i), [&](int k, auto lanes) {
          for (unsigned bits = bits_of(!(simd::load_first(x + k, lanes) == simd::Vec(0.0F))); bits != 0;
               bits &= bits - 1) {
            const int at = k + std::countr_zero(bits);
            *ends[static_cast<std::size_t>(at)]++ = {n * units_, x[at]};
          }
        });
      }
      for (int k = 0; k < std::min(kListed, last - i); ++k) {
        const Term* const list = terms + std::ptrdiff_t{k} * batch;
        float* const dw = frame.parameter_gradients[0] + std::ptrdiff_t{i + k} * units_;
        const auto number = static_cast<int>(ends[static_cast<std::size_t>(k)] - list);
        if (number > 0) row.add(list, number, frame.output_gradient, dw, dw);
      }
    }
  });
}

}  // namespace glassbox
