#include "engine/simd/gemm.h"

#include <algorithm>
#include <array>

#include "engine/simd/vector.h"

namespace glassbox::simd {
namespace {

// A tile of c stays in registers while k runs: 6 rows of 2 vectors are 12 sums, which with 2 vectors of b and
// 1 of a fill 15 of the 16 registers of x86-64, and 12 independent chains hide the latency of the
// multiply-add. The last columns may be 3 vectors wide, then of 3 rows: ten classes are one tile and not two.
constexpr int kTileRows = 6;
constexpr int kTileVectors = 2;
constexpr int kWideTileRows = 3;
constexpr int kWideTileVectors = 3;

// The panel of b (a tile wide) and what meets it of a few rows of a stay in the first-level cache.
constexpr int kBlockRows = 48;
constexpr int kBlockDepth = 192;

// With fewer rows than these a panel of b is not met often enough to be copied side by side.
constexpr int kRowsToPack = 18;

// The product of one block of a with one panel of b.
struct Panel {
  const float* a;
  const std::int32_t* rows;     // of a: one offset for each row of the block
  const std::int32_t* columns;  // of a: `depth` offsets
  int depth;
  const float* b;
  std::ptrdiff_t b_stride;
  const float* start;
  std::ptrdiff_t start_stride;
  float* c;
  std::ptrdiff_t c_stride;
};

// The tile that begins at `row`. The loop turns one k at a time and the tiles of a panel are calls, on
// purpose: unrolled, or inside a loop over tiles, clang or V8 keep more alive than there are registers.
template <int Rows, int Vectors>
[[gnu::noinline]] void multiply_tile(const Panel& panel, int row) {
  const float* a[Rows];
  Vec sum[Rows][Vectors];
  const float* start = panel.start + row * panel.start_stride;
  for (int i = 0; i < Rows; ++i) {
    a[i] = panel.a + panel.rows[row + i];
    for (int v = 0; v < Vectors; ++v) sum[i][v] = Vec::load(start + v * kLanes);
    start += panel.start_stride;
  }
  const float* b = panel.b;
  const std::ptrdiff_t b_stride = panel.b_stride;
  const std::int32_t* const end = panel.columns + panel.depth;
  for (const std::int32_t* column = panel.columns; column != end; ++column) {
    Vec right[Vectors];
    for (int v = 0; v < Vectors; ++v) right[v] = Vec::load(b + v * kLanes);
    for (int i = 0; i < Rows; ++i) {
      const Vec left(a[i][*column]);
      for (int v = 0; v < Vectors; ++v) sum[i][v] = fma(left, right[v], sum[i][v]);
    }
    b += b_stride;
  }
  const std::ptrdiff_t c_stride = panel.c_stride;
  float* c = panel.c + row * c_stride;
  for (int i = 0; i < Rows; ++i) {
    for (int v = 0; v < Vectors; ++v) sum[i][v].store(c + v * kLanes);
    c += c_stride;
  }
}

// Rows in tiles of nearly equal height: 8 as 4 and 4, not as 6 and 2.
template <int Vectors>
void multiply_rows(const Panel& panel, int rows) {
  constexpr int kMost = Vectors == kWideTileVectors ? kWideTileRows : kTileRows;
  const int tiles = (rows + kMost - 1) / kMost;
  const int least = rows / tiles;
  const int higher = rows % tiles;
  for (int t = 0, row = 0; t < tiles; ++t) {
    const int taken = least + (t < higher ? 1 : 0);
    with_constant<kMost>(taken, [&](auto height) { multiply_tile<height, Vectors>(panel, row); });
    row += taken;
  }
}
void multiply_panel(const Panel& panel, int rows, int vectors) {
  with_constant<kWideTileVectors>(vectors, [&](auto width) { multiply_rows<width>(panel, rows); });
}

int vectors_for(int columns) {
  return (columns + kLanes - 1) / kLanes;
}

// `columns` values into whole vectors and back; what the last vector has too many is zero.
void copy_to_vectors(const float* from, int columns, float* to) {
  for_each_vector(columns, [&](int j, auto lanes) { load_first(from + j, lanes).store(to + j); });
}
void copy_from_vectors(const float* from, int columns, float* to) {
  for_each_vector(columns, [&](int j, auto lanes) { store_first(to + j, lanes, Vec::load(from + j)); });
}

// The first `columns` columns of b as rows of whole vectors.
void pack(int depth, int columns, const Right& b, float* packed) {
  const int width = vectors_for(columns) * kLanes;
  if (!b.transposed) {
    for (int k = 0; k < depth; ++k) copy_to_vectors(b.data + k * b.stride, columns, packed + k * width);
    return;
  }
  for (int j = 0; j < width; j += kLanes) {
    for (int k = 0; k < depth; k += kLanes) {
      const int taken = std::min(kLanes, depth - k);
      std::array<Vec, kLanes> square;
      const float* from = b.data + j * b.stride + k;
      for (int i = 0; i < kLanes; ++i, from += b.stride) {
        square[static_cast<std::size_t>(i)] = j + i < columns ? load_first(from, taken) : Vec(0.0F);
      }
      transpose(square);
      for (int i = 0; i < taken; ++i) square[static_cast<std::size_t>(i)].store(packed + (k + i) * width + j);
    }
  }
}

// A panel whose last vector is only partly inside c is computed aside.
void multiply_edge_panel(const Panel& panel, int rows, int columns) {
  alignas(64) float start[kBlockRows * kWideTileVectors * kLanes];
  alignas(64) float result[kBlockRows * kWideTileVectors * kLanes];
  const int vectors = vectors_for(columns);
  const int width = vectors * kLanes;
  const bool one_start = panel.start_stride == 0;
  for (int i = 0; i < (one_start ? 1 : rows); ++i) {
    copy_to_vectors(panel.start + i * panel.start_stride, columns, start + i * width);
  }
  Panel aside = panel;
  aside.start = start;
  aside.start_stride = one_start ? 0 : width;
  aside.c = result;
  aside.c_stride = width;
  multiply_panel(aside, rows, vectors);
  for (int i = 0; i < rows; ++i) copy_from_vectors(result + i * width, columns, panel.c + i * panel.c_stride);
}

// How wide the next panel is where that many columns are left.
int panel_width(int left) {
  return left > kTileVectors * kLanes && left <= kWideTileVectors * kLanes && left % kLanes != 0
             ? left
             : std::min(kTileVectors * kLanes, left);
}

// Offsets from the first of a run: those of a table itself, or multiples of a stride.
class Run {
 public:
  Run(const Offsets& offsets, int longest) : offsets_(offsets) {
    for (int i = 0; i < longest && offsets.table == nullptr; ++i) multiples_[i] = i * offsets.stride;
  }
  [[nodiscard]] const std::int32_t* at(int first) const {
    return offsets_.table != nullptr ? offsets_.table + first : multiples_;
  }
  // What the run does not contain: where it begins.
  [[nodiscard]] std::ptrdiff_t base(int first) const {
    return offsets_.table != nullptr ? 0 : std::ptrdiff_t{first} * offsets_.stride;
  }

