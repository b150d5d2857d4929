#include "engine/model/initializers.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/model/named_number.h"
#include "engine/tensor/orthonormal.h"

namespace glassbox {
namespace {

using Distribution = Initializer::Distribution;
using Fan = Initializer::Fan;

constexpr float kSmall = 0.05F;  ///< Keras' default limit and deviation where there is no fan

constexpr Initializer kInitializers[] = {
    {"glorot_uniform", Distribution::uniform, Fan::average, 1},
    {"glorot_normal", Distribution::truncated_normal, Fan::average, 1},
    {"he_uniform", Distribution::uniform, Fan::in, 2},
    {"he_normal", Distribution::truncated_normal, Fan::in, 2},
    {"lecun_uniform", Distribution::uniform, Fan::in, 1},
    {"lecun_normal", Distribution::truncated_normal, Fan::in, 1},
    {"random_uniform", Distribution::uniform, Fan::none, kSmall* kSmall / 3},
    {"random_normal", Distribution::normal, Fan::none, kSmall* kSmall},
    {"orthogonal", Distribution::orthogonal, Fan::none, 1},
    {"zeros", Distribution::constant, Fan::none, 0},
    {"ones", Distribution::constant, Fan::none, 1},
    {"constant(0.1)", Distribution::constant, Fan::none, 0.1F},
};

/// Standard deviation of a standard normal that is cut off at -2 and 2.
constexpr float kTruncatedDeviation = 0.87962566F;

float fan_of(const Initializer& initializer, const Initial& initial) {
  const auto in = static_cast<float>(initial.fan_in);
  const auto out = static_cast<float>(initial.fan_out);
  switch (initializer.fan) {
    case Fan::none:
      return 1;
    case Fan::in:
      return in;
    case Fan::average:
      return 0.5F * (in + out);
  }
  return 1;
}

/// The first of a row of normals that lies within two deviations. The row of value i is i, i + count, ...;
/// one in 22 is refused, so 32 in a row (1e-43) never are, and then 0 is as good as any.
float truncated_normal(const Random& random, std::size_t i, std::size_t count) {
  constexpr std::uint64_t kTries = 32;
  for (std::uint64_t attempt = 0; attempt < kTries; ++attempt) {
    const float value = random.normal(i + attempt * count);
    if (value >= -2.0F && value <= 2.0F) return value;
  }
  return 0;
}

void fill_orthogonal(std::int64_t columns, const Random& random, std::size_t count, float* values) {
  const std::int64_t rows = static_cast<std::int64_t>(count) / columns;
  const std::int64_t vectors = std::min(rows, columns);
  std::vector<double> matrix(count);
  for (std::size_t i = 0; i < count; ++i) matrix[i] = random.normal(i);
  orthonormalise(std::max(rows, columns), vectors, matrix.data());
  for (std::int64_t i = 0; i < rows; ++i) {
    for (std::int64_t j = 0; j < columns; ++j) {
      const std::int64_t place = rows >= columns ? i * vectors + j : j * vectors + i;
      values[i * columns + j] = static_cast<float>(matrix[static_cast<std::size_t>(place)]);
    }
  }
}

}  // namespace

std::span<const Initializer> initializers() {
  return kInitializers;
}

std::optional<Initializer> find_initializer(std::string_view name) {
  for (Initializer initializer : kInitializers) {
    if (!is_choice(name, initializer.name)) continue;
    if (const auto given = read_named_number(name)) initializer.scale = static_cast<float>(given->number);
    return initializer;
  }
  return std::nullopt;
}

void initialize(const Initial& initial, const Shape& shape, const Random& random, float* values) {
  const auto count = static_cast<std::size_t>(shape.size());
  const Initializer initializer = *find_initializer(initial.initializer);
  const float variance = initializer.scale / std::max(fan_of(initializer, initial), 1.0F);
  switch (initializer.distribution) {
    case Distribution::constant:
      std::fill_n(values, count, initializer.scale);
      break;
    case Distribution::uniform: {
      const float limit = std::sqrt(3.0F * variance);
      for (std::size_t i = 0; i < count; ++i) values[i] = limit * (2.0F * random.uniform(i) - 1.0F);
      break;
    }
    case Distribution::normal: {
      const float deviation = std::sqrt(variance);
      for (std::size_t i = 0; i < count; ++i) values[i] = deviation * random.normal(i);
      break;
    }
    case Distribution::truncated_normal: {
      const float deviation = std::sqrt(variance) / kTruncatedDeviation;
      for (std::size_t i = 0; i < count; ++i) values[i] = deviation * truncated_normal(random, i, count);
      break;
    }
    case Distribution::orthogonal:
      fill_orthogonal(shape.back(), random, count, values);
      break;
  }
  std::fill_n(values + initial.ones_begin, initial.ones_count, 1.0F);
}

}  // namespace glassbox
