#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/ops/op.h"
#include "engine/tensor/random.h"

namespace glassbox {

/// One of Keras 3's initializers (keras/src/initializers): the values have a variance of scale / n, where n
/// is the fan-in, the mean of fan-in and fan-out, or 1.
///   constant:         all of them `scale`
///   uniform:          in [-limit, limit), limit = sqrt(3 scale / n)
///   normal
///   truncated_normal: cut at two standard deviations, whose own deviation 0.87962566 is divided out
///   orthogonal:       the Q of a QR factorisation of normal values, the signs by R's diagonal, as a matrix
///                     of one column for each place of the last axis; orthonormal are its columns, or its
///                     rows where there are fewer of them
/// Glorot: Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks"
/// (AISTATS 2010). He: He et al., "Delving deep into rectifiers" (ICCV 2015). LeCun: LeCun et al., "Efficient
/// BackProp" (1998), section 4.6. Orthogonal: Saxe, McClelland & Ganguli, "Exact solutions to the nonlinear
/// dynamics of learning in deep linear neural networks" (ICLR 2014).
struct Initializer {
  enum class Distribution : std::uint8_t { constant, uniform, normal, truncated_normal, orthogonal };
  enum class Fan : std::uint8_t { none, in, average };

  std::string_view name;
  Distribution distribution = Distribution::constant;
  Fan fan = Fan::none;
  float scale = 0;
};

/// Every initializer there is, in the order in which editors list them.
std::span<const Initializer> initializers();
/// Nothing for an unknown name. "constant(0.1)" is one of many: any number may stand in the brackets.
std::optional<Initializer> find_initializer(std::string_view name);

/// Writes the values of a parameter of that shape, by an initializer that is known; they depend on `initial`,
/// `shape` and `random` alone.
void initialize(const Initial& initial, const Shape& shape, const Random& random, float* values);

}  // namespace glassbox
