#include "engine/simd/gemm.h"

#include <doctest.h>

#include <cstring>
#include <vector>

#include "engine/simd/map.h"
#include "tests/ops/op_cases.h"

using namespace glassbox;

namespace {

/// One element's step in the arithmetic of this build: a lane of simd::fma.
float fma(float a, float b, float c) {
  std::array<float, simd::kLanes> lanes;
  simd::fma(simd::Vec(a), simd::Vec(b), simd::Vec(c)).store(lanes.data());
  return lanes[0];
}

std::vector<float> random_values(std::size_t count, std::uint64_t seed) {
  const std::vector<double> values = make_values(Inputs::normal, count, seed);
  return {values.begin(), values.end()};
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

enum class Start { zero, row, accumulate };

/// Whether multiply() gives, bit for bit, the plain loops of its formula; and leaves alone what lies beside
/// c.
bool equals_loops(int rows, int columns, int depth, bool a_transposed, bool b_transposed, Start start) {
  const auto a = random_values(static_cast<std::size_t>(rows * depth), 1);
  const auto b = random_values(static_cast<std::size_t>(depth * columns), 2);
  const auto row = random_values(static_cast<std::size_t>(columns), 3);
  const int stride = columns + 3;
  auto c = random_values(static_cast<std::size_t>(rows * stride), 4);
  auto expected = c;
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) {
      float& sum = expected[static_cast<std::size_t>(i * stride + j)];
      if (start == Start::zero) sum = 0;
      if (start == Start::row) sum = row[static_cast<std::size_t>(j)];
      for (int k = 0; k < depth; ++k) {
        sum = fma(a[static_cast<std::size_t>(a_transposed ? k * rows + i : i * depth + k)],
                  b[static_cast<std::size_t>(b_transposed ? j * depth + k : k * columns + j)], sum);
      }
    }
  }
  simd::multiply(rows, columns, depth,
                 {.data = a.data(),
                  .rows = {.stride = a_transposed ? 1 : depth},
                  .columns = {.stride = a_transposed ? rows : 1}},
                 {.data = b.data(), .stride = b_transposed ? depth : columns, .transposed = b_transposed},
                 {.data = c.data(),
                  .stride = stride,
                  .row = start == Start::row ? row.data() : nullptr,
                  .accumulate = start == Start::accumulate});
  return same_bits(c, expected);
}

}  // namespace

TEST_CASE("gemm: every small size equals the plain loops bit for bit") {
  for (int rows = 1; rows <= 15; ++rows) {
    for (int columns = 1; columns <= 19; ++columns) {
      for (const int depth : {1, 2, 3, 4, 5, 9}) {
        CAPTURE(rows);
        CAPTURE(columns);
        CAPTURE(depth);
        REQUIRE(equals_loops(rows, columns, depth, false, false, Start::row));
        REQUIRE(equals_loops(rows, columns, depth, true, false, Start::accumulate));
        REQUIRE(equals_loops(rows, columns, depth, false, true, Start::zero));
      }
    }
  }
}

TEST_CASE("gemm: so do sizes beyond one block of rows, columns or depth") {
  for (const int rows : {1, 47, 49, 100}) {
    for (const int columns : {1, 10, 33}) {
      for (const int depth : {191, 192, 193, 500}) {
        CAPTURE(rows);
        CAPTURE(columns);
        CAPTURE(depth);
        REQUIRE(equals_loops(rows, columns, depth, false, false, Start::row));
        REQUIRE(equals_loops(rows, columns, depth, true, false, Start::accumulate));
        REQUIRE(equals_loops(rows, columns, depth, false, true, Start::zero));
      }
    }
  }
}

TEST_CASE("gemm: tables address the patches of an image") {
  // 2x2 windows of a 3x4 image, one filter of ones: sums of four neighbours.
  const std::vector<float> image{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const std::vector<std::int32_t> positions{0, 1, 2, 4, 5, 6};
  const std::vector<std::int32_t> taps{0, 1, 4, 5};
  const std::vector<float> ones{1, 1, 1, 1};
  std::vector<float> sums(6);
  simd::multiply(
      6, 1, 4, {.data = image.data(), .rows = {.table = positions.data()}, .columns = {.table = taps.data()}},
      {.data = ones.data(), .stride = 1}, {.data = sums.data(), .stride = 1});
  CHECK(sums == std::vector<float>{14, 18, 22, 30, 34, 38});
}

TEST_CASE("gemm: no depth leaves the start") {
  std::vector<float> c{7, 7, 7};
  const std::vector<float> row{1, 2, 3};
  simd::multiply(1, 3, 0, {}, {}, {.data = c.data(), .stride = 3, .row = row.data()});
  CHECK(c == row);
}

TEST_CASE("map and column sums: any count, nothing beside it") {
  for (int count = 0; count <= 70; ++count) {
    CAPTURE(count);
    const auto size = static_cast<std::size_t>(count);
    const auto from = random_values(size + 1, 1);
    std::vector<float> to(size + 1, -1.0F);
    simd::map(
        size, to.data(), [](auto a) { return a + a; }, from.data());
    for (std::size_t i = 0; i < size; ++i) REQUIRE(to[i] == 2 * from[i]);
    REQUIRE(to[size] == -1.0F);

    const auto matrix = random_values(size * 5, 2);
    std::vector<float> sums(size + 1, 1.0F);
    auto expected = sums;
    for (std::size_t i = 0; i < matrix.size(); ++i) expected[i % size] += matrix[i];
    simd::add_column_sums(5, count, matrix.data(), sums.data());
    REQUIRE(sums == expected);
  }
}
