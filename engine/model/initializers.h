#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/ops/op.h"
#include "engine/tensor/random.h"

namespace glassbox {

/// One of Keras 3's initializers (keras/src/initializers/random_initializers.py, VarianceScaling): the values
/// have a variance of scale / n, where n is the fan-in or the mean of fan-in and fan-out.
///   uniform: in [-limit, limit), limit = sqrt(3 scale / n)
///   normal:  truncated at two standard deviations, whose own deviation 0.87962566 is divided out
/// Glorot: Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks"
/// (AISTATS 2010). He: He et al., "Delving deep into rectifiers" (ICCV 2015).
struct Initializer {
  enum class Distribution : std::uint8_t { zeros, uniform, truncated_normal };
  enum class Fan : std::uint8_t { in, average };

  std::string_view name;
  Distribution distribution = Distribution::zeros;
  Fan fan = Fan::in;
  float scale = 0;
};

/// Every initializer there is, in the order in which editors list them.
std::span<const Initializer> initializers();
/// Null for an unknown name.
const Initializer* find_initializer(std::string_view name);

/// Writes `count` values of an initializer that is listed; the i-th depends on `random` and i alone.
void initialize(const Initial& initial, const Random& random, std::size_t count, float* values);

}  // namespace glassbox