 private:
  Offsets offsets_;
  std::int32_t multiples_[kBlockDepth];
};

}  // namespace

void multiply(int rows, int columns, int depth, const Left& a, const Right& b, const Result& c) {
  alignas(64) float packed[kBlockDepth * kWideTileVectors * kLanes];
  alignas(64) static constexpr float kZeros[kWideTileVectors * kLanes] = {};
  const Run row_offsets(a.rows, std::min(rows, kBlockRows));
  const Run column_offsets(a.columns, std::min(depth, kBlockDepth));

  const int blocks = std::max(1, (depth + kBlockDepth - 1) / kBlockDepth);
  for (int block = 0, k = 0; block < blocks; ++block) {
    const int block_depth = (depth - k) / (blocks - block);
    const bool continued = c.accumulate || k > 0;
    for (int j = 0, width = 0; j < columns; j += width) {
      width = panel_width(columns - j);
      const bool whole = width % kLanes == 0;
      Panel panel{};
      panel.columns = column_offsets.at(k);
      panel.depth = block_depth;
      panel.b = b.data + (b.transposed ? j * b.stride + k : k * b.stride + j);
      panel.b_stride = b.stride;
      if (b.transposed || !whole || (rows >= kRowsToPack && b.stride > width)) {
        pack(block_depth, width, {.data = panel.b, .stride = b.stride, .transposed = b.transposed}, packed);
        panel.b = packed;
        panel.b_stride = vectors_for(width) * kLanes;
      }
      for (int i = 0; i < rows; i += kBlockRows) {
        const int block_rows = std::min(kBlockRows, rows - i);
        panel.a = a.data + row_offsets.base(i) + column_offsets.base(k);
        panel.rows = row_offsets.at(i);
        panel.c = c.data + i * c.stride + j;
        panel.c_stride = c.stride;
        panel.start = continued ? panel.c : c.row != nullptr ? c.row + j : kZeros;
        panel.start_stride = continued ? c.stride : 0;
        if (whole) {
          multiply_panel(panel, block_rows, width / kLanes);
        } else {
          multiply_edge_panel(panel, block_rows, width);
        }
      }
    }
    k += block_depth;
  }
}

}  // namespace glassbox::simd
