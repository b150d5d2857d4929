#include "engine/tensor/orthonormal.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace glassbox {

void orthonormalise(std::int64_t rows, std::int64_t columns, double* matrix) {
  std::vector<double> projections(static_cast<std::size_t>(columns));
  for (std::int64_t k = 0; k < columns; ++k) {
    double* const first = matrix + k;
    double square = 0;
    for (std::int64_t i = 0; i < rows; ++i) square += first[i * columns] * first[i * columns];
    const double scale = square > 0 ? 1 / std::sqrt(square) : 0;
    for (std::int64_t i = 0; i < rows; ++i) first[i * columns] *= scale;

    // From every later column goes what it has along this one.
    const std::int64_t later = columns - k - 1;
    std::fill_n(projections.begin(), later, 0.0);
    for (std::int64_t i = 0; i < rows; ++i) {
      const double* row = first + i * columns;
      for (std::int64_t j = 0; j < later; ++j)
        projections[static_cast<std::size_t>(j)] += row[0] * row[j + 1];
    }
    for (std::int64_t i = 0; i < rows; ++i) {
      double* row = first + i * columns;
      for (std::int64_t j = 0; j < later; ++j)
        row[j + 1] -= row[0] * projections[static_cast<std::size_t>(j)];
    }
  }
}

}  // namespace glassbox
