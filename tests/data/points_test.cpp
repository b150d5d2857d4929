#include "engine/data/points.h"

#include <doctest.h>

#include <vector>

using namespace glassbox;

TEST_CASE("points: those with classes come with labels") {
  const PointSet set({2, {1, 2, 3, 4, 5, 6}, {0, 1, 2}, {}}, 3);
  CHECK(set.shape() == Shape{2});
  CHECK(set.classes() == 3);
  CHECK(set.values() == 0);
  CHECK(set.size() == 3);
  CHECK(set.chunk_sizes().size() == 1);
  CHECK(set.chunk_sizes()[0] == 3);
  CHECK(set.has_sample(2));
  CHECK_FALSE(set.has_sample(3));
  CHECK_FALSE(set.has_sample(-1));
  CHECK(set.pixel_values() == nullptr);
  const std::vector<std::uint32_t> indices{2, 0};
  std::vector<float> inputs(4);
  std::vector<std::uint8_t> labels(2);
  set.gather(indices, inputs.data(), labels.data());
  CHECK(inputs == std::vector<float>{5, 6, 1, 2});
  CHECK(labels == std::vector<std::uint8_t>{2, 0});
}

TEST_CASE("points: those with numbers come with values") {
  const PointSet set({1, {1, 2}, {}, {10, 20}}, 0);
  CHECK(set.values() == 1);
  CHECK(set.size() == 2);
  const std::vector<std::uint32_t> indices{1, 1, 0};
  std::vector<float> inputs(3);
  std::vector<float> values(3);
  std::vector<std::uint8_t> labels(3, 9);
  set.gather(indices, inputs.data(), labels.data());
  set.gather_values(indices, values.data());
  CHECK(inputs == std::vector<float>{2, 2, 1});
  CHECK(values == std::vector<float>{20, 20, 10});
  CHECK(labels == std::vector<std::uint8_t>(3));
}

TEST_CASE("points: none at all are no chunk") {
  CHECK(PointSet({2, {}, {}, {}}, 2).chunk_sizes().empty());
  CHECK(PointSet({1, {}, {}, {}}, 0).size() == 0);
}
