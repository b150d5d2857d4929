#pragma once

#include <cstddef>
#include <cstdint>

/// The one matrix product of the engine. Dense layers and convolutions, forward and backward, are calls of
/// it.
namespace glassbox::simd {

/// Where row (or column) i of a matrix begins, in values: table[i], or i * stride where there is no table.
struct Offsets {
  const std::int32_t* table = nullptr;
  std::int32_t stride = 1;

  std::int32_t operator[](int i) const { return table != nullptr ? table[i] : i * stride; }
};

/// a[i][k] = data[rows[i] + columns[k]]. With strides a matrix or its transpose; with tables the patches of
/// an image: row i is output pixel i, column k one cell of its window, so a convolution is a product without
/// its patches ever being copied.
struct Left {
  const float* data = nullptr;
  Offsets rows;
  Offsets columns;
};

/// b[k][j] = data[k * stride + j], or, transposed, data[j * stride + k].
struct Right {
  const float* data = nullptr;
  std::ptrdiff_t stride = 0;
  bool transposed = false;
};

/// c[i][j] = data[i * stride + j], and what it is before the sum: zero, row[j], or what it was.
struct Result {
  float* data = nullptr;
  std::ptrdiff_t stride = 0;
  const float* row = nullptr;
  bool accumulate = false;
};

/// c[i][j] = start + sum over k of a[i][k] b[k][j]; a is rows x depth, b depth x columns. For every element,
/// k runs upwards in one chain of fma(): the bits depend neither on the sizes, nor on the tile an element
/// falls into, nor on the width of a vector.
void multiply(int rows, int columns, int depth, const Left& a, const Right& b, const Result& c);

}  // namespace glassbox::simd
