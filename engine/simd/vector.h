#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <type_traits>

#if defined(__wasm_relaxed_simd__)
#include <wasm_simd128.h>
#endif

#include <xsimd/xsimd.hpp>

#include "engine/simd/math.h"

/// The only file that names xsimd: a vector of floats as wide as the build's instruction set. Builds with
/// four lanes (WebAssembly, x86-64 as it comes) agree bit for bit, except that relaxed SIMD fuses in fma().
namespace glassbox::simd {

using Batch = xsimd::batch<float>;
inline constexpr int kLanes = static_cast<int>(Batch::size);

struct Mask {
  xsimd::batch_bool<float> lanes;
};

struct Vec {
  Batch lanes;

  Vec() = default;
  Vec(float value)
      : lanes(value) {}  // NOLINT(google-explicit-constructor): a number beside a vector means all lanes
  explicit Vec(Batch batch) : lanes(batch) {}

  static Vec load(const float* from) { return Vec(Batch::load_unaligned(from)); }
  void store(float* to) const { lanes.store_unaligned(to); }
};

inline Vec operator+(Vec a, Vec b) {
  return Vec(a.lanes + b.lanes);
}
inline Vec operator-(Vec a, Vec b) {
  return Vec(a.lanes - b.lanes);
}
inline Vec operator*(Vec a, Vec b) {
  return Vec(a.lanes * b.lanes);
}
inline Vec operator/(Vec a, Vec b) {
  return Vec(a.lanes / b.lanes);
}
inline Mask operator<(Vec a, Vec b) {
  return {a.lanes < b.lanes};
}
inline Mask operator<=(Vec a, Vec b) {
  return {a.lanes <= b.lanes};
}
inline Mask operator>(Vec a, Vec b) {
  return {a.lanes > b.lanes};
}
inline Mask operator==(Vec a, Vec b) {
  return {a.lanes == b.lanes};
}
inline Mask operator&(Mask a, Mask b) {
  return {a.lanes & b.lanes};
}
inline Mask operator!(Mask a) {
  return {!a.lanes};
}
/// Lane i as bit i.
inline unsigned bits_of(Mask a) {
  return static_cast<unsigned>(a.lanes.mask());
}
inline Vec select(Mask condition, Vec yes, Vec no) {
#if defined(__wasm_relaxed_simd__) && __clang_major__ >= 22
  // Hides the comparison: clang makes "a < b ? b : a" relaxed_max, of which no NaN need come out. (Clang 19
  // cannot compile this.)
  auto mask = static_cast<v128_t>(condition.lanes);
  asm("" : "+r"(mask));
  condition.lanes = xsimd::batch_bool<float>(mask);
#endif
  return Vec(xsimd::select(condition.lanes, yes.lanes, no.lanes));
}
inline Vec sqrt(Vec a) {
  return Vec(xsimd::sqrt(a.lanes));
}
/// The smaller and the larger one; any of both where one is no number.
inline Vec min(Vec a, Vec b) {
  return Vec(xsimd::min(a.lanes, b.lanes));
}
inline Vec max(Vec a, Vec b) {
  return Vec(xsimd::max(a.lanes, b.lanes));
}

template <>
inline Vec from_bits<Vec>(std::uint32_t bits) {
  return {from_bits<float>(bits)};
}
inline Vec bit_and(Vec a, Vec b) {
  return Vec(a.lanes & b.lanes);
}
inline Vec bit_or(Vec a, Vec b) {
  return Vec(a.lanes | b.lanes);
}
/// The larger of |a| and |b|; NaN where either is NaN, since its bits are larger than infinity's.
inline Vec max_magnitude(Vec a, Vec b) {
  const auto bits = [](Vec value) {
    return xsimd::bitwise_cast<std::int32_t>(bit_and(value, from_bits<Vec>(0x7FFFFFFF)).lanes);
  };
  return Vec(xsimd::bitwise_cast<float>(xsimd::max(bits(a), bits(b))));
}
template <int Count>
Vec shift_left(Vec a) {
  return Vec(xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::uint32_t>(a.lanes) << Count));
}
template <int Count>
Vec shift_right(Vec a) {
  return Vec(xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::uint32_t>(a.lanes) >> Count));
}

