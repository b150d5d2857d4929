#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

/// Elementary functions, each one expression over float (scalar) and Vec (engine/simd/vector.h). Only +, -,
/// *, /, comparisons and bit moves, each rounded once by IEEE 754 and never contracted: the same bits in
/// every build, and a lane of a Vec has the bits of the scalar. double is the reference's: the C library.
namespace glassbox::simd {

/// What the expressions below are made of, for float; Vec brings the same.
template <class T>
T from_bits(std::uint32_t bits);
template <>
inline float from_bits<float>(std::uint32_t bits) {
  return std::bit_cast<float>(bits);
}
inline float bit_and(float a, float b) {
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(a) & std::bit_cast<std::uint32_t>(b));
}
inline float bit_or(float a, float b) {
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(a) | std::bit_cast<std::uint32_t>(b));
}
template <int Count>
float shift_left(float a) {
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(a) << Count);
}
template <int Count>
float shift_right(float a) {
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(a) >> Count);
}
inline float select(bool condition, float yes, float no) {
  return condition ? yes : no;
}
inline double select(bool condition, double yes, double no) {
  return condition ? yes : no;
}
/// A constant in the precision of T.
template <class T>
T constant(double value) {
  if constexpr (std::is_same_v<T, double>) {
    return value;
  } else {
    return T(static_cast<float>(value));
  }
}
inline float sqrt(float a) {
  return std::sqrt(a);
}
inline double sqrt(double a) {
  return std::sqrt(a);
}

namespace detail {

inline constexpr float kLog2E = 1.44269504F;
inline constexpr float kLn2High = 0.693359375F;  ///< ln 2 in two parts; n * kLn2High is exact for |n| < 2^15
inline constexpr float kLn2Low = -2.12194440e-4F;
inline constexpr std::uint32_t kSignBit = 0x80000000U;

/// The nearest integer, ties to even, for |a| < 2^22: adding 1.5 * 2^23 leaves no bits for a fraction.
template <class T>
T round(T a) {
  return (a + T(12582912.0F)) - T(12582912.0F);
}

/// 2^n for an integer n in [-127, 127]; -127 gives 0. n + 2^23 + 127 has the biased exponent in its low bits.
template <class T>
T power_of_two(T n) {
  return shift_left<23>(n + T(8388608.0F + 127.0F));
}

/// exp(r) - 1 for |r| <= ln(2) / 2: r + r^2 P(r), P minimax to 4e-9 of exp(r) (Remez exchange).
template <class T>
T expm1_reduced(T r) {
  T p = T(1.38145406e-3F);
  p = p * r + T(8.36874545e-3F);
  p = p * r + T(4.1668389e-2F);
  p = p * r + T(1.66665211e-1F);
  p = p * r + T(4.9999994e-1F);
  return r + (r * r) * p;
}

}  // namespace detail

/// |x|; NaN stays NaN.
template <class T>
T abs(T x) {
  return select(x < T(0.0F), T(0.0F) - x, x);
}

/// e^x = 2^n e^r with n = round(x / ln 2), |r| <= ln(2) / 2 (Cody & Waite 1980). Relative error below 9e-8;
/// gradual underflow, 0 below -104, infinity above 88.73, NaN for NaN.
template <class T>
T exp(T x) {
  using namespace detail;
  const T bounded = select(x > T(90.0F), T(90.0F), select(x < T(-105.0F), T(-105.0F), x));
  const T n = round(bounded * T(kLog2E));
  const T r = (bounded - n * T(kLn2High)) - n * T(kLn2Low);
  const T half = round(n * T(0.5F));  // 2^n in two factors: 2^-150 and 2^130 are no floats
  return ((expm1_reduced(r) + T(1.0F)) * power_of_two(half)) * power_of_two(n - half);
}
template <>
inline double exp(double x) {
  return std::exp(x);
}

