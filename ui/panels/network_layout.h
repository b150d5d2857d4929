#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/model/spec.h"
#include "ui/draw/tiling.h"

namespace glassbox::ui {

enum class PictureKind : std::int32_t {
  maps,     ///< images: the input, feature maps
  cells,    ///< one cell a unit
  strip,    ///< values in their order, no room spent on them
  classes,  ///< one labelled row a class
};

/// How a layer's output is drawn.
struct Picture {
  PictureKind kind = PictureKind::cells;
  int count = 1;  ///< of maps, units or classes
  int width = 1;  ///< of a map, in values
  int height = 1;
};

/// From the output's shape, (height, width, channels) or (units); `classes` says that the units are
/// probabilities of classes.
inline Picture picture_of(std::span<const std::int64_t> shape, bool flatten, bool classes) {
  constexpr int kRowsMost = 20;
  if (shape.size() == 3) {
    return {PictureKind::maps, static_cast<int>(shape[2]), static_cast<int>(shape[1]),
            static_cast<int>(shape[0])};
  }
  std::int64_t units = 1;
  for (std::int64_t axis : shape) units *= axis;
  const auto count = static_cast<int>(units);
  if (classes && count <= kRowsMost) return {PictureKind::classes, count, 1, 1};
  return {flatten ? PictureKind::strip : PictureKind::cells, count, 1, 1};
}

/// The indices of the layers that a layer reads, -1 for the model's input.
inline std::vector<int> layer_inputs(const ModelSpec& model, std::size_t layer) {
  std::vector<int> indices;
  if (layer >= model.layers.size()) return indices;
  for (const std::string& name : model.layers[layer].inputs) {
    const auto found = std::ranges::find(model.layers, name, &LayerSpec::name);
    indices.push_back(found == model.layers.end() ? -1 : static_cast<int>(found - model.layers.begin()));
  }
  return indices;
}

namespace network_layout {

inline constexpr float kMapGap = 4;
inline constexpr float kLeastMap = 20;  ///< about: values have whole device pixels
inline constexpr float kLeastInput = 84;
inline constexpr float kMostMap = 112;
inline constexpr float kMostInput = 168;
inline constexpr float kWholeRowsCost = 0.34F;  ///< share of a map's size given for rows of equal length
inline constexpr float kMostCell = 16;
inline constexpr float kCellsWidth = 152;
inline constexpr float kStrip = 16;
inline constexpr float kClassesWidth = 112;
inline constexpr float kClassRow = 24;
inline constexpr float kLeastBetween = 28;
inline constexpr float kMostBetween = 104;

/// Cells of at most kMostCell, closer together the more there are.
inline Tiling tile_cells(int count, float width, float height, float pixel_ratio, bool flat = false) {
  const float gap = count <= 256 ? 2.0F : count <= 1024 ? 1.0F : 0.0F;
  return tile_in_box(count, 1, 1, width, height, gap, pixel_ratio, kMostCell, flat);
}

/// One column of labelled rows.
inline Tiling tile_rows(int count, float width, float height, float gap) {
  const float room = height / static_cast<float>(count) - gap;
  return {1, count, width, std::max(4.0F, std::min(kClassRow, std::floor(room))), gap};
}

}  // namespace network_layout

/// One layer of the network drawn from left to right.
struct NetworkColumn {
  Picture picture;
  bool input = false;
  float caption = 0;  ///< width of the widest line below it
  // Found by lay_out_columns():
  Tiling tiling{};
  float x = 0;
  float width = 0;
  int texel = 0;  ///< device pixels a value of a map
};

/// Gives every column its tiling and place within `height`; maps grow, the smallest first, as long as all
/// fits into `width`; a short last row is filled by more columns, or by maps a little smaller. Returns the
/// width taken: more than `width` when even the smallest do not fit.
inline float lay_out_columns(std::vector<NetworkColumn>& columns, float width, float height,
                             float pixel_ratio) {
  using namespace network_layout;
  const auto tile = [&](NetworkColumn& column) {
    const Picture& picture = column.picture;
    switch (picture.kind) {
      case PictureKind::maps:
        column.tiling = tile_in_height(picture.count, picture.width, picture.height, column.texel, height,
                                       kMapGap, pixel_ratio);
        break;
      case PictureKind::cells:
        column.tiling = tile_cells(picture.count, kCellsWidth, height, pixel_ratio);
        break;
      case PictureKind::strip:
        column.tiling = {1, 1, kStrip, height, 0};
        break;
      case PictureKind::classes:
        column.tiling = tile_rows(picture.count, kClassesWidth, height, 0);
        break;
    }
    column.width = std::max(column.tiling.width(), column.caption);
  };
  const auto total = [&] {
    float sum = columns.empty() ? 0 : kLeastBetween * static_cast<float>(columns.size() - 1);
    for (const NetworkColumn& column : columns) sum += column.width;
    return sum;
  };
  for (NetworkColumn& column : columns) {
    const float least = column.input ? kLeastInput : kLeastMap;
    column.texel = std::max(
        1, static_cast<int>(std::lround(least * pixel_ratio / static_cast<float>(column.picture.width))));
    tile(column);
  }
  std::vector<bool> grown(columns.size(), false);
  for (;;) {
    std::size_t next = columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (grown[i] || columns[i].picture.kind != PictureKind::maps) continue;
      if (next == columns.size() || columns[i].tiling.tile_width < columns[next].tiling.tile_width) next = i;
    }
    if (next == columns.size()) break;
    NetworkColumn before = columns[next];
    ++columns[next].texel;
    tile(columns[next]);
    const Tiling& tiling = columns[next].tiling;
    const float most = before.input ? kMostInput : kMostMap;
    if (tiling.tile_width > most || tiling.height() > height || total() > width) {
      columns[next] = before;
      grown[next] = true;
    }
  }
  for (NetworkColumn& column : columns) {
    const Picture& picture = column.picture;
    if (picture.kind != PictureKind::maps || picture.count % column.tiling.columns == 0) continue;
    const NetworkColumn before = column;
    const auto is_whole = [&] {
      return picture.count % column.tiling.columns == 0 && (total() <= width || column.width <= before.width);
    };
    for (int more = 1; more <= before.tiling.columns && !is_whole(); ++more) {
      column.tiling.columns = before.tiling.columns + more;
      column.tiling.rows = (picture.count + column.tiling.columns - 1) / column.tiling.columns;
      column.width = std::max(column.tiling.width(), column.caption);
    }
    const float least = (1 - kWholeRowsCost) * static_cast<float>(before.texel);
    for (int texel = before.texel - 1; static_cast<float>(texel) >= least && !is_whole(); --texel) {
      column.texel = texel;
      tile(column);
    }
    if (!is_whole()) column = before;
  }
  const float taken = total();
  const auto betweens = static_cast<float>(columns.size() > 1 ? columns.size() - 1 : 1);
  const float spare = std::clamp((width - taken) / betweens, 0.0F, kMostBetween - kLeastBetween);
  float x = std::max(0.0F, (width - taken - spare * (betweens)) / 2);
  for (NetworkColumn& column : columns) {
    column.x = std::floor(x);
    x += column.width + kLeastBetween + spare;
  }
  return std::max(taken, std::min(width, x));
}

/// The tiling of a picture that has the whole width to itself.
inline Tiling tile_picture(const Picture& picture, float width, float height, float gap, float pixel_ratio) {
  using namespace network_layout;
  switch (picture.kind) {
    case PictureKind::maps:
      return tile_in_box(picture.count, picture.width, picture.height, width, height, gap, pixel_ratio,
                         picture.count == 1 ? kMostInput : kMostMap, true);
    case PictureKind::cells:
      return tile_cells(picture.count, width, height, pixel_ratio);
    case PictureKind::strip:
      return {1, 1, width, kStrip, 0};
    case PictureKind::classes:
      return tile_rows(picture.count, std::min(width, 240.0F), height, 0);
  }
  return {};
}

}  // namespace glassbox::ui
