#pragma once

#include <cstdint>

namespace glassbox {

/// Turns a row-major matrix (rows, columns), rows >= columns, into the Q of its QR factorisation with a
/// positive diagonal of R: the columns become orthonormal, each spanning with those before it what it did
/// before. Modified Gram-Schmidt in a fixed order, 2 rows columns^2 operations. A column that depends on
/// those before it becomes zero.
/// Source: Golub & Van Loan, "Matrix Computations" (4th edition, 2013), section 5.2.8.
void orthonormalise(std::int64_t rows, std::int64_t columns, double* matrix);

}  // namespace glassbox
