#include "ui/draw/tiling.h"

#include <doctest.h>

#include <cmath>

using namespace glassbox::ui;

TEST_CASE("tiling: a tile is found where it was placed, and nothing in the gaps") {
  const Tiling tiling{4, 3, 24, 20, 4};
  CHECK(tiling.width() == 108);
  CHECK(tiling.height() == 68);
  for (int tile = 0; tile < 10; ++tile) {
    CHECK(tiling.at(tiling.left(tile) + 1, tiling.top(tile) + 1, 10) == tile);
    CHECK(tiling.at(tiling.left(tile) + 26, tiling.top(tile) + 1, 10) == -1);
  }
  CHECK(tiling.at(tiling.left(10) + 1, tiling.top(10) + 1, 10) == -1);
  CHECK(tiling.at(-1, 5, 10) == -1);
  CHECK(tiling.at(5, 100, 10) == -1);
}

TEST_CASE("tiling: the largest that fits has values of whole device pixels") {
  for (float pixel_ratio : {1.0F, 1.5F, 2.0F, 3.0F}) {
    for (int count : {1, 6, 10, 32, 64}) {
      const Tiling tiling = tile_in_box(count, 12, 12, 300, 200, 4, pixel_ratio, 112);
      CHECK(tiling.columns * tiling.rows >= count);
      CHECK((tiling.rows - 1) * tiling.columns < count);
      CHECK(tiling.width() <= 300.01F);
      CHECK(tiling.height() <= 200.01F);
      const float texel = tiling.tile_width * pixel_ratio / 12;
      CHECK(texel == doctest::Approx(std::round(texel)));
      CHECK(tiling.tile_width <= 112);
    }
  }
}

TEST_CASE("tiling: of equal sizes the one without a short row, narrow or flat") {
  const Tiling narrow = tile_in_box(128, 1, 1, 152, 340, 2, 1, 16);
  CHECK(128 % narrow.columns == 0);
  const Tiling flat = tile_in_box(32, 24, 24, 308, 240, 4, 1, 112, true);
  CHECK(flat.columns == 8);
  CHECK(flat.rows == 4);
}

TEST_CASE("tiling: where no value has a device pixel the images shrink on") {
  const Tiling tiling = tile_in_box(256, 28, 28, 200, 200, 1, 1, 112);
  CHECK(tiling.columns > 0);
  CHECK(tiling.width() <= 200.01F);
  CHECK(tiling.height() <= 200.01F);
  CHECK(tiling.tile_width < 28);
}

TEST_CASE("tiling: in a given height as few columns as can be, one more for full rows") {
  const Tiling eleven_rows_fit = tile_in_height(32, 24, 24, 1, 320, 4, 1);
  CHECK(eleven_rows_fit.columns == 4);
  CHECK(eleven_rows_fit.rows == 8);
  CHECK(tile_in_height(10, 8, 8, 2, 1000, 4, 1).columns == 1);
  CHECK(tile_in_height(10, 8, 8, 2, 4, 4, 1).rows == 1);
}

TEST_CASE("tiling: an atlas is about square and holds all") {
  for (int count : {1, 2, 10, 32, 64, 100}) {
    const int columns = atlas_columns(count);
    const int rows = (count + columns - 1) / columns;
    CHECK(columns * rows >= count);
    CHECK(columns - rows <= 1);
  }
}