/// ln x = e ln 2 + ln m with m in [sqrt(1/2), sqrt 2) and ln m = 2 artanh s, s = (m - 1) / (m + 1), arranged
/// as in fdlibm's e_log.c (Sun 1993). Relative error below 9e-8; -infinity for 0, NaN below.
template <class T>
T log(T x) {
  using namespace detail;
  const auto subnormal = x < T(1.17549435e-38F);
  const T normal = select(subnormal, x * T(8388608.0F), x);
  // m in [1, 2) and its exponent; then from sqrt 2 on, one binade down.
  T m = bit_or(bit_and(normal, from_bits<T>(0x007FFFFFU)), from_bits<T>(0x3F800000U));
  T e = bit_or(shift_right<23>(bit_and(normal, from_bits<T>(0x7F800000U))), from_bits<T>(0x4B000000U));
  e = e - select(subnormal, T(8388608.0F + 127.0F + 23.0F), T(8388608.0F + 127.0F));
  const auto upper = m > T(1.41421356F);
  m = select(upper, m * T(0.5F), m);
  e = select(upper, e + T(1.0F), e);

  const T f = m - T(1.0F);
  const T s = f / (f + T(2.0F));
  const T z = s * s;
  T series = T(2.0F / 9.0F);
  series = series * z + T(2.0F / 7.0F);
  series = series * z + T(2.0F / 5.0F);
  series = series * z + T(2.0F / 3.0F);
  series = series * z;
  const T half_square = T(0.5F) * f * f;
  const T result = e * T(kLn2High) - ((half_square - (s * (half_square + series) + e * T(kLn2Low))) - f);

  const T infinity = from_bits<T>(0x7F800000U);
  const T finite = select(x < infinity, result, infinity);
  const T outside = select(x < T(0.0F), from_bits<T>(0x7FC00000U), T(0.0F) - infinity);
  return select(x > T(0.0F), finite, select(x <= T(0.0F), outside, x));
}
template <>
inline double log(double x) {
  return std::log(x);
}

/// e^x - 1, exact to the last bits for small x too. Relative error below 2e-7; infinity above 88.73.
template <class T>
T expm1(T x) {
  using namespace detail;
  const T bounded = select(x > T(90.0F), T(90.0F), select(x < T(-30.0F), T(-30.0F), x));
  const T n = round(bounded * T(kLog2E));
  const T r = (bounded - n * T(kLn2High)) - n * T(kLn2Low);
  const T half = round(n * T(0.5F));
  const T first = power_of_two(half);
  const T second = power_of_two(n - half);
  return (expm1_reduced(r) * first) * second + (first * second - T(1.0F));
}
template <>
inline double expm1(double x) {
  return std::expm1(x);
}

/// ln(1 + x) for x >= 0: the rounding of 1 + x is taken back (Kahan's method, as in Higham, "Accuracy and
/// Stability of Numerical Algorithms", section 1.14.1). Relative error below 2e-7.
template <class T>
T log1p(T x) {
  const T sum = T(1.0F) + x;
  return select(sum == T(1.0F), x, log(sum) * (x / (sum - T(1.0F))));
}
template <>
inline double log1p(double x) {
  return std::log1p(x);
}

/// arctan x, for |x| > tan(3 pi / 8) as pi / 2 - arctan(1 / |x|), for |x| > tan(pi / 8) as pi / 4 +
/// arctan((|x| - 1) / (|x| + 1)); the polynomial is that of Cephes' atanf (Moshier 1992). Relative error
/// below 2.5e-7.
template <class T>
T atan(T x) {
  using namespace detail;
  const T sign = bit_and(x, from_bits<T>(kSignBit));
  const T magnitude = bit_and(x, from_bits<T>(~kSignBit));
  const auto large = magnitude > T(2.41421356F);
  const auto medium = magnitude > T(0.414213562F);
  const T middle = select(medium, (magnitude - T(1.0F)) / (magnitude + T(1.0F)), magnitude);
  const T r = select(large, T(-1.0F) / magnitude, middle);
  const T offset = select(large, T(1.57079633F), select(medium, T(0.785398163F), T(0.0F)));
  const T z = r * r;
  T p = T(8.05374449538e-2F);
  p = p * z - T(1.38776856032e-1F);
  p = p * z + T(1.99777106478e-1F);
  p = p * z - T(3.33329491539e-1F);
  return bit_or(offset + (r + r * (z * p)), sign);
}
template <>
inline double atan(double x) {
  return std::atan(x);
}

