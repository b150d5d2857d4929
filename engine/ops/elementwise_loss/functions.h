#pragma once

#include <string_view>

#include "engine/ops/loss.h"
#include "engine/simd/vector.h"

/// The losses that compare value with value: each one expression for the loss f(y, t) of output y and target
/// t, and one for its slope df/dy, over T = double (reference), float or simd::Vec. What is not a number
/// stays so. Formulas: Keras 3 (keras/src/losses/losses.py), its epsilon 1e-7.
namespace glassbox::losses {

using simd::constant;

inline constexpr double kEpsilon = 1e-7;

/// max(x, limit), NaN staying NaN.
template <class T>
T at_least(T x, T limit) {
  return simd::select(x < limit, limit, x);
}

/// -1, 0 or 1; NaN of NaN.
template <class T>
T sign(T x) {
  return simd::select(T(0.0F) < x, T(1.0F), simd::select(x < T(0.0F), T(-1.0F), x));
}

/// (y - t)^2.
struct MeanSquaredError {
  static constexpr std::string_view kName = "MeanSquaredError";
  static constexpr Link kLink = Link::identity;
  template <class T>
  T value(T y, T t) const {
    return (y - t) * (y - t);
  }
  template <class T>
  T slope(T y, T t) const {
    return T(2.0F) * (y - t);
  }
};

/// |y - t|.
struct MeanAbsoluteError {
  static constexpr std::string_view kName = "MeanAbsoluteError";
  static constexpr Link kLink = Link::identity;
  template <class T>
  T value(T y, T t) const {
    return simd::abs(y - t);
  }
  template <class T>
  T slope(T y, T t) const {
    return sign(y - t);
  }
};

/// 100 |t - y| / max(|t|, epsilon).
struct MeanAbsolutePercentageError {
  static constexpr std::string_view kName = "MeanAbsolutePercentageError";
  static constexpr Link kLink = Link::identity;
  template <class T>
  T value(T y, T t) const {
    return T(100.0F) * simd::abs(y - t) / at_least(simd::abs(t), constant<T>(kEpsilon));
  }
  template <class T>
  T slope(T y, T t) const {
    return T(100.0F) * sign(y - t) / at_least(simd::abs(t), constant<T>(kEpsilon));
  }
};

/// (log(1 + max(y, epsilon)) - log(1 + max(t, epsilon)))^2.
struct MeanSquaredLogarithmicError {
  static constexpr std::string_view kName = "MeanSquaredLogarithmicError";
  static constexpr Link kLink = Link::identity;
  template <class T>
  T value(T y, T t) const {
    const T difference = log_of(y) - log_of(t);
    return difference * difference;
  }
  template <class T>
  T slope(T y, T t) const {
    const T inside = T(2.0F) * (log_of(y) - log_of(t)) / (T(1.0F) + at_least(y, constant<T>(kEpsilon)));
    return simd::select(y < constant<T>(kEpsilon), T(0.0F), inside);
  }

 private:
  template <class T>
  static T log_of(T x) {
    return simd::log1p(at_least(x, constant<T>(kEpsilon)));
  }
};

/// d^2 / 2 for d = |y - t| up to delta, then delta d - delta^2 / 2. Huber, "Robust estimation of a location
/// parameter" (1964).
struct Huber {
  static constexpr std::string_view kName = "Huber";
  static constexpr Link kLink = Link::identity;
  double delta = 1;
  template <class T>
  T value(T y, T t) const {
    const T d = simd::abs(y - t);
    const T limit = constant<T>(delta);
    return simd::select(limit < d, limit * d - T(0.5F) * limit * limit, T(0.5F) * d * d);
  }
  template <class T>
  T slope(T y, T t) const {
    const T limit = constant<T>(delta);
    return simd::select(limit < simd::abs(y - t), limit * sign(y - t), y - t);
  }
};

/// log cosh d for d = y - t, as |d| + log(1 + e^(-2 |d|)) - log 2.
struct LogCosh {
  static constexpr std::string_view kName = "LogCosh";
  static constexpr Link kLink = Link::identity;
  template <class T>
  T value(T y, T t) const {
    const T d = simd::abs(y - t);
    return d + simd::log1p(simd::exp(T(-2.0F) * d)) - constant<T>(0.6931471805599453);
  }
  template <class T>
  T slope(T y, T t) const {
    return simd::tanh(y - t);
  }
};

/// y - t log(y + epsilon).
struct Poisson {
  static constexpr std::string_view kName = "Poisson";
  static constexpr Link kLink = Link::identity;
  template <class T>
  T value(T y, T t) const {
    return y - t * simd::log(y + constant<T>(kEpsilon));
  }
  template <class T>
  T slope(T y, T t) const {
    return T(1.0F) - t / (y + constant<T>(kEpsilon));
  }
};

/// -t log p - (1 - t) log(1 - p) for p = sigmoid z, as max(z, 0) - z t + log(1 + e^-|z|).
struct BinaryCrossentropy {
  static constexpr std::string_view kName = "BinaryCrossentropy";
  static constexpr Link kLink = Link::sigmoid;
  template <class T>
  T value(T z, T t) const {
    return at_least(z, T(0.0F)) - z * t + simd::log1p(simd::exp(T(0.0F) - simd::abs(z)));
  }
  template <class T>
  T slope(T z, T t) const {
    return simd::sigmoid(z) - t;
  }
};

/// max(1 - t y, 0) for t = -1 or 1. Rosasco et al., "Are loss functions all the same?" (2004).
struct Hinge {
  static constexpr std::string_view kName = "Hinge";
  static constexpr Link kLink = Link::identity;
  static constexpr bool kOfSigns = true;
  template <class T>
  T value(T y, T t) const {
    return at_least(T(1.0F) - t * y, T(0.0F));
  }
  template <class T>
  T slope(T y, T t) const {
    return simd::select(T(1.0F) - t * y <= T(0.0F), T(0.0F), T(0.0F) - t);
  }
};

/// max(1 - t y, 0)^2 for t = -1 or 1.
struct SquaredHinge {
  static constexpr std::string_view kName = "SquaredHinge";
  static constexpr Link kLink = Link::identity;
  static constexpr bool kOfSigns = true;
  template <class T>
  T value(T y, T t) const {
    const T margin = at_least(T(1.0F) - t * y, T(0.0F));
    return margin * margin;
  }
  template <class T>
  T slope(T y, T t) const {
    return T(-2.0F) * t * at_least(T(1.0F) - t * y, T(0.0F));
  }
};

}  // namespace glassbox::losses
