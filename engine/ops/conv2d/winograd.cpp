#include "engine/ops/conv2d/winograd.h"

#include <algorithm>
#include <array>

#include "engine/simd/gemm.h"
#include "engine/simd/vector.h"

namespace glassbox {
namespace {

using simd::kLanes;
using simd::Vec;

constexpr int kOut = 4;  // a tile's outputs along one axis
constexpr int kIn = 6;   // and the cells that it reads
constexpr int kCells = 36;
// The transformed kernel lies in panels as wide as the tile of the matrix product.
constexpr int kPanel = 2 * kLanes;
// So many tiles fill the matrix product, and their cells the second-level cache.
constexpr int kTiles = 48;

using Six = std::array<Vec, kIn>;
using Four = std::array<Vec, kOut>;

// B^T d
Six transform_cells(const Six& d) {
  const Vec even = d[4] - 4.0F * d[2];
  const Vec odd = d[3] - 4.0F * d[1];
  const Vec difference = d[4] - d[2];
  const Vec twice = 2.0F * (d[3] - d[1]);
  return {4.0F * d[0] - 5.0F * d[2] + d[4], even + odd, even - odd, difference + twice, difference - twice,
          4.0F * d[1] - 5.0F * d[3] + d[5]};
}

// G g
Six transform_weights(Vec g0, Vec g1, Vec g2) {
  const Vec sixth = 1.0F / 6.0F;
  const Vec ends = (g0 + g2) * sixth;
  const Vec middle = g1 * sixth;
  const Vec far = g0 * (1.0F / 24.0F) + g2 * sixth;
  const Vec near = g1 * (1.0F / 12.0F);
  return {g0 * 0.25F, 0.0F - ends - middle, middle - ends, far + near, far - near, g2};
}

// A^T m
Four transform_sums(const Six& m) {
  const Vec sum_1 = m[1] + m[2];
  const Vec difference_1 = m[1] - m[2];
  const Vec sum_2 = m[3] + m[4];
  const Vec difference_2 = m[3] - m[4];
  return {m[0] + sum_1 + sum_2, difference_1 + 2.0F * difference_2, sum_1 + 4.0F * sum_2,
          difference_1 + 8.0F * difference_2 + m[5]};
}

int panels(int filters) {
  return (filters + kPanel - 1) / kPanel;
}

}  // namespace

bool Winograd::fits(const Window2D& window, std::int64_t channels, std::int64_t filters,
                    std::int64_t groups) {
  constexpr std::int64_t kEnough = 16;
  const bool whole = channels % kLanes == 0 && filters % kLanes == 0;
  const auto plain = [](const WindowAxis& axis) {
    return axis.window == 3 && axis.stride == 1 && axis.dilation == 1 && axis.output >= kOut;
  };
  return groups == 1 && whole && channels >= kEnough && filters >= kEnough && plain(window.rows) &&
         plain(window.columns);
}

Winograd::Winograd(const Window2D& window, std::int64_t channels, std::int64_t filters)
    : height_(static_cast<int>(window.rows.padded())),
      width_(static_cast<int>(window.columns.padded())),
      rows_(static_cast<int>(window.rows.output)),
      columns_(static_cast<int>(window.columns.output)),
      channels_(static_cast<int>(channels)),
      filters_(static_cast<int>(filters)),
      tiles_across_((columns_ + kOut - 1) / kOut),
      tiles_down_((rows_ + kOut - 1) / kOut),
      tile_rows_(std::clamp(kTiles / tiles_across_, 1, tiles_down_)) {}

std::size_t Winograd::kernel_size() const {
  return static_cast<std::size_t>(kCells) * static_cast<std::size_t>(channels_) *
         static_cast<std::size_t>(panels(filters_) * kPanel);
}

std::size_t Winograd::scratch_size() const {
  return static_cast<std::size_t>(kCells) * static_cast<std::size_t>(tile_rows_ * tiles_across_) *
         static_cast<std::size_t>(channels_ + filters_);
}

void Winograd::transform_kernel(const float* w, float* transformed) const {
  const std::ptrdiff_t tap = std::ptrdiff_t{channels_} * filters_;
  const std::ptrdiff_t cell = std::ptrdiff_t{channels_} * panels(filters_) * kPanel;
  for (int c = 0; c < channels_; ++c) {
    for (int f = 0; f < filters_; f += kLanes) {
      const float* const from = w + std::ptrdiff_t{c} * filters_ + f;
      std::array<Six, 3> columns;  // G g, a column of g at a time
      for (std::size_t v = 0; v < 3; ++v) {
        const auto weight = [&](std::size_t u) {
          return Vec::load(from + static_cast<std::ptrdiff_t>(3 * u + v) * tap);
        };
        columns[v] = transform_weights(weight(0), weight(1), weight(2));
      }
      const std::ptrdiff_t place =
          std::ptrdiff_t{f / kPanel} * channels_ * kPanel + std::ptrdiff_t{c} * kPanel + f % kPanel;
      for (std::size_t i = 0; i < kIn; ++i) {
        const Six row = transform_weights(columns[0][i], columns[1][i], columns[2][i]);
        for (std::size_t j = 0; j < kIn; ++j) {
          row[j].store(transformed + static_cast<std::ptrdiff_t>(i * kIn + j) * cell + place);
        }
      }
    }
  }
}

/// cells[e][c], e a multiple of `stride` apart, from the 6x6 cells of the image at (row, column); zero
/// outside.
void Winograd::transform_tile(const float* image, int row, int column, float* cells,
                              std::ptrdiff_t stride) const {
  const int down = std::min(kIn, height_ - row);
  const int across = std::min(kIn, width_ - column);
  const float* const corner = image + (std::ptrdiff_t{row} * width_ + column) * channels_;
  for (int c = 0; c < channels_; c += kLanes) {
    std::array<Six, kIn> columns;
    for (int j = 0; j < kIn; ++j) {
      Six d;
      for (int i = 0; i < kIn; ++i) {
        const bool inside = i < down && j < across;
        d[static_cast<std::size_t>(i)] =
            inside ? Vec::load(corner + (std::ptrdiff_t{i} * width_ + j) * channels_ + c) : Vec(0.0F);
      }
      columns[static_cast<std::size_t>(j)] = transform_cells(d);
    }
    for (std::size_t i = 0; i < kIn; ++i) {
      const Six row_i = transform_cells(
          {columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i]});
      for (std::size_t j = 0; j < kIn; ++j) {
        row_i[j].store(cells + static_cast<std::ptrdiff_t>(i * kIn + j) * stride + c);
      }
    }
  }
}

