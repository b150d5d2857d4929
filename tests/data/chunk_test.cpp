#include "engine/data/chunk.h"

#include <doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/data/chunk_file.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

ChunkContent content() {
  return {{2, 3, 1}, 4, {3, 0}, {0, 50, 100, 150, 200, 250, 1, 2, 3, 4, 5, 6}};
}

std::string code_of(const std::vector<std::byte>& file) {
  const auto chunk = decode_chunk(file);
  return chunk ? "" : chunk.error().code;
}

void set_field(std::vector<std::byte>& file, std::size_t offset, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) file[offset + i] = static_cast<std::byte>(value >> (8 * i));
}

}  // namespace

TEST_CASE("crc32 has the check value of its standard") {
  constexpr std::string_view text = "123456789";
  CHECK(crc32(std::as_bytes(std::span(text))) == 0xCBF43926U);
  CHECK(crc32({}) == 0U);
}

TEST_CASE("chunk: a good file gives its labels and pixels") {
  const auto file = make_chunk_file(content());
  const auto chunk = decode_chunk(file);
  REQUIRE(chunk);
  CHECK(chunk.value().samples == 2);
  CHECK(chunk.value().height == 2);
  CHECK(chunk.value().width == 3);
  CHECK(chunk.value().channels == 1);
  CHECK(chunk.value().classes == 4);
  CHECK(std::ranges::equal(chunk.value().labels, content().labels));
  CHECK(std::ranges::equal(chunk.value().pixels, content().pixels));
}

TEST_CASE("chunk: a file cut at any length is refused as truncated") {
  const auto file = make_chunk_file(content());
  for (std::size_t length = 0; length < file.size(); ++length) {
    CAPTURE(length);
    const auto chunk = decode_chunk(std::span(file).first(length));
    REQUIRE_FALSE(chunk);
    CHECK(chunk.error().code == "chunk.truncated");
    CHECK(chunk.error().arguments.at(0) == std::to_string(length));
  }
}

TEST_CASE("chunk: a byte too many is refused") {
  auto file = make_chunk_file(content());
  file.push_back(std::byte{0});
  CHECK(code_of(file) == "chunk.format");
}

TEST_CASE("chunk: no flipped bit passes, but in the number of classes, which the data set compares") {
  const auto file = make_chunk_file(content());
  for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
    if (bit / 8 >= 20 && bit / 8 < 24) continue;
    CAPTURE(bit);
    auto damaged = file;
    damaged[bit / 8] ^= static_cast<std::byte>(1 << (bit % 8));
    CHECK_FALSE(decode_chunk(damaged));
  }
}

TEST_CASE("chunk: the reason fits the damage") {
  const auto good = make_chunk_file(content());
  auto file = good;
  file[0] = std::byte{'X'};
  CHECK(code_of(file) == "chunk.format");

  file = good;
  file.back() ^= std::byte{1};
  CHECK(code_of(file) == "chunk.checksum");

  ChunkContent wrong_label = content();
  wrong_label.labels[1] = 4;
  CHECK(code_of(make_chunk_file(wrong_label)) == "chunk.label");
}

TEST_CASE("chunk: sizes whose product overflows are refused") {
  for (const std::uint32_t size : {0U, 0xFFFFFFFFU, 0x80000000U, 1U << 20}) {
    CAPTURE(size);
    auto file = make_chunk_file(content());
    for (std::size_t offset = 4; offset < 20; offset += 4) set_field(file, offset, size);
    CHECK(code_of(file) == "chunk.format");
  }
}
