#include <algorithm>
#include <array>
#include <type_traits>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/vector.h"

// A depthwise convolution has no sum over channels, so it is no product of matrices: every filter is a lane.
// The images have each channel once for each of its filters, and whole vectors (Convolution::is_copied()).
namespace glassbox {
namespace {

using simd::Vec;

// Positions whose sums are made together: with six, their sums and places stay in registers, and the chains
// of multiply-adds hide most of their latency.
constexpr int kPositions = 6;
// Taps that are gone through together.
constexpr int kTaps = 4;
constexpr int kOddTaps = 2 * kTaps + 1;  // of a window of 3x3, 5x5 or 7x7, so that no tap is left alone

/// Calls f(i, count) for blocks of so many from `i` to `total`, and then one by one.
template <int Block, class Function>
void for_each_block(int i, int total, Function f) {
  for (; i + Block <= total; i += Block) f(i, std::integral_constant<std::size_t, Block>{});
  for (; i < total; ++i) f(i, std::integral_constant<std::size_t, 1>{});
}

/// Calls f(tap, count) for blocks of taps.
template <class Function>
void for_each_taps(int taps, Function f) {
  const bool odd = taps >= kOddTaps && taps % kTaps == 1;
  if (odd) f(0, std::integral_constant<std::size_t, kOddTaps>{});
  for_each_block<kTaps>(odd ? kOddTaps : 0, taps, f);
}

}  // namespace

void Convolution::depthwise_forward(int samples, const float* images, const float* w, const float* b,
                                    float* y) const {
  for_each_block<kPositions>(0, samples * positions(), [&](int position, auto count) {
    const std::int32_t* const places = position_offsets_.data() + position;
    float* const maps = y + std::ptrdiff_t{position} * filters_;
    simd::for_each_vector(filters_, [&](int f, auto lanes) {
      std::array<Vec, count> sums;
      std::array<const float*, count> windows;
      for (std::size_t q = 0; q < count; ++q) {
        sums[q] = b != nullptr ? simd::load_first(b + f, lanes) : Vec(0.0F);
        windows[q] = images + places[q] + f;
      }
      const float* weights = w + f;
      for (const std::int32_t tap : tap_offsets_) {
        const Vec weight = simd::load_first(weights, lanes);
        for (std::size_t q = 0; q < count; ++q) {
          sums[q] = fma(Vec::load(windows[q] + tap), weight, sums[q]);
        }
        weights += filters_;
      }
      for (std::size_t q = 0; q < count; ++q) {
        simd::store_first(maps + static_cast<std::ptrdiff_t>(q) * filters_ + f, lanes, sums[q]);
      }
    });
  });
}

void Convolution::depthwise_add_kernel_gradient(int samples, const float* images, const float* dy,
                                                float* dw) const {
  const int row = static_cast<int>(window_.columns.output);
  for (int first = 0; first < samples * positions(); first += row) {
    const std::int32_t* const places = position_offsets_.data() + first;
    simd::for_each_vector(filters_, [&](int f, auto lanes) {
      for_each_taps(taps(), [&](int tap, auto count) {
        const std::int32_t* const offsets = tap_offsets_.data() + tap;
        float* const weights = dw + std::ptrdiff_t{tap} * filters_ + f;
        std::array<Vec, count> sums;
        for (std::size_t q = 0; q < count; ++q) {
          sums[q] = simd::load_first(weights + static_cast<std::ptrdiff_t>(q) * filters_, lanes);
        }
        const float* gradients = dy + std::ptrdiff_t{first} * filters_ + f;
        for (int j = 0; j < row; ++j, gradients += filters_) {
          const Vec gradient = simd::load_first(gradients, lanes);
          const float* const place = images + places[j] + f;
          for (std::size_t q = 0; q < count; ++q) {
            sums[q] = fma(Vec::load(place + offsets[q]), gradient, sums[q]);
          }
        }
        for (std::size_t q = 0; q < count; ++q) {
          simd::store_first(weights + static_cast<std::ptrdiff_t>(q) * filters_, lanes, sums[q]);
        }
      });
    });
  }
}

void Convolution::mirrored_input_gradient(int batch, const float* dy, const float* w, float* dx,
                                          const Workspace& workspace) const {
  float* const kernel = workspace.scratch;
  for (std::ptrdiff_t tap = 0; tap < taps(); ++tap) {
    std::copy_n(w + (taps() - 1 - tap) * filters_, filters_, kernel + tap * filters_);
  }
  const float* const no_bias = nullptr;
  mirror_->forward(batch, dy, kernel, no_bias, dx,
                   {.scratch = kernel + std::ptrdiff_t{taps()} * filters_, .team = workspace.team});
}

void Convolution::depthwise_add_input_gradient(int samples, const float* dy, const float* w,
                                               float* images) const {
  const int row = static_cast<int>(window_.columns.output);
  for (int first = 0; first < samples * positions(); first += row) {
    const std::int32_t* const places = position_offsets_.data() + first;
    simd::for_each_vector(filters_, [&](int f, auto lanes) {
      for_each_taps(taps(), [&](int tap, auto count) {
        const std::int32_t* const offsets = tap_offsets_.data() + tap;
        std::array<Vec, count> weights;
        for (std::size_t q = 0; q < count; ++q) {
          weights[q] = simd::load_first(w + (tap + static_cast<std::ptrdiff_t>(q)) * filters_ + f, lanes);
        }
        const float* gradients = dy + std::ptrdiff_t{first} * filters_ + f;
        for (int j = 0; j < row; ++j, gradients += filters_) {
          const Vec gradient = simd::load_first(gradients, lanes);
          float* const place = images + places[j] + f;
          for (std::size_t q = 0; q < count; ++q) {
            float* const to = place + offsets[q];
            fma(gradient, weights[q], Vec::load(to)).store(to);
          }
        }
      });
    });
  }
}

}  // namespace glassbox
