#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace glassbox::ui {

/// Equal tiles in rows and columns; sizes in CSS pixels.
struct Tiling {
  int columns = 0;
  int rows = 0;
  float tile_width = 0;
  float tile_height = 0;
  float gap = 0;

  [[nodiscard]] float width() const { return extent(columns, tile_width); }
  [[nodiscard]] float height() const { return extent(rows, tile_height); }
  [[nodiscard]] float left(int tile) const { return static_cast<float>(tile % columns) * (tile_width + gap); }
  [[nodiscard]] float top(int tile) const {
    const int row = tile / columns;
    return static_cast<float>(row) * (tile_height + gap);
  }
  /// The tile at a point relative to the tiling's corner, -1 in a gap or outside.
  [[nodiscard]] int at(float x, float y, int count) const {
    if (columns == 0 || x < 0 || y < 0) return -1;
    const int column = static_cast<int>(x / (tile_width + gap));
    const int row = static_cast<int>(y / (tile_height + gap));
    const int tile = row * columns + column;
    if (column >= columns || tile >= count) return -1;
    return x - left(tile) < tile_width && y - top(tile) < tile_height ? tile : -1;
  }

 private:
  [[nodiscard]] float extent(int n, float size) const {
    return n == 0 ? 0 : static_cast<float>(n) * size + static_cast<float>(n - 1) * gap;
  }
};

/// An image's size on screen for one value in `texel` device pixels.
inline float image_extent(int values, int texel, float pixel_ratio) {
  return static_cast<float>(values * texel) / pixel_ratio;
}

/// `count` images of width x height values, each value a square of `texel` device pixels, in as few columns
/// as the available height allows, or one more where that leaves no row short.
inline Tiling tile_in_height(int count, int width, int height, int texel, float available_height, float gap,
                             float pixel_ratio) {
  Tiling tiling{0, 0, image_extent(width, texel, pixel_ratio), image_extent(height, texel, pixel_ratio), gap};
  const int fitting = static_cast<int>((available_height + gap) / (tiling.tile_height + gap));
  const int rows = std::clamp(fitting, 1, count);
  tiling.columns = (count + rows - 1) / rows;
  if (count % tiling.columns != 0 && count % (tiling.columns + 1) == 0) ++tiling.columns;
  tiling.rows = (count + tiling.columns - 1) / tiling.columns;
  return tiling;
}

/// The largest tiling of `count` images that fits into the available size, values as squares of whole device
/// pixels where there is room for one, at most `largest` CSS pixels wide a tile. Of those, the narrowest
/// (the widest when `flat`) without a short row, else the narrowest (the widest) of all.
inline Tiling tile_in_box(int count, int width, int height, float available_width, float available_height,
                          float gap, float pixel_ratio, float largest, bool flat = false) {
  Tiling best;
  best.gap = gap;
  for (int i = 1; i <= count; ++i) {
    const int columns = flat ? count + 1 - i : i;
    const int rows = (count + columns - 1) / columns;
    const float room_x =
        (available_width - static_cast<float>(columns - 1) * gap) / static_cast<float>(columns);
    const float room_y = (available_height - static_cast<float>(rows - 1) * gap) / static_cast<float>(rows);
    float texel = std::min({room_x / static_cast<float>(width), room_y / static_cast<float>(height),
                            largest / static_cast<float>(width)});
    if (texel <= 0) continue;
    const float device = texel * pixel_ratio;
    if (device >= 1) texel = std::floor(device + 1e-3F) / pixel_ratio;
    const float tile_width = texel * static_cast<float>(width);
    const bool evens_out = tile_width == best.tile_width && count % columns == 0 && count % best.columns != 0;
    if (tile_width > best.tile_width || evens_out) {
      best.columns = columns;
      best.rows = rows;
      best.tile_width = tile_width;
      best.tile_height = texel * static_cast<float>(height);
    }
  }
  return best;
}

/// The fewest columns of an atlas that is about square: `count` images of equal size.
inline int atlas_columns(int count) {
  return std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count)))));
}

}  // namespace glassbox::ui
