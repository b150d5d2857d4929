#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/vector.h"

// After a 2x2 max pooling at most one gradient in four is not zero, fewer where ReLU was at rest. What is not
// is listed: by filter for the gradient of the kernel, by position for that of the images. Both then are sums
// of rows, since a window's taps, and a filter's weights, lie side by side in the turned kernel (filters,
// taps).
namespace glassbox {
namespace {

// With a larger share of gradients the matrix product, which reads without lists, is faster.
constexpr double kDense = 0.4;
// With fewer taps a list costs more than it spares.
constexpr int kTaps = 4 * simd::kLanes;

}  // namespace

bool Convolution::may_be_sparse_gradient() const {
  return paths_.sparse_gradient && groups_ == 1 && taps() >= kTaps;
}

bool Convolution::is_sparse_gradient(int samples, const float* dy) const {
  if (!may_be_sparse_gradient()) return false;
  const auto gradients = static_cast<int>(samples * map_size());
  return simd::count_nonzero(dy, gradients) < kDense * gradients;
}

/// turned[f][tap] = w[tap][f]
void Convolution::turn_kernel(const float* w, float* turned) const {
  for (int f = 0; f < filters_; ++f) {
    for (int tap = 0; tap < taps(); ++tap) *turned++ = w[std::ptrdiff_t{tap} * filters_ + f];
  }
}

void Convolution::add_turned(const float* turned, float* dw) const {
  for (int f = 0; f < filters_; ++f) {
    for (int tap = 0; tap < taps(); ++tap) dw[std::ptrdiff_t{tap} * filters_ + f] += *turned++;
  }
}

/// turned_dw[f] += the sum of the windows, each times the gradient at its position. `terms` has room for
/// every position of every filter, `numbers` for one of each filter.
void Convolution::sparse_add_kernel_gradient(int samples, const float* images, const float* dy,
                                             float* turned_dw, simd::Term* terms, int* numbers) const {
  const int rows = samples * positions();
  const auto list_of = [&](int f) { return terms + std::ptrdiff_t{f} * samples_ * positions(); };
  std::fill_n(numbers, filters_, 0);
  for (int p = 0; p < rows; ++p, dy += filters_) {
    for (int f = 0; f < filters_; ++f) {  // without a branch, which nobody could foretell
      list_of(f)[numbers[f]] = {position_offsets_[static_cast<std::size_t>(p)], dy[f]};
      numbers[f] += simd::is_zero(dy[f]) ? 0 : 1;
    }
  }
  const int run = run_of_taps();
  const simd::RowSum row_of_taps(run);
  for (int tap = 0; tap < taps(); tap += run) {
    const float* const windows = images + tap_offsets_[static_cast<std::size_t>(tap)];
    for (int f = 0; f < filters_; ++f) {
      float* const sums = turned_dw + std::ptrdiff_t{f} * taps() + tap;
      row_of_taps.add(list_of(f), numbers[f], windows, sums, sums);
    }
  }
}

/// Adds to every window of the images the sum of the filters, each times its gradient at that position.
void Convolution::sparse_add_input_gradient(int samples, const float* dy, const float* turned_w,
                                            float* images, simd::Term* terms) const {
  const int run = run_of_taps();
  const simd::RowSum row_of_taps(run);
  const simd::Places rows{tap_offsets_.data(), taps() / run, run};
  for (int p = 0; p < samples * positions(); ++p) {
    const float* const row = dy + std::ptrdiff_t{p} * filters_;
    int number = 0;
    for (int f = 0; f < filters_; ++f) {
      terms[number] = {f * taps(), row[f]};
      number += simd::is_zero(row[f]) ? 0 : 1;
    }
    if (number == 0) continue;
    float* const place = images + position_offsets_[static_cast<std::size_t>(p)];
    row_of_taps.add_to_places(terms, number, turned_w, rows, place);
  }
}

}  // namespace glassbox
