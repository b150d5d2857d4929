#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/vector.h"

// After a 2x2 max pooling at most one gradient in four is not zero, fewer where ReLU was at rest. What is not
// is listed: by filter for the gradient of the kernel, by position for that of the images. Both then are sums
// of rows, since a window's taps, and a filter's weights, lie side by side in the turned kernel (filters,
// taps).
namespace glassbox {
namespace {

using simd::kFloatsOfTerm;

// With a larger share of gradients the matrix product, which reads without lists, is faster.
constexpr double kDense = 0.4;
// With fewer taps a list costs more than it spares.
constexpr int kTaps = 4 * simd::kLanes;
// Terms that are listed at once, but those of kFewestFilters at least: they read each line of the gradients.
constexpr int kRoom = 1 << 16;
constexpr int kFewestFilters = 8;

}  // namespace

bool Convolution::may_be_sparse_gradient() const {
  return paths_.sparse_gradient && groups_ == 1 && taps() >= kTaps;
}

/// Filters whose gradients are listed together.
int Convolution::filters_listed() const {
  return std::clamp(kRoom / (samples_ * positions()), std::min(kFewestFilters, filters_), filters_);
}

std::size_t Convolution::gradient_lists_size() const {
  if (!may_be_sparse_gradient()) return 0;
  const std::size_t of_filter = kFloatsOfTerm * static_cast<std::size_t>(samples_ * positions()) + 1;
  return std::max(of_filter * static_cast<std::size_t>(filters_listed()),
                  kFloatsOfTerm * static_cast<std::size_t>(filters_));
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

void Convolution::turn_back(const float* turned, float* w) const {
  for (int f = 0; f < filters_; ++f) {
    for (int tap = 0; tap < taps(); ++tap) w[std::ptrdiff_t{tap} * filters_ + f] = *turned++;
  }
}

/// turned_dw[f] += the sum of the windows, each times the gradient at its position.
void Convolution::sparse_add_kernel_gradient(int samples, const float* images, const float* dy,
                                             float* turned_dw, float* scratch) const {
  const int rows = samples * positions();
  const int together = filters_listed();
  auto* const terms = reinterpret_cast<simd::Term*>(scratch);
  auto* const numbers = reinterpret_cast<int*>(terms + std::ptrdiff_t{together} * rows);
  const int run = run_of_taps();
  const simd::RowSum row_of_taps(run);
  for (int first = 0; first < filters_; first += together) {
    const int count = std::min(together, filters_ - first);
    const float* gradients = dy + first;
    std::fill_n(numbers, count, 0);
    for (int p = 0; p < rows; ++p, gradients += filters_) {
      for (int f = 0; f < count; ++f) {  // without a branch, which nobody could foretell
        terms[std::ptrdiff_t{f} * rows + numbers[f]] = {position_offsets_[static_cast<std::size_t>(p)],
                                                        gradients[f]};
        numbers[f] += simd::is_zero(gradients[f]) ? 0 : 1;
      }
    }
    for (int tap = 0; tap < taps(); tap += run) {
      const float* const windows = images + tap_offsets_[static_cast<std::size_t>(tap)];
      for (int f = 0; f < count; ++f) {
        float* const sums = turned_dw + std::ptrdiff_t{first + f} * taps() + tap;
        row_of_taps.add(terms + std::ptrdiff_t{f} * rows, numbers[f], windows, sums, sums);
      }
    }
  }
}

/// Adds to every window of the images the sum of the filters, each times its gradient at that position.
void Convolution::sparse_add_input_gradient(int samples, const float* dy, const float* turned_w,
                                            float* images, float* scratch) const {
  auto* const terms = reinterpret_cast<simd::Term*>(scratch);
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