/// a * b + c, the step of every long sum. One rounding in relaxed WebAssembly and in native builds for
/// processors with FMA; two, and thereby the same bits everywhere, in plain WebAssembly and native builds
/// with four lanes.
inline Vec fma(Vec a, Vec b, Vec c) {
#if defined(__wasm_relaxed_simd__)
  return Vec(Batch(__builtin_wasm_relaxed_madd_f32x4(a.lanes, b.lanes, c.lanes)));
#elif defined(__FMA__)
  return Vec(xsimd::fma(a.lanes, b.lanes, c.lanes));
#else
  return a * b + c;
#endif
}

#if defined(__AVX512F__)
inline __mmask16 first_lanes(int count) {
  return static_cast<__mmask16>((1U << count) - 1U);
}
#elif defined(__AVX__)
inline __m256i first_lanes(int count) {
  alignas(64) static constexpr std::int32_t kOnesAndZeros[2 * kLanes] = {-1, -1, -1, -1, -1, -1, -1, -1};
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(kOnesAndZeros + kLanes - count));
}
#endif

/// The first `count` lanes, 0 <= count <= kLanes, from and to memory that holds no more; the others are 0.
inline Vec load_first(const float* from, int count) {
  if (count == kLanes) return Vec::load(from);
#if defined(__AVX512F__)
  return Vec(Batch(_mm512_maskz_loadu_ps(first_lanes(count), from)));
#elif defined(__AVX__)
  return Vec(Batch(_mm256_maskload_ps(from, first_lanes(count))));
#else
  static_assert(kLanes == 4);
  switch (count) {
    case 1:
      return Vec(Batch(from[0], 0.0F, 0.0F, 0.0F));
    case 2:
      return Vec(Batch(from[0], from[1], 0.0F, 0.0F));
    case 3:
      return Vec(Batch(from[0], from[1], from[2], 0.0F));
    default:
      return {0.0F};
  }
#endif
}
inline void store_first(float* to, int count, Vec value) {
  if (count == kLanes) {
    value.store(to);
    return;
  }
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(to, first_lanes(count), value.lanes);
#elif defined(__AVX__)
  _mm256_maskstore_ps(to, first_lanes(count), value.lanes);
#else
  static_assert(kLanes == 4);
  std::array<float, kLanes> lanes;
  value.store(lanes.data());
  switch (count) {
    case 3:
      to[2] = lanes[2];
      [[fallthrough]];
    case 2:
      to[1] = lanes[1];
      [[fallthrough]];
    case 1:
      to[0] = lanes[0];
      [[fallthrough]];
    default:
      return;
  }
#endif
}

/// Calls f(i, lanes) for every vector of `count` values, at i: with a constant number of lanes, so that
/// load_first() and store_first() cost nothing, for all but a rest.
template <class Function>
void for_each_vector(int count, Function f) {
  int i = 0;
  for (; i + kLanes <= count; i += kLanes) f(i, std::integral_constant<int, kLanes>{});
  if (i < count) f(i, count - i);
}

/// The lanes' sum, added in halves: (0 + 2) + (1 + 3) for four.
inline float sum_of_lanes(Vec value) {
  std::array<float, kLanes> lanes;
  value.store(lanes.data());
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) lanes[i] += lanes[i + half];
  }
  return lanes[0];
}

/// Calls f with `count`, of 1 to `Most`, as a constant. Kernels for so many rows or vectors are called so and
/// not through a table of functions, which costs WebAssembly more than a short kernel itself.
template <int Most, class Function>
void with_constant(int count, Function f) {
  if (count == Most) {
    f(std::integral_constant<int, Most>{});
  } else if constexpr (Most > 1) {
    with_constant<Most - 1>(count, f);
  }
}

/// Rows become columns: lane j of rows[i] changes places with lane i of rows[j].
inline void transpose(std::array<Vec, kLanes>& rows) {
  std::array<Batch, kLanes> batches;
  for (std::size_t i = 0; i < kLanes; ++i) batches[i] = rows[i].lanes;
  xsimd::transpose(batches.data(), batches.data() + kLanes);
  for (std::size_t i = 0; i < kLanes; ++i) rows[i].lanes = batches[i];
}

}  // namespace glassbox::simd
