#include "ui/panels/network_layout.h"

#include <doctest.h>

#include <array>
#include <cstdint>
#include <vector>

using namespace glassbox;
using namespace glassbox::ui;

namespace {

NetworkColumn maps(int count, int size, bool input = false) {
  return {.picture = {PictureKind::maps, count, size, size}, .input = input, .caption = 96};
}

NetworkColumn units(PictureKind kind, int count) {
  return {.picture = {kind, count, 1, 1}, .caption = 96};
}

/// The course's convolutional network: 32 maps of 24, pooled to 12, flattened, ten classes.
std::vector<NetworkColumn> course_network() {
  return {maps(1, 28, true), maps(32, 24), maps(32, 12), units(PictureKind::strip, 4608),
          units(PictureKind::classes, 10)};
}

std::vector<NetworkColumn> deep_network() {
  std::vector<NetworkColumn> columns = {maps(1, 28, true)};
  for (int size : {26, 24, 12, 10, 5, 3}) columns.push_back(maps(64, size));
  columns.push_back(units(PictureKind::strip, 576));
  for (int i = 0; i < 3; ++i) columns.push_back(units(PictureKind::cells, 128));
  columns.push_back(units(PictureKind::classes, 10));
  return columns;
}

void check_order(const std::vector<NetworkColumn>& columns, float width, float height) {
  float end = 0;
  for (const NetworkColumn& column : columns) {
    CHECK(column.x >= end);
    CHECK(column.tiling.width() <= column.width + 0.01F);
    CHECK(column.tiling.height() <= height + 0.01F);
    end = column.x + column.width;
  }
  CHECK(end <= width + 1);
}

}  // namespace

TEST_CASE("network layout: what a shape is drawn as") {
  constexpr std::array<std::int64_t, 3> kMaps = {24, 20, 32};
  const Picture picture = picture_of(kMaps, false, false);
  CHECK(picture.kind == PictureKind::maps);
  CHECK(picture.count == 32);
  CHECK(picture.height == 24);
  CHECK(picture.width == 20);
  constexpr std::array<std::int64_t, 1> kUnits = {10};
  CHECK(picture_of(kUnits, false, true).kind == PictureKind::classes);
  CHECK(picture_of(kUnits, false, false).kind == PictureKind::cells);
  CHECK(picture_of(kUnits, true, false).kind == PictureKind::strip);
  constexpr std::array<std::int64_t, 1> kMany = {300};
  CHECK(picture_of(kMany, false, true).kind == PictureKind::cells);
}

TEST_CASE("network layout: a layer is linked to each of its inputs") {
  ModelSpec model;
  model.layers = {{"Dense", "a", {"input"}, {}}, {"Dense", "b", {"a"}, {}}, {"Add", "sum", {"a", "b"}, {}}};
  CHECK(layer_inputs(model, 0) == std::vector<int>{-1});
  CHECK(layer_inputs(model, 1) == std::vector<int>{0});
  CHECK(layer_inputs(model, 2) == std::vector<int>{0, 1});
}

TEST_CASE("network layout: the course's network fits side by side, in order, at every pixel ratio") {
  for (float pixel_ratio : {1.0F, 1.25F, 2.0F}) {
    for (float width : {720.0F, 1000.0F, 1800.0F}) {
      std::vector<NetworkColumn> columns = course_network();
      CHECK(lay_out_columns(columns, width, 320, pixel_ratio) <= width);
      check_order(columns, width, 320);
    }
  }
}

TEST_CASE("network layout: more room gives larger maps, none beyond its limit") {
  std::vector<NetworkColumn> small = course_network();
  std::vector<NetworkColumn> large = course_network();
  lay_out_columns(small, 720, 320, 1);
  lay_out_columns(large, 1800, 700, 1);
  CHECK(large[1].tiling.tile_width > small[1].tiling.tile_width);
  CHECK(large[0].tiling.tile_width <= network_layout::kMostInput);
  CHECK(large[1].tiling.tile_width <= network_layout::kMostMap);
}

TEST_CASE("network layout: no last row is short where maps a little smaller fill it") {
  for (float height : {480.0F, 560.0F, 640.0F, 720.0F, 900.0F}) {
    for (float width : {1000.0F, 1400.0F, 1800.0F}) {
      CAPTURE(height);
      CAPTURE(width);
      std::vector<NetworkColumn> columns = course_network();
      CHECK(lay_out_columns(columns, width, height, 1) <= width);
      check_order(columns, width, height);
      CHECK(32 % columns[1].tiling.columns == 0);
      CHECK(32 % columns[2].tiling.columns == 0);
    }
  }
}

TEST_CASE("network layout: a network that does not fit says how much it takes") {
  std::vector<NetworkColumn> columns = deep_network();
  const float taken = lay_out_columns(columns, 700, 300, 1);
  CHECK(taken > 700);
  check_order(columns, taken, 300);
}

TEST_CASE("network layout: a picture alone stays within its room") {
  for (const NetworkColumn& column : deep_network()) {
    const Tiling tiling = tile_picture(column.picture, 308, 240, 4, 2);
    CHECK(tiling.width() <= 308.01F);
    CHECK(tiling.height() <= 240.01F);
    CHECK(tiling.width() > 0);
  }
}
