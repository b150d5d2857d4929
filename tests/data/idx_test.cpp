#include "engine/data/idx.h"

#include <doctest.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

using namespace glassbox;

namespace {

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

}  // namespace

TEST_CASE("idx: sizes and values of images and of labels") {
  const auto images = bytes_of({0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255});
  const auto read = parse_idx(images);
  REQUIRE(read);
  CHECK(read->sizes == std::vector<std::int64_t>{2, 1, 3});
  CHECK(std::vector(read->values.begin(), read->values.end()) ==
        std::vector<std::uint8_t>{1, 2, 3, 4, 5, 255});

  const auto labels = bytes_of({0, 0, 8, 1, 0, 0, 0, 2, 7, 9});
  REQUIRE(parse_idx(labels));
  CHECK(parse_idx(labels)->sizes == std::vector<std::int64_t>{2});
}

TEST_CASE("idx: what is of another type, cut off, too long or of absurd sizes is refused") {
  for (const auto& file : {
           bytes_of({}),
           bytes_of({0, 0, 8}),
           bytes_of({0, 0, 8, 0}),
           bytes_of({0, 0, 13, 1, 0, 0, 0, 1, 7}),
           bytes_of({0, 0, 8, 1, 0, 0, 0}),
           bytes_of({0, 0, 8, 1, 0, 0, 0, 2, 7}),
           bytes_of({0, 0, 8, 1, 0, 0, 0, 2, 7, 9, 1}),
           bytes_of({0, 0, 8, 1, 0, 0, 0, 0}),
           bytes_of({0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255, 1}),
       }) {
    CHECK_FALSE(parse_idx(file));
  }
}
