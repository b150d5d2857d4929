#include "engine/data/dataset.h"

#include <doctest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "tests/data/chunk_file.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

const std::vector<std::int64_t> kShape{2, 2, 1};
const std::vector<std::int32_t> kChunks{3, 2, 4};
constexpr std::int32_t kFirst[] = {0, 3, 5};

/// Sample i has the label i and four pixels i, i + 1, i + 2, i + 3.
std::vector<std::byte> chunk_file(int chunk) {
  ChunkContent content{{2, 2, 1}, 10, {}, {}};
  const std::int32_t first = kFirst[chunk];
  for (std::int32_t i = first; i < first + kChunks[static_cast<std::size_t>(chunk)]; ++i) {
    content.labels.push_back(static_cast<std::uint8_t>(i));
    for (std::int32_t pixel = 0; pixel < 4; ++pixel) {
      content.pixels.push_back(static_cast<std::uint8_t>(i + pixel));
    }
  }
  return make_chunk_file(content);
}

Dataset dataset() {
  return Dataset::create(kShape, 10, kChunks).value();
}

std::string refusal(std::vector<std::int64_t> shape, int classes, std::vector<std::int32_t> chunks) {
  const auto set = Dataset::create(shape, classes, std::move(chunks));
  return set ? "" : set.error().code;
}

}  // namespace

TEST_CASE("dataset: chunks may arrive in any order") {
  Dataset set = dataset();
  CHECK(set.size() == 9);
  CHECK(set.available() == 0);
  REQUIRE(set.add_chunk(2, chunk_file(2)));
  CHECK(set.available() == 4);
  CHECK_FALSE(set.has_sample(4));
  CHECK(set.has_sample(5));
  CHECK(set.has_sample(8));
  CHECK_FALSE(set.has_sample(9));
  CHECK_FALSE(set.has_sample(-1));
  CHECK_FALSE(set.has_chunk(0));
  CHECK(set.has_chunk(2));

  REQUIRE(set.add_chunk(0, chunk_file(0)));
  REQUIRE(set.add_chunk(1, chunk_file(1)));
  CHECK(set.available() == 9);
  for (std::int64_t i = 0; i < 9; ++i) {
    CHECK(set.label(i) == i);
    CHECK(set.pixels(i)[3] == i + 3);
  }
}

TEST_CASE("dataset: gather converts to 0..1 in the order asked for") {
  Dataset set = dataset();
  for (int chunk = 0; chunk < 3; ++chunk) REQUIRE(set.add_chunk(chunk, chunk_file(chunk)));
  const std::vector<std::uint32_t> indices{8, 0, 4};
  std::vector<float> inputs(12);
  std::vector<std::uint8_t> labels(3);
  set.gather(indices, inputs.data(), labels.data());
  CHECK(labels == std::vector<std::uint8_t>{8, 0, 4});
  CHECK(inputs[0] == 8 / 255.0F);
  CHECK(inputs[4] == 0.0F);
  CHECK(inputs[11] == 7 / 255.0F);
  CHECK(pixel_value(255) == 1.0F);
}

TEST_CASE("dataset: what is there at once is a set of one chunk") {
  const Dataset set(Shape{1, 2, 1}, 3, {2, 0}, {10, 20, 30, 40});
  CHECK(set.size() == 2);
  CHECK(set.available() == 2);
  CHECK(set.has_sample(1));
  CHECK(set.has_chunk(0));
  CHECK(std::vector<std::int32_t>(set.chunk_sizes().begin(), set.chunk_sizes().end()) ==
        std::vector<std::int32_t>{2});
  CHECK(set.pixels(1)[0] == 30);
  CHECK(set.label(0) == 2);
  const Dataset empty(Shape{1, 2, 1}, 3, {}, {});
  CHECK(empty.size() == 0);
  CHECK(empty.chunk_sizes().empty());
}

TEST_CASE("dataset: nothing is kept of a bad chunk, and a chunk counts once") {
  Dataset set = dataset();
  auto damaged = chunk_file(0);
  damaged.back() ^= std::byte{1};
  CHECK(set.add_chunk(0, damaged).error().code == "chunk.checksum");
  CHECK(set.add_chunk(3, chunk_file(0)).error().code == "data.chunk_index");
  CHECK(set.add_chunk(-1, chunk_file(0)).error().code == "data.chunk_index");
  CHECK(set.add_chunk(1, chunk_file(0)).error().code == "data.chunk_mismatch");
  CHECK(set.available() == 0);
  CHECK(set.pixels(0)[1] == 0);

  REQUIRE(set.add_chunk(0, chunk_file(0)));
  REQUIRE(set.add_chunk(0, chunk_file(0)));
  CHECK(set.available() == 3);
}

TEST_CASE("dataset: a chunk of other images or classes is refused") {
  Dataset set = dataset();
  ChunkContent wide{{1, 4, 1}, 10, {0, 1, 2}, std::vector<std::uint8_t>(12)};
  CHECK(set.add_chunk(0, make_chunk_file(wide)).error().code == "data.chunk_mismatch");
  ChunkContent fewer{{2, 2, 1}, 9, {0, 1, 2}, std::vector<std::uint8_t>(12)};
  CHECK(set.add_chunk(0, make_chunk_file(fewer)).error().code == "data.chunk_mismatch");
}

TEST_CASE("dataset: sizes from outside are refused before anything is allocated") {
  constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();
  CHECK(refusal({28, 28}, 10, {1}) == "data.bad_image_shape");
  CHECK(refusal({28, 0, 1}, 10, {1}) == "data.bad_image_shape");
  CHECK(refusal({28, -28, 1}, 10, {1}) == "data.bad_image_shape");
  CHECK(refusal({std::numeric_limits<std::int64_t>::max(), 2, 2}, 10, {1}) == "data.bad_image_shape");
  CHECK(refusal({65536, 65536, 65536}, 10, {1}) == "data.too_large");
  CHECK(refusal({28, 28, 1}, 1, {1}) == "data.classes");
  CHECK(refusal({28, 28, 1}, 257, {1}) == "data.classes");
  CHECK(refusal({28, 28, 1}, 10, {1, 0}) == "data.chunk_sizes");
  CHECK(refusal({28, 28, 1}, 10, {-5}) == "data.chunk_sizes");
  CHECK(refusal({28, 28, 1}, 10, std::vector<std::int32_t>(4097, 1)) == "data.chunk_sizes");
  CHECK(refusal({1, 1, 1}, 10, std::vector<std::int32_t>(4096, kMost)) == "data.too_large");
  CHECK(refusal({28, 28, 1}, 10, {60000, 10000}).empty());
  CHECK(refusal({28, 28, 1}, 10, {}).empty());
}
