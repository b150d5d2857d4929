#pragma once

#include <cstddef>
#include <cstdint>
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
/// Glorot: Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks"
/// (AISTATS 2010). He: He et al., "Delving deep into rectifiers" (ICCV 2015). LeCun: LeCun et al., "Efficient
/// BackProp" (1998), section 4.6.
struct Initializer {
  enum class Distribution : std::uint8_t { constant, uniform, normal, truncated_normal };
  enum class Fan : std::uint8_t { none, in, average };

  std::string_view name;
  Distribution distribution = Distribution::constant;
  Fan fan = Fan::none;
  float scale = 0;
};

/// Every initializer there is, in the order in which editors list them.
std::span<const Initializer> initializers();
/// Null for an unknown name.
const Initializer* find_initializer(std::string_view name);

/// Writes `count` values of an initializer that is listed; the i-th depends on `random` and i alone.
void initialize(const Initial& initial, const Random& random, std::size_t count, float* values);

}  // namespace glassbox
