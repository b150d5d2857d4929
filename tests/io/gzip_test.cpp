#include "engine/io/gzip.h"

#include <doctest.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

using namespace glassbox;

namespace {

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// As zlib writes them.
std::vector<std::byte> stored() {
  return bytes_of({31,  139, 8,   8,   0,  0,   0,   0,  0,   255, 110, 97,  109, 101, 0, 1, 8, 0,
                   247, 255, 103, 108, 97, 115, 115, 98, 111, 120, 224, 136, 162, 0,   8, 0, 0, 0});
}

std::vector<std::byte> fixed_codes() {
  return bytes_of({31, 139, 8,  0,  0,  0,  0, 0, 0,   255, 75, 84,  72, 201, 76, 207,
                   44, 209, 81, 72, 68, 99, 0, 0, 149, 36,  19, 201, 25, 0,   0,  0});
}

std::vector<std::byte> empty() {
  return bytes_of({31, 139, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0});
}

std::vector<std::byte> own_codes() {
  return bytes_of({31,  139, 8,   0,   0,   0,   0,   0,   0,   255, 85,  145, 65,  110, 4,   49,  8,   4,
                   191, 50,  79,  160, 193, 184, 65,  121, 77,  110, 137, 34,  37,  210, 230, 176, 223, 223,
                   9,   140, 60,  241, 205, 46,  183, 49,  133, 31,  63,  207, 67,  142, 143, 247, 223, 67,
                   222, 30,  231, 26,  181, 102, 34,  143, 207, 239, 175, 66,  90,  200, 48,  57,  255, 216,
                   226, 214, 81,  40,  81,  251, 81,  123, 232, 164, 140, 21,  242, 134, 201, 164, 111, 183,
                   103, 29,  104, 184, 196, 40,  192, 126, 38,  66,  12,  43,  21,  5,   93,  102, 96,  127,
                   60,  235, 96,  14,  12,  203, 110, 92,  86,  231, 34,  43,  134, 246, 73,  15,  100, 110,
                   5,   208, 90,  24,  98,  102, 77,  90,  200, 44,  76,  226, 206, 181, 150, 187, 66,  177,
                   87,  104, 55,  6,   72,  109, 114, 73,  81,  253, 95,  1,   94,  166, 225, 177, 143, 0,
                   151, 221, 116, 250, 53,  253, 214, 58,  147, 116, 187, 63,  160, 213, 206, 15,  240, 220,
                   91,  208, 214, 27,  169, 202, 174, 160, 173, 21,  166, 12,  222, 185, 86,  67,  36,  236,
                   30,  195, 11,  97,  181, 203, 118, 252, 1,   0,   0});
}

std::string own_codes_content() {
  std::string content;
  for (int i = 0; i < 24; ++i) {
    content += "row " + std::to_string(i) + " has " + std::to_string(i * i * 7919 % 1000003);
    for (int ink = 0; ink < i % 3; ++ink) content += " ink";
    content += ";";
  }
  return content;
}

}  // namespace

TEST_CASE("gzip: stored, fixed and own codes are read, with and without a name in the header") {
  const auto check = [](const std::vector<std::byte>& file, const std::string& content) {
    CHECK(is_gzip(file));
    const auto found = gunzip(file);
    REQUIRE(found);
    CHECK(text_of(*found) == content);
  };
  check(stored(), "glassbox");
  check(fixed_codes(), "a digit, a digit, a digit");
  check(own_codes(), own_codes_content());
  check(empty(), "");
}

TEST_CASE("gzip: a file with any byte changed or missing is refused, or is the same") {
  for (const auto& file : {stored(), fixed_codes(), own_codes()}) {
    const std::string content = text_of(*gunzip(file));
    for (std::size_t i = 0; i < file.size(); ++i) {
      std::vector<std::byte> damaged = file;
      damaged[i] ^= std::byte{0x10};
      const auto found = gunzip(damaged);
      CHECK((!found || text_of(*found) == content));  // a time or a name does not matter
      CHECK_FALSE(gunzip(std::span(file).first(i)));
    }
  }
}

TEST_CASE("gzip: what is no gzip file is not taken for one") {
  CHECK_FALSE(is_gzip({}));
  CHECK_FALSE(is_gzip(bytes_of({0x1F})));
  CHECK_FALSE(gunzip(bytes_of({'G', 'B', 'C', '1'})));
}
