#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/ops/op.h"
#include "engine/tensor/random.h"

namespace glassbox {

/// Inputs that keep finite differences away from an op's kinks.
enum class Inputs {
  normal,
  away_from_zero,  ///< at least 0.1 from 0
  distinct,        ///< no two closer than 1/64
  sparse           ///< three of four are 0
};

/// One row of the table that every check of tests/ops runs over.
struct OpCase {
  std::string name;
  std::vector<Shape> inputs;
  int batch = 1;
  std::unique_ptr<Op> op;
  Inputs values = Inputs::normal;
  /// What the parameters' values are multiplied by: small where many steps in a row would amplify rounding.
  double parameter_scale = 1;
};

/// The table: the cases of tests/golden by name, hand-picked extremes, and random shapes from a fixed seed.
std::vector<OpCase> op_cases();

/// Values that float and double both hold exactly. Depends on `seed` alone.
std::vector<double> make_values(Inputs kind, std::size_t count, std::uint64_t seed);

}  // namespace glassbox
