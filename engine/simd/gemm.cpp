#include "engine/simd/gemm.h"

#include <algorithm>
#include <array>

#include "engine/simd/vector.h"

namespace glassbox::simd {
namespace {

// A tile of c stays in registers while k runs: 6 rows of 2 vectors are 12 sums, which with 2 vectors of b and
// 1 of a fill 15 of the 16 registers of x86-64, and 12 independent sums hide the latency of the multiply-add.
// Three vectors serve a rest of three.
constexpr int kVectors = 3;
constexpr std::array<int, kVectors + 1> kTileRows{0, 6, 6, 4};  // by the number of vectors
constexpr int kMaxTileRows = 6;

// A block of a, kRows x kDepth, and a panel of b, kDepth x 2 vectors, stay in the first-level cache together.
constexpr int kRows = 48;
constexpr int kDepth = 192;
// From so many rows on it pays to copy a panel of b together.
constexpr int kPackFromRows = 24;

struct Tile {
  const float* a;
  const std::int32_t* rows;     // of this tile
  const std::int32_t* columns;  // of this block, `depth` of them
  int depth;
  const float* b;
  std::ptrdiff_t b_stride;
  const float* start;
  std::ptrdiff_t start_stride;
  float* c;
  std::ptrdiff_t c_stride;
};

template <int Rows, int Vectors>
void multiply_tile(const Tile& tile) {
  Vec sum[Rows][Vectors];
  const float* a[Rows];
  for (int i = 0; i < Rows; ++i) {
    a[i] = tile.a + tile.rows[i];
    for (int v = 0; v < Vectors; ++v) sum[i][v] = Vec::load(tile.start + i * tile.start_stride + v * kLanes);
  }
  const float* b = tile.b;
  const std::int32_t* const end = tile.columns + tile.depth;
  for (const std::int32_t* column = tile.columns; column != end; ++column) {
    Vec right[Vectors];
    for (int v = 0; v < Vectors; ++v) right[v] = Vec::load(b + v * kLanes);
    for (int i = 0; i < Rows; ++i) {
      const Vec left(a[i][*column]);
      for (int v = 0; v < Vectors; ++v) sum[i][v] = fma(left, right[v], sum[i][v]);
    }
    b += tile.b_stride;
  }
  for (int i = 0; i < Rows; ++i) {
    for (int v = 0; v < Vectors; ++v) sum[i][v].store(tile.c + i * tile.c_stride + v * kLanes);
  }
}

using TileFunction = void (*)(const Tile&);
constexpr TileFunction kTiles[kVectors][kMaxTileRows] = {
    {multiply_tile<1, 1>, multiply_tile<2, 1>, multiply_tile<3, 1>, multiply_tile<4, 1>, multiply_tile<5, 1>,
     multiply_tile<6, 1>},
    {multiply_tile<1, 2>, multiply_tile<2, 2>, multiply_tile<3, 2>, multiply_tile<4, 2>, multiply_tile<5, 2>,
     multiply_tile<6, 2>},
    {multiply_tile<1, 3>, multiply_tile<2, 3>, multiply_tile<3, 3>, multiply_tile<4, 3>, nullptr, nullptr},
};

int vectors_for(int columns) {
  return (columns + kLanes - 1) / kLanes;
}

// Copies the first `columns` columns of b to `panel`, depth x (vectors * kLanes), zeros in the last vector's
// spare lanes.
void pack_panel(int depth, int columns, const Right& b, float* panel) {
  const int width = vectors_for(columns) * kLanes;
  if (!b.transposed) {
    for (int k = 0; k < depth; ++k) {
      for (int j = 0; j < width; j += kLanes) {
        const int lanes = std::min(kLanes, columns - j);
        load_first(b.data + k * b.stride + j, lanes).store(panel + k * width + j);
      }
    }
    return;
  }
  for (int j = 0; j < width; j += kLanes) {
    for (int k = 0; k < depth; k += kLanes) {
      const int steps = std::min(kLanes, depth - k);
      std::array<Vec, kLanes> square;
      for (int i = 0; i < kLanes; ++i) {
        const float* row = b.data + (j + i) * b.stride + k;
        square[static_cast<std::size_t>(i)] = j + i < columns ? load_first(row, steps) : Vec(0.0F);
      }
      transpose(square);
      for (int i = 0; i < steps; ++i) square[static_cast<std::size_t>(i)].store(panel + (k + i) * width + j);
    }
  }
}

// A tile whose last vector is only partly inside c: it is computed aside.
void multiply_edge_tile(TileFunction function, Tile tile, int rows, int columns) {
  alignas(64) float aside[kMaxTileRows * kVectors * kLanes];
  const int width = vectors_for(columns) * kLanes;
  float* const c = tile.c;
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < width; j += kLanes) {
      load_first(tile.start + i * tile.start_stride + j, std::min(kLanes, columns - j))
          .store(aside + i * width + j);
    }
  }
  const std::ptrdiff_t c_stride = tile.c_stride;
  tile.start = tile.c = aside;
  tile.start_stride = tile.c_stride = width;
  function(tile);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < width; j += kLanes) {
      store_first(c + i * c_stride + j, std::min(kLanes, columns - j), Vec::load(aside + i * width + j));
    }
  }
}