/// erfc x = 1 - erf x, by Chebyshev's approximation of Numerical Recipes (3rd edition, section 6.2.2,
/// erfccheb's short form). Relative error below 2e-6 for x < 3, and below 2e-5 up to 9, where the square's
/// rounding counts.
template <class T>
T erfc(T x) {
  using namespace detail;
  const T magnitude = bit_and(x, from_bits<T>(~kSignBit));
  const T t = T(1.0F) / (T(1.0F) + T(0.5F) * magnitude);
  T p = T(0.17087277F);
  p = p * t - T(0.82215223F);
  p = p * t + T(1.48851587F);
  p = p * t - T(1.13520398F);
  p = p * t + T(0.27886807F);
  p = p * t - T(0.18628806F);
  p = p * t + T(0.09678418F);
  p = p * t + T(0.37409196F);
  p = p * t + T(1.00002368F);
  p = p * t - T(1.26551223F);
  const T tail = t * exp(p - magnitude * magnitude);
  return select(x < T(0.0F), T(2.0F) - tail, tail);
}
template <>
inline double erfc(double x) {
  return std::erfc(x);
}

/// tanh x = t / (t + 2) with t = e^(2|x|) - 1, exact to the last bits for small x too. Relative error
/// below 2.5e-7.
template <class T>
T tanh(T x) {
  using namespace detail;
  const T sign = bit_and(x, from_bits<T>(kSignBit));
  const T magnitude = bit_and(x, from_bits<T>(~kSignBit));
  const T bounded = select(magnitude > T(10.0F), T(10.0F), magnitude);  // tanh 10 = 1 - 4e-9
  const T t = expm1(bounded + bounded);
  return bit_or(t / (t + T(2.0F)), sign);
}
template <>
inline double tanh(double x) {
  return std::tanh(x);
}

/// 1 / (1 + e^-x): Keras' sigmoid. Relative error below 1.5e-7; 0 below -88.73.
template <class T>
T sigmoid(T x) {
  return T(1.0F) / (T(1.0F) + exp(T(0.0F) - x));
}

namespace detail {

/// cos(angle + quarters pi / 2) for |angle| <= pi / 4 and a whole number of quarters: the Taylor series of
/// the sine and the cosine of an eighth of a turn.
template <class T>
T cos_of_quarters(T angle, T quarters) {
  const T z = angle * angle;
  T cosine = T(1.0F / 40320.0F);
  cosine = cosine * z - T(1.0F / 720.0F);
  cosine = cosine * z + T(1.0F / 24.0F);
  cosine = cosine * z - T(0.5F);
  cosine = cosine * z + T(1.0F);
  T sine = T(1.0F / 362880.0F);
  sine = sine * z - T(1.0F / 5040.0F);
  sine = sine * z + T(1.0F / 120.0F);
  sine = sine * z - T(1.0F / 6.0F);
  sine = angle + (angle * z) * sine;
  // quarters modulo 4, in {-2, ..., 2}: cos(a + k pi/2) = cos a, -sin a, -cos a, sin a.
  const T k = quarters - T(4.0F) * round(quarters * T(0.25F));
  const T odd = select(k > T(0.0F), T(0.0F) - sine, sine);
  const T even = select(k * k > T(1.0F), T(0.0F) - cosine, cosine);
  return select(k * k == T(1.0F), odd, even);
}

}  // namespace detail

/// cos(2 pi turns): quarter turns are split off exactly. Absolute error below 1e-7 for |turns| < 2^20.
template <class T>
T cos_two_pi(T turns) {
  const T quarters = detail::round(turns * T(4.0F));
  return detail::cos_of_quarters((turns - quarters * T(0.25F)) * T(6.28318531F), quarters);
}

/// sin(2 pi turns) = cos(2 pi turns - pi / 2), with the same error.
template <class T>
T sin_two_pi(T turns) {
  const T quarters = detail::round(turns * T(4.0F));
  return detail::cos_of_quarters((turns - quarters * T(0.25F)) * T(6.28318531F), quarters - T(1.0F));
}

}  // namespace glassbox::simd
