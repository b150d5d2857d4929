#pragma once

#include <string_view>
#include <type_traits>

#include "engine/simd/vector.h"

/// The activations: each one expression for its value f(x) and one for its slope f'(x), over T = double
/// (reference), float or simd::Vec. kFromOutput: the slope follows from y = f(x) alone, so that x need not be
/// read again.
namespace glassbox::activations {

using simd::constant;

/// 0 below 0, 1 from 0 on; slope 0 everywhere, so that nothing before it learns. McCulloch & Pitts, "A
/// logical calculus of the ideas immanent in nervous activity" (1943).
struct BinaryStep {
  static constexpr std::string_view kName = "binary_step";
  static constexpr bool kFromOutput = true;
  template <class T>
  T value(T x) const {
    return simd::select(x < T(0.0F), T(0.0F), simd::select(T(0.0F) <= x, T(1.0F), x));  // NaN stays NaN
  }
  template <class T>
  T slope(T /*x*/, T /*y*/) const {
    return T(0.0F);
  }
};

/// 1 / (1 + e^-x), the logistic function; slope y (1 - y). Goodfellow, Bengio & Courville, "Deep Learning"
/// (2016), section 3.10.
struct Sigmoid {
  static constexpr std::string_view kName = "sigmoid";
  static constexpr bool kFromOutput = true;
  template <class T>
  T value(T x) const {
    return simd::sigmoid(x);
  }
  template <class T>
  T slope(T /*x*/, T y) const {
    return y * (T(1.0F) - y);
  }
};

/// tanh x; slope 1 - y^2. LeCun et al., "Efficient BackProp" (1998).
struct Tanh {
  static constexpr std::string_view kName = "tanh";
  static constexpr bool kFromOutput = true;
  template <class T>
  T value(T x) const {
    return simd::tanh(x);
  }
  template <class T>
  T slope(T /*x*/, T y) const {
    return T(1.0F) - y * y;
  }
};

/// arctan x; slope 1 / (1 + x^2).
struct Arctan {
  static constexpr std::string_view kName = "arctan";
  static constexpr bool kFromOutput = false;
  template <class T>
  T value(T x) const {
    return simd::atan(x);
  }
  template <class T>
  T slope(T x, T /*y*/) const {
    return T(1.0F) / (T(1.0F) + x * x);
  }
};

/// max(0, x), slope 0 at 0; NaN stays NaN. Glorot, Bordes & Bengio, "Deep Sparse Rectifier Neural Networks"
/// (AISTATS 2011).
struct Relu {
  static constexpr std::string_view kName = "relu";
  static constexpr bool kFromOutput = true;
  template <class T>
  T value(T x) const {
    return simd::select(x < T(0.0F), T(0.0F), x);
  }
  template <class T>
  T slope(T /*x*/, T y) const {
    return simd::select(y > T(0.0F), T(1.0F), T(0.0F));
  }
};

/// x above 0, `negative_slope` x below. Maas, Hannun & Ng, "Rectifier nonlinearities improve neural network
/// acoustic models" (ICML 2013).
struct LeakyRelu {
  static constexpr std::string_view kName = "leaky_relu";
  static constexpr bool kFromOutput = false;
  double negative_slope = 0.2;
  template <class T>
  T value(T x) const {
    return simd::select(x < T(0.0F), x * constant<T>(negative_slope), x);
  }
  template <class T>
  T slope(T x, T /*y*/) const {
    return simd::select(x > T(0.0F), T(1.0F), constant<T>(negative_slope));
  }
};

/// x above 0, alpha (e^x - 1) below; slope there y + alpha. Clevert, Unterthiner & Hochreiter, "Fast and
/// accurate deep network learning by exponential linear units" (ICLR 2016).
struct Elu {
  static constexpr std::string_view kName = "elu";
  static constexpr bool kFromOutput = false;
  double alpha = 1;
  template <class T>
  T value(T x) const {
    return simd::select(x < T(0.0F), constant<T>(alpha) * simd::expm1(x), x);
  }
  template <class T>
  T slope(T x, T y) const {
    return simd::select(x > T(0.0F), T(1.0F), y + constant<T>(alpha));
  }
};

/// scale times ELU, with the two constants that keep mean 0 and variance 1 from layer to layer. Klambauer et
/// al., "Self-normalizing neural networks" (NeurIPS 2017).
struct Selu {
  static constexpr std::string_view kName = "selu";
  static constexpr bool kFromOutput = false;
  static constexpr double kScale = 1.0507009873554804934;
  static constexpr double kAlpha = 1.6732632423543772848;
  template <class T>
  T value(T x) const {
    return constant<T>(kScale) * simd::select(x < T(0.0F), constant<T>(kAlpha) * simd::expm1(x), x);
  }
  template <class T>
  T slope(T x, T y) const {
    return simd::select(x > T(0.0F), constant<T>(kScale), y + constant<T>(kScale * kAlpha));
  }
};

/// ln(1 + e^x), computed as max(0, x) + ln(1 + e^-|x|); slope sigmoid x. Dugas et al., "Incorporating
/// second-order functional knowledge for better option pricing" (NeurIPS 2001).
struct Softplus {
  static constexpr std::string_view kName = "softplus";
  static constexpr bool kFromOutput = false;
  template <class T>
  T value(T x) const {
    const T negative = simd::select(x < T(0.0F), x, T(0.0F) - x);
    return simd::select(x < T(0.0F), T(0.0F), x) + simd::log1p(simd::exp(negative));
  }
  template <class T>
  T slope(T x, T /*y*/) const {
    return simd::sigmoid(x);
  }
};

/// x sigmoid x, also called SiLU; slope s + y (1 - s) with s = sigmoid x. Ramachandran, Zoph & Le, "Searching
/// for activation functions" (2017).
struct Swish {
  static constexpr std::string_view kName = "swish";
  static constexpr bool kFromOutput = false;
  template <class T>
  T value(T x) const {
    return x * simd::sigmoid(x);
  }
  template <class T>
  T slope(T x, T y) const {
    const T s = simd::sigmoid(x);
    return s + y * (T(1.0F) - s);
  }
};

/// x P(x), P the normal distribution's cumulative function, erfc(-x / sqrt 2) / 2; slope P(x) + x e^(-x^2 /
/// 2) / sqrt(2 pi). Hendrycks & Gimpel, "Gaussian error linear units" (2016).
struct Gelu {
  static constexpr std::string_view kName = "gelu";
  static constexpr bool kFromOutput = false;
  template <class T>
  T value(T x) const {
    return x * probability(x);
  }
  template <class T>
  T slope(T x, T /*y*/) const {
    return probability(x) + x * (simd::exp(T(-0.5F) * x * x) * constant<T>(0.39894228040143267794));
  }

 private:
  template <class T>
  static T probability(T x) {
    return T(0.5F) * simd::erfc(x * constant<T>(-0.70710678118654752440));
  }
};

}  // namespace glassbox::activations
