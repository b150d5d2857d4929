#pragma once

#include <string_view>

#include "engine/simd/vector.h"

/// The activations: each one expression for its value and one for its slope f'(x), the latter from y = f(x),
/// over T = double (reference), float or simd::Vec.
namespace glassbox::activations {

/// max(0, x), slope 0 at 0; NaN stays NaN. Glorot, Bordes & Bengio, "Deep Sparse Rectifier Neural Networks"
/// (AISTATS 2011).
struct Relu {
  static constexpr std::string_view kName = "relu";
  template <class T>
  static T value(T x) {
    return simd::select(x < T(0.0F), T(0.0F), x);
  }
  template <class T>
  static T slope(T y) {
    return simd::select(y > T(0.0F), T(1.0F), T(0.0F));
  }
};

/// tanh x; slope 1 - y^2. LeCun et al., "Efficient BackProp" (1998).
struct Tanh {
  static constexpr std::string_view kName = "tanh";
  template <class T>
  static T value(T x) {
    return simd::tanh(x);
  }
  template <class T>
  static T slope(T y) {
    return T(1.0F) - y * y;
  }
};

/// 1 / (1 + e^-x), the logistic function; slope y (1 - y). Goodfellow, Bengio & Courville, "Deep Learning"
/// (2016), section 3.10.
struct Sigmoid {
  static constexpr std::string_view kName = "sigmoid";
  template <class T>
  static T value(T x) {
    return simd::sigmoid(x);
  }
  template <class T>
  static T slope(T y) {
    return y * (T(1.0F) - y);
  }
};

}  // namespace glassbox::activations
