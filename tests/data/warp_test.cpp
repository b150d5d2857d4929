#include "engine/data/warp.h"

#include <doctest.h>

#include <cmath>
#include <numeric>
#include <vector>

using namespace glassbox;

namespace {

using Values = std::vector<float>;

Values moved(const Values& source, const Shape& image, const Transform& transform,
             const Values& background = {0}, const Displacement& displacement = {}) {
  Values target(source.size(), 99);
  warp(source.data(), image, source_of(transform), displacement, background, target.data());
  return target;
}

/// 1, 2, 3, ...
Values counting(const Shape& image) {
  Values values(static_cast<std::size_t>(image.size()));
  std::iota(values.begin(), values.end(), 1.0F);
  return values;
}

}  // namespace

TEST_CASE("warp: what does not move keeps every bit") {
  for (const Shape& image : {Shape{1, 1, 1}, Shape{3, 5, 2}, Shape{28, 28, 1}, Shape{8, 1, 3}}) {
    const Values source = counting(image);
    CHECK(moved(source, image, {}, Values(static_cast<std::size_t>(image[2]), 7)) == source);
  }
}

TEST_CASE("warp: a shift by whole pixels moves them exactly, and the background comes in") {
  const Shape image{2, 3, 1};
  const Values source = counting(image);
  CHECK(moved(source, image, {.shift_x = 1}) == Values{0, 1, 2, 0, 4, 5});
  CHECK(moved(source, image, {.shift_x = -2}, {9}) == Values{3, 9, 9, 6, 9, 9});
  CHECK(moved(source, image, {.shift_y = 1}) == Values{0, 0, 0, 1, 2, 3});
  CHECK(moved(source, image, {.shift_x = 100, .shift_y = -100}, {9}) == Values(6, 9));
}

TEST_CASE("warp: a shift by half a pixel is the mean of two neighbours") {
  CHECK(moved({2, 4, 8}, Shape{1, 3, 1}, {.shift_x = 0.5F}) == Values{1, 3, 6});
  CHECK(moved({4}, Shape{1, 1, 1}, {.shift_x = 0.5F, .shift_y = 0.5F}) == Values{1});
}

TEST_CASE("warp: quarter turns are counter-clockwise and exact") {
  const Shape image{3, 3, 1};
  const Values source = counting(image);
  CHECK(moved(source, image, {.rotation = 90}) == Values{3, 6, 9, 2, 5, 8, 1, 4, 7});
  CHECK(moved(source, image, {.rotation = -90}) == Values{7, 4, 1, 8, 5, 2, 9, 6, 3});
  CHECK(moved(source, image, {.rotation = 180}) == Values{9, 8, 7, 6, 5, 4, 3, 2, 1});
  CHECK(moved({1, 2, 3, 4, 5, 6, 7, 8}, Shape{2, 2, 2}, {.rotation = 90}, {0, 0}) ==
        Values{3, 4, 7, 8, 1, 2, 5, 6});
  CHECK(moved({5}, Shape{1, 1, 1}, {.rotation = 33}) == Values{5});
}

TEST_CASE("warp: zoom enlarges about the middle") {
  const Shape image{3, 3, 1};
  CHECK(moved(Values(9, 4), image, {.zoom = 2}) == Values(9, 4));
  CHECK(moved({0, 0, 0, 0, 8, 0, 0, 0, 0}, image, {.zoom = 2}) == Values{2, 4, 2, 4, 8, 4, 2, 4, 2});
  CHECK(moved(counting(image), image, {.zoom = 0.5F}) == Values{0, 0, 0, 0, 5, 0, 0, 0, 0});
}

TEST_CASE("warp: shear leans an upright line to the right") {
  const Values line{0, 1, 0, 0, 1, 0, 0, 1, 0};
  const Values leaning = moved(line, Shape{3, 3, 1}, {.shear = 45});
  const Values expected{0, 0, 1, 0, 1, 0, 1, 0, 0};
  for (std::size_t i = 0; i < line.size(); ++i) {
    CHECK(leaning[i] == doctest::Approx(expected[i]).epsilon(1e-6).scale(1));
  }
}

TEST_CASE("warp: the moves come in their order") {
  // A quarter turn first, then to the right: the left pixel goes to the bottom, and out of the middle column.
  const Values source{0, 0, 0, 7, 0, 0, 0, 0, 0};
  CHECK(moved(source, Shape{3, 3, 1}, {.shift_x = 1, .rotation = 90}) == Values{0, 0, 0, 0, 0, 0, 0, 0, 7});
}

TEST_CASE("warp: a displacement says where each pixel comes from") {
  const Values x{1, 0, -2};
  const Values y{0, 0, 0};
  CHECK(moved({1, 2, 3}, Shape{1, 3, 1}, {}, {0}, {x, y}) == Values{2, 2, 1});
  const Values far{1e30F, -1e30F, std::nanf("")};
  CHECK(moved({1, 2, 3}, Shape{1, 3, 1}, {}, {5}, {far, far}) == Values{5, 5, 5});
}

TEST_CASE("gaussian filter: a point becomes the bell, and the sum stays where there is room") {
  constexpr std::size_t kSide = 41;
  Values plane(kSide * kSide);
  plane[20 * kSide + 20] = 1;
  GaussianFilter filter(kSide, kSide, 2);
  filter.apply(plane);
  CHECK(std::accumulate(plane.begin(), plane.end(), 0.0F) == doctest::Approx(1.0F));
  const float middle = plane[20 * kSide + 20];
  CHECK(middle == doctest::Approx(1 / (2 * 3.14159265 * 4)).epsilon(0.01));
  CHECK(plane[20 * kSide + 22] / middle == doctest::Approx(std::exp(-0.5)).epsilon(1e-5));
  CHECK(plane[17 * kSide + 20] / middle == doctest::Approx(std::exp(-9.0 / 8)).epsilon(1e-5));
  CHECK(plane[18 * kSide + 22] / middle == doctest::Approx(std::exp(-1.0)).epsilon(1e-5));
  CHECK(plane[20 * kSide + 27] == 0.0F);
}

TEST_CASE("gaussian filter: planes smaller than the bell, and the same answer again") {
  for (const auto& [height, width] : {std::pair{1, 1}, std::pair{1, 9}, std::pair{9, 1}, std::pair{2, 3}}) {
    const auto size = static_cast<std::size_t>(height * width);
    GaussianFilter filter(height, width, 16);
    Values first(size, 1);
    Values second(size, 1);
    filter.apply(first);
    filter.apply(second);
    CHECK(first == second);
    for (const float value : first) CHECK((value > 0 && value < 1));
  }
}