// All tiles of one panel: `rows` rows in tiles of nearly equal height.
void multiply_panel(int rows, int columns, const std::int32_t* row_offsets, Tile tile) {
  const int vectors = vectors_for(columns);
  const int tiles = (rows + kTileRows[static_cast<std::size_t>(vectors)] - 1) /
                    kTileRows[static_cast<std::size_t>(vectors)];
  for (int t = 0, i = 0; t < tiles; ++t) {
    const int height = rows / tiles + (t < rows % tiles ? 1 : 0);
    const TileFunction function = kTiles[vectors - 1][height - 1];
    tile.rows = row_offsets + i;
    if (columns == vectors * kLanes) {
      function(tile);
    } else {
      multiply_edge_tile(function, tile, height, columns);
    }
    tile.start += height * tile.start_stride;
    tile.c += height * tile.c_stride;
    i += height;
  }
}

}  // namespace

void multiply(int rows, int columns, int depth, const Left& a, const Right& b, const Result& c) {
  alignas(64) float panel[kDepth * kVectors * kLanes];
  alignas(64) static constexpr float kZeros[kVectors * kLanes] = {};
  std::int32_t row_offsets[kRows];
  std::int32_t column_offsets[kDepth];

  for (int k = 0; k == 0 || k < depth; k += kDepth) {
    const int block_depth = std::min(kDepth, depth - k);
    for (int q = 0; q < block_depth; ++q) column_offsets[q] = a.columns[k + q];
    for (int i = 0; i < rows; i += kRows) {
      const int block_rows = std::min(kRows, rows - i);
      for (int q = 0; q < block_rows; ++q) row_offsets[q] = a.rows[i + q];
      for (int j = 0, width = 0; j < columns; j += width) {
        const int vectors = vectors_for(columns - j);
        width = std::min(columns - j, (vectors == 1 || vectors == 3 ? vectors : 2) * kLanes);

        Right right = b;
        right.data += b.transposed ? j * b.stride + k : k * b.stride + j;
        if (b.transposed || width % kLanes != 0 || block_rows >= kPackFromRows) {
          pack_panel(block_depth, width, right, panel);
          right = {.data = panel, .stride = vectors_for(width) * kLanes};
        }
        float* const corner = c.data + i * c.stride + j;
        const bool continued = c.accumulate || k > 0;
        const float* const start = continued ? corner : c.row != nullptr ? c.row + j : kZeros;
        multiply_panel(block_rows, width, row_offsets,
                       {.a = a.data,
                        .rows = nullptr,
                        .columns = column_offsets,
                        .depth = block_depth,
                        .b = right.data,
                        .b_stride = right.stride,
                        .start = start,
                        .start_stride = continued ? c.stride : 0,
                        .c = corner,
                        .c_stride = c.stride});
      }
    }
  }
}

}  // namespace glassbox::simd
