#include "engine/ops/conv2d/depthwise_rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/simd/vector.h"

// The kernels take `Width` taps of some windows together, and read once what several of these windows see.
namespace glassbox {
namespace {

using simd::kLanes;
using simd::Vec;

/// Calls f for every constant below `Count`: unrolled, so that what f indexes with it may be registers.
template <std::size_t Count, class Function>
void for_constants(Function f) {
  [&]<std::size_t... I>(std::index_sequence<I...> /*constants*/) {
    (f(std::integral_constant<std::size_t, I>{}), ...);
  }
  (std::make_index_sequence<Count>{});
}

// Windows that are summed together; there are registers for kMost, and maps with fewer.
constexpr int kMost = 7;
constexpr int kFew = 4;

template <int Width, int Stride>
struct Kernels {
  static constexpr int kProducts = Width > 3 ? 1 : 2;  // windows whose products are added together

  /// From what a window sees first to what is seen next: without neighbours, by the next window.
  static std::ptrdiff_t step(const Windows& windows) { return Width > 1 ? windows.tap : windows.next; }

  /// Calls use(value, q, v) for what tap v of window q sees, for `Count` windows, of which the first begins
  /// at x. What several of them see is read once.
  template <int Count, class Use>
  static void for_each_tap(const float* x, std::ptrdiff_t step, Use use) {
    for_constants<(Count - 1) * Stride + Width>([&](auto i) {
      const Vec value = Vec::load(x);
      x += step;
      for_constants<Count>([&](auto q) {
        constexpr int kTap =
            static_cast<int>(decltype(i)::value) - static_cast<int>(decltype(q)::value) * Stride;
        if constexpr (kTap >= 0 && kTap < Width) use(value, q, static_cast<std::size_t>(kTap));
      });
    });
  }

  template <int Count>
  [[gnu::noinline]] static void sum_some(const Windows& windows, const WindowSums& sums, int first) {
    const std::int32_t* const end = windows.runs + windows.count_of_runs;
    const int cell = windows.cell;
    const std::ptrdiff_t step = Kernels::step(windows);
    const std::ptrdiff_t step_of_sums = sums.step;
    for (int c = 0; c < cell; c += kLanes) {
      std::array<Vec, Count> y;
      y.fill(Vec::load(sums.b + c));
      const float* weights = sums.w + c;
      const float* const x = windows.x + first * windows.next + c;
      for (const std::int32_t* run = windows.runs; run < end; ++run) {
        std::array<Vec, Width> w;
        for (Vec& weight : w) {
          weight = Vec::load(weights);
          weights += cell;
        }
        for_each_tap<Count>(x + *run, step,
                            [&](Vec value, std::size_t q, std::size_t v) { y[q] = fma(value, w[v], y[q]); });
      }
      float* to = sums.y + first * step_of_sums + c;
      const int lanes = std::min(kLanes, cell - c);
      if (lanes == kLanes) {
        for (std::size_t q = 0; q < Count; ++q, to += step_of_sums) y[q].store(to);
      } else {
        for (std::size_t q = 0; q < Count; ++q, to += step_of_sums) simd::store_first(to, lanes, y[q]);
      }
    }
  }

  /// dw of one run, (Width) at every `cell` values, from a row of windows.
  static void add_products_of_run(const Windows& windows, const float* x, const float* dy, float* dw,
                                  int lanes) {
    const int cell = windows.cell;
    const int count = windows.count;
    const std::ptrdiff_t step = Kernels::step(windows);
    const std::ptrdiff_t next = windows.next;
    std::array<Vec, kProducts * Width> sums;
    sums.fill(Vec(0.0F));
    int j = 0;
    for (; j + kProducts <= count; j += kProducts, x += kProducts * next) {
      std::array<Vec, kProducts> gradients;
      for (Vec& gradient : gradients) {
        gradient = simd::load_first(dy, lanes);
        dy += cell;
      }
      for_each_tap<kProducts>(x, step, [&](Vec value, std::size_t q, std::size_t v) {
        sums[q * Width + v] = fma(value, gradients[q], sums[q * Width + v]);
      });
    }
    for (; j < count; ++j, x += next, dy += cell) {
      const Vec gradient = simd::load_first(dy, lanes);
      for_each_tap<1>(x, step, [&](Vec value, std::size_t /*q*/, std::size_t v) {
        sums[v] = fma(value, gradient, sums[v]);
      });
    }
    for (std::size_t v = 0; v < Width; ++v, dw += cell) {
      Vec sum = simd::load_first(dw, lanes) + sums[v];
      for (std::size_t q = 1; q < kProducts; ++q) sum = sum + sums[q * Width + v];
      simd::store_first(dw, lanes, sum);
    }
  }

  static void add_products(const Windows& windows, const float* dy, float* dw) {
    for (int i = 0; i < windows.count_of_runs; ++i, dw += std::ptrdiff_t{Width} * windows.cell) {
      simd::for_each_vector(windows.cell, [&](int c, auto lanes) {
        add_products_of_run(windows, windows.x + windows.runs[i] + c, dy + c, dw + c, lanes);
      });
    }
  }

  static void sum(const Windows& windows, const WindowSums& sums) {
    int j = 0;
    for (; j + kMost <= windows.count; j += kMost) sum_some<kMost>(windows, sums, j);
    if (windows.count >= kFew) {  // some once more, rather than the last ones one by one
      for (; j < windows.count; j += kFew) sum_some<kFew>(windows, sums, std::min(j, windows.count - kFew));
    }
    for (; j < windows.count; ++j) sum_some<1>(windows, sums, j);
  }

  static constexpr WindowKernels of() { return {Width, sum, add_products}; }
};

}  // namespace

WindowKernels window_kernels(int taps, int strides) {
  constexpr WindowKernels kOneByOne = Kernels<1, 1>::of();
  if (strides != 1 && strides != 2) return kOneByOne;
  const auto choose = [strides](const WindowKernels& one, const WindowKernels& two) {
    return strides == 1 ? one : two;
  };
  if (taps % 5 == 0) return choose(Kernels<5, 1>::of(), Kernels<5, 2>::of());
  if (taps % 3 == 0) return choose(Kernels<3, 1>::of(), Kernels<3, 2>::of());
  if (taps % 2 == 0) return choose(Kernels<2, 1>::of(), Kernels<2, 2>::of());
  return kOneByOne;
}

}  // namespace glassbox
