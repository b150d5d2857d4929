#include "ui/draw/polyline.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace glassbox;
using namespace glassbox::ui;

TEST_CASE("polyline: thinning keeps first, last and both extremes of every column, in order") {
  const std::vector<Dot> line = {{0.1F, 5}, {0.2F, 9}, {0.3F, 1}, {0.4F, 4}, {0.5F, 6}, {1.2F, 3}, {2.5F, 2}};
  const std::vector<Dot> kept = thin_by_column(line, 1);
  const std::vector<Dot> expected = {{0.1F, 5}, {0.2F, 9}, {0.3F, 1}, {0.5F, 6}, {1.2F, 3}, {2.5F, 2}};
  CHECK(kept == expected);
}

TEST_CASE("polyline: thinning a long noisy line keeps its ends and range, at most four points a column") {
  std::vector<Dot> line;
  for (int i = 0; i < 10000; ++i) {
    line.push_back({static_cast<float>(i) * 0.01F, static_cast<float>((i * 7919) % 1009)});
  }
  const std::vector<Dot> kept = thin_by_column(line, 1);
  CHECK(kept.size() <= 4 * 101);
  CHECK(kept.front() == line.front());
  CHECK(kept.back() == line.back());
  const auto by_y = [](const Dot& a, const Dot& b) { return a.y < b.y; };
  CHECK(std::max_element(kept.begin(), kept.end(), by_y)->y ==
        std::max_element(line.begin(), line.end(), by_y)->y);
  CHECK(std::min_element(kept.begin(), kept.end(), by_y)->y ==
        std::min_element(line.begin(), line.end(), by_y)->y);
}

TEST_CASE("polyline: thinning leaves a sparse line and an empty one as they are") {
  const std::vector<Dot> sparse = {{0, 1}, {3, 2}, {6, 0}};
  CHECK(thin_by_column(sparse, 1) == sparse);
  CHECK(thin_by_column({}, 1).empty());
}

TEST_CASE("polyline: a smoothed stroke begins and ends where the pen did, its corners in short pieces") {
  const Stroke stroke{{{0.1F, 0.1F}, {0.14F, 0.1F}, {0.16F, 0.14F}, {0.2F, 0.16F}, {0.24F, 0.16F}}};
  const Stroke smooth = smooth_stroke(stroke, 0.04F, 0.01F);
  CHECK(smooth.points.front() == stroke.points.front());
  CHECK(smooth.points.back() == stroke.points.back());
  CHECK(smooth.points.size() > stroke.points.size());
  for (std::size_t i = 1; i + 1 < smooth.points.size(); ++i) {
    const float ax = smooth.points[i].x - smooth.points[i - 1].x;
    const float ay = smooth.points[i].y - smooth.points[i - 1].y;
    const float bx = smooth.points[i + 1].x - smooth.points[i].x;
    const float by = smooth.points[i + 1].y - smooth.points[i].y;
    CHECK(std::abs(std::atan2(ax * by - ay * bx, ax * bx + ay * by)) < 0.5F);
  }
}

TEST_CASE("polyline: a corner between far points is not cut by more than the radius") {
  const Stroke seven{{{0.2F, 0.2F}, {0.8F, 0.2F}, {0.4F, 0.9F}}};
  const Stroke smooth = smooth_stroke(seven, 0.04F, 0.01F);
  float nearest = 1;
  for (const StrokePoint& point : smooth.points) {
    nearest = std::min(nearest, std::hypot(point.x - 0.8F, point.y - 0.2F));
  }
  CHECK(nearest < 0.04F);
}

TEST_CASE("polyline: smoothing does not move a straight line or leave its ends") {
  const Stroke straight{{{0.2F, 0.5F}, {0.3F, 0.5F}, {0.6F, 0.5F}, {0.8F, 0.5F}}};
  float before = 0.2F;
  for (const StrokePoint& point : smooth_stroke(straight, 0.04F, 0.01F).points) {
    CHECK(point.y == doctest::Approx(0.5));
    CHECK(point.x >= before - 1e-6F);
    CHECK(point.x <= 0.8F + 1e-6F);
    before = point.x;
  }
}

TEST_CASE("polyline: dots, single lines and points drawn twice do no harm") {
  const Stroke dot{{{0.3F, 0.4F}}};
  const Stroke line{{{0.3F, 0.4F}, {0.6F, 0.1F}}};
  const Stroke twice{{{0.3F, 0.4F}, {0.3F, 0.4F}, {0.3F, 0.4F}, {0.6F, 0.1F}}};
  CHECK(smooth_stroke(dot, 0.04F, 0.01F) == dot);
  CHECK(smooth_stroke(line, 0.04F, 0.01F) == line);
  CHECK(smooth_stroke(Stroke{}, 0.04F, 0.01F) == Stroke{});
  for (const StrokePoint& point : smooth_stroke(twice, 0.04F, 0.01F).points) {
    CHECK(std::isfinite(point.x));
    CHECK(std::isfinite(point.y));
  }
}
