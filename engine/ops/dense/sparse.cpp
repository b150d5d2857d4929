#include <algorithm>
#include <array>
#include <numeric>

#include "engine/ops/dense/dense_op.h"
#include "engine/simd/vector.h"

// A drawn digit is about one fifth ink: the rows of W that meet a pixel without ink need not be read, and
// what ReLU or dropout has put to zero is passed over in the same way. forward() lists, sample by sample, the
// inputs that are not zero; from these lists backward() makes those of the samples that a row of dW meets.
namespace glassbox {
namespace {

using simd::kFloatsOfTerm;
using simd::Term;

// With a larger share of values that are not zero the matrix product, which reads W once for six samples, is
// faster.
constexpr double kDense = 0.4;
// With fewer units a list of values costs more than it spares.
constexpr int kUnits = 4 * simd::kLanes;
// Values of W that are met by all samples before the next ones: they stay in the second-level cache.
constexpr int kCached = 1 << 17;
// Rows of dW whose samples are listed together: as many as have room for so many terms, but kFewest.
constexpr int kRoom = 1 << 15;
constexpr int kFewest = 16;
constexpr int kMost = 1024;

/// The first term of those, in the order of their offsets, that is not before `row`.
const Term* first_from(std::span<const Term> terms, int row) {
  return std::ranges::lower_bound(terms, row, {}, &Term::offset).base();
}

}  // namespace

bool Dense::may_be_sparse() const {
  return paths_.sparse_input && units_ >= kUnits;
}

/// A list of terms for each sample, and how long each is.
std::size_t Dense::saved_size(int batch) const {
  return may_be_sparse()
             ? static_cast<std::size_t>(batch) * static_cast<std::size_t>(inputs_ * kFloatsOfTerm + 1)
             : 0;
}

/// Grows evenly with the batch, as all sizes of an op do.
std::size_t Dense::scratch_size(int batch) const {
  constexpr std::size_t kOfSample = std::max(kCopied, kFewest * kFloatsOfTerm);
  const std::size_t of_part = may_be_sparse() ? kRoom * kFloatsOfTerm : 0;
  return Team::kMostParts * (of_part + kOfSample * static_cast<std::size_t>(batch));
}

Dense::Lists Dense::lists(const Frame<float>& frame) const {
  auto* const terms = reinterpret_cast<Term*>(frame.saved);
  return {terms, reinterpret_cast<std::int32_t*>(terms + std::ptrdiff_t{frame.batch} * inputs_), inputs_};
}

void Dense::list_inputs(const Frame<float>& frame) const {
  const Lists lists = this->lists(frame);
  split(frame.team, frame.batch, 1, [&](int first, int last) {
    for (int n = first; n < last; ++n) {
      const std::ptrdiff_t at = std::ptrdiff_t{n} * inputs_;
      lists.lengths[n] = simd::list_terms(frame.inputs[0] + at, inputs_, 1, lists.terms + at);
    }
  });
}

bool Dense::is_sparse(const Frame<float>& frame) const {
  if (!may_be_sparse()) return false;
  const std::int32_t* const lengths = lists(frame).lengths;
  return std::accumulate(lengths, lengths + frame.batch, 0) < kDense * frame.batch * inputs_;
}

void Dense::sparse_forward(const Frame<float>& frame) const {
  const Lists lists = this->lists(frame);
  const simd::RowSum row(units_, units_);
  const int block = std::max(kCached / units_, 1);
  split(frame.team, frame.batch, 1, [&](int first, int last) {
    for (int i = 0; i < inputs_; i += block) {
      for (int n = first; n < last; ++n) {
        const Term* const begin = first_from(lists.of(n), i);
        const auto number = static_cast<int>(first_from(lists.of(n), i + block) - begin);
        const float* const bias = options_.use_bias ? frame.parameters[1] : nullptr;
        float* const y = frame.output + std::ptrdiff_t{n} * units_;
        row.add(begin, number, frame.parameters[0], i == 0 ? bias : y, y);
      }
    }
  });
}

// Row i of dW is the sum of dy over the samples, each times the sample's x[i].
void Dense::sparse_kernel_gradient(const Frame<float>& frame) const {
  const Lists lists = this->lists(frame);
  const simd::RowSum row(units_, units_);
  const int group = std::clamp(kRoom / frame.batch, kFewest, kMost);
  split(frame.team, inputs_, kFewest, [&](int first, int last, int part) {
    auto* const terms = reinterpret_cast<Term*>(
        frame.scratch +
        part * (std::ptrdiff_t{kRoom} + std::ptrdiff_t{kFewest} * frame.batch) * kFloatsOfTerm);
    for (int i = first; i < last; i += group) {
      const int end = std::min(i + group, last);
      std::array<int, kMost> numbers{};
      for (int n = 0; n < frame.batch; ++n) {
        const Term* const behind = lists.of(n).data() + lists.of(n).size();
        for (const Term* x = first_from(lists.of(n), i); x != behind && x->offset < end; ++x) {
          const int k = x->offset - i;
          terms[k * frame.batch + numbers[static_cast<std::size_t>(k)]++] = {n, x->value};
        }
      }
      for (int k = 0; k < end - i; ++k) {
        row.add(terms + std::ptrdiff_t{k} * frame.batch, numbers[static_cast<std::size_t>(k)],
                frame.output_gradient, nullptr,
                frame.parameter_gradients[0] + std::ptrdiff_t{i + k} * units_);
      }
    }
  });
}

}  // namespace glassbox
