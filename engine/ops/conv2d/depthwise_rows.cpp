#include "engine/ops/conv2d/depthwise_rows.h"

#include <algorithm>
#include <array>
#include <type_traits>
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

// What is not whole vectors is written here, once for all kernels.
[[gnu::noinline]] void store_rest(const Vec* values, int count, int lanes, float* to, std::ptrdiff_t step) {
  for (int i = 0; i < count; ++i, to += step) simd::store_first(to, lanes, values[i]);
}
[[gnu::noinline]] void add_rest(const Vec* values, int count, int lanes, float* to, std::ptrdiff_t step) {
  for (int i = 0; i < count; ++i, to += step) {
    simd::store_first(to, lanes, simd::load_first(to, lanes) + values[i]);
  }
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
      if (c + kLanes > cell) {
        const std::array<Vec, Count> rest = y;
        store_rest(rest.data(), Count, cell - c, to, step_of_sums);
        return;
      }
      for (std::size_t q = 0; q < Count; ++q, to += step_of_sums) y[q].store(to);
    }
  }

  /// dw of one run, (Width) at every `cell` values, from a row of windows.
  template <class Lanes>
  static void add_products_of_run(const Windows& windows, const float* x, const float* dy, float* dw,
                                  Lanes lanes) {
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
    for (std::size_t v = 0; v < Width; ++v) {
      for (std::size_t q = 1; q < kProducts; ++q) sums[v] = sums[v] + sums[q * Width + v];
    }
    if constexpr (std::is_same_v<Lanes, int>) {
      const auto rest = sums;
      add_rest(rest.data(), Width, lanes, dw, cell);
    } else {
      for (std::size_t v = 0; v < Width; ++v, dw += cell) (Vec::load(dw) + sums[v]).store(dw);
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

// Each pair of constants is three kilobytes of the page: those that layers have most.
WindowKernels window_kernels(int taps, int strides) {
  if (strides == 1 && taps % 5 == 0) return Kernels<5, 1>::of();
  if (strides == 1 && taps % 3 == 0) return Kernels<3, 1>::of();
  if (strides == 1 && taps % 2 == 0) return Kernels<2, 1>::of();
  if (strides == 2 && taps % 3 == 0) return Kernels<3, 2>::of();
  return Kernels<1, 1>::of();
}

}  // namespace glassbox