void Winograd::write_tile(const float* sums, std::ptrdiff_t stride, const float* b, int row, int column,
                          float* y) const {
  const int down = std::min(kOut, rows_ - row);
  const int across = std::min(kOut, columns_ - column);
  float* const corner = y + (std::ptrdiff_t{row} * columns_ + column) * filters_;
  for (int f = 0; f < filters_; f += kLanes) {
    const Vec bias = b != nullptr ? Vec::load(b + f) : Vec(0.0F);
    std::array<Four, kIn> columns;
    for (std::size_t j = 0; j < kIn; ++j) {
      Six m;
      for (std::size_t i = 0; i < kIn; ++i) {
        m[i] = Vec::load(sums + static_cast<std::ptrdiff_t>(i * kIn + j) * stride + f);
      }
      columns[j] = transform_sums(m);
    }
    for (int i = 0; i < down; ++i) {
      const auto r = static_cast<std::size_t>(i);
      const Four out = transform_sums(
          {columns[0][r], columns[1][r], columns[2][r], columns[3][r], columns[4][r], columns[5][r]});
      for (int j = 0; j < across; ++j) {
        (out[static_cast<std::size_t>(j)] + bias)
            .store(corner + (std::ptrdiff_t{i} * columns_ + j) * filters_ + f);
      }
    }
  }
}

void Winograd::forward(const float* image, const float* transformed, const float* b, float* y,
                       float* scratch) const {
  for (int first = 0; first < tiles_down_; first += tile_rows_) {
    const int tiles = std::min(tile_rows_, tiles_down_ - first) * tiles_across_;
    const std::ptrdiff_t read = std::ptrdiff_t{tiles} * channels_;
    const std::ptrdiff_t written = std::ptrdiff_t{tiles} * filters_;
    float* const sums = scratch + kCells * read;
    const auto row_of = [&](int tile) { return (first + tile / tiles_across_) * kOut; };
    const auto column_of = [&](int tile) { return tile % tiles_across_ * kOut; };
    for (int tile = 0; tile < tiles; ++tile) {
      transform_tile(image, row_of(tile), column_of(tile), scratch + std::ptrdiff_t{tile} * channels_, read);
    }
    const float* panel = transformed;
    for (int e = 0; e < kCells; ++e) {
      for (int f = 0; f < filters_; f += kPanel, panel += std::ptrdiff_t{channels_} * kPanel) {
        simd::multiply(tiles, std::min(kPanel, filters_ - f), channels_,
                       {.data = scratch + e * read, .rows = {.stride = channels_}, .columns = {.stride = 1}},
                       {.data = panel, .stride = kPanel},
                       {.data = sums + e * written + f, .stride = filters_});
      }
    }
    for (int tile = 0; tile < tiles; ++tile) {
      write_tile(sums + std::ptrdiff_t{tile} * filters_, written, b, row_of(tile), column_of(tile), y);
    }
  }
}

}  // namespace glassbox
