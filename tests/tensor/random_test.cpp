#include "engine/tensor/random.h"

#include <doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

using namespace glassbox;

namespace {

constexpr int kDraws = 100000;

struct Moments {
  double mean = 0;
  double variance = 0;
};

template <class Draw>
Moments moments(Draw draw) {
  double sum = 0;
  double squares = 0;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    const double value = draw(i);
    sum += value;
    squares += value * value;
  }
  const double mean = sum / kDraws;
  return {mean, squares / kDraws - mean * mean};
}

std::vector<std::uint32_t> first_numbers(std::size_t count) {
  std::vector<std::uint32_t> values(count);
  std::iota(values.begin(), values.end(), 0U);
  return values;
}

}  // namespace

// Counter {index, stream, step} and key {seed} of the lines "philox4x32 10" in Random123's kat_vectors.
TEST_CASE("philox gives the known answers of Random123") {
  CHECK(philox(0, Stream{0}, 0, 0) ==
        std::array<std::uint32_t, 4>{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox(0xffffffffffffffff, Stream{0xffffffff}, 0xffffffffffffffff, 0xffffffff) ==
        std::array<std::uint32_t, 4>{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox(0x299f31d0a4093822, Stream{0x85a308d3}, 0x0370734413198a2e, 0x243f6a88) ==
        std::array<std::uint32_t, 4>{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a row of random numbers is made of the single ones, whatever its length") {
  const Random random(7, Stream::augmentation, 3);
  for (const std::size_t length : {0U, 1U, 2U, 3U, 4U, 5U, 21U, 64U, 131U}) {
    std::vector<float> values(length);
    random.fill_uniform(values);
    for (std::size_t i = 0; i < length; ++i) CHECK(values[i] == random.uniform(i));
    random.fill_normal(values);
    for (std::size_t i = 0; i < length; ++i) CHECK(values[i] == random.normal(i));
  }
}

TEST_CASE("random bits are the words of philox in order") {
  const Random random(7, Stream::data, 3);
  for (std::uint32_t block = 0; block < 3; ++block) {
    const auto words = philox(7, Stream::data, 3, block);
    for (std::uint32_t word = 0; word < 4; ++word) CHECK(random.bits(4 * block + word) == words[word]);
  }
}

TEST_CASE("uniform numbers fill [0, 1) evenly") {
  const Random random(1, Stream::initialisation);
  std::array<int, 10> bins{};
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    const float value = random.uniform(i);
    REQUIRE(value >= 0.0F);
    REQUIRE(value < 1.0F);
    ++bins[static_cast<std::size_t>(value * 10.0F)];
  }
  // Five standard deviations of a binomial count: 5 sqrt(100000 * 0.1 * 0.9) = 474.
  for (int count : bins) CHECK(std::abs(count - kDraws / 10) < 474);
  const Moments found = moments([&](std::uint64_t i) { return random.uniform(i); });
  CHECK(std::abs(found.mean - 0.5) < 5 * std::sqrt(1.0 / 12 / kDraws));
  CHECK(std::abs(found.variance - 1.0 / 12) < 0.002);
}

TEST_CASE("normal numbers have the normal distribution's moments and tails") {
  const Random random(2, Stream::initialisation);
  const Moments found = moments([&](std::uint64_t i) { return random.normal(i); });
  CHECK(std::abs(found.mean) < 5 / std::sqrt(kDraws));
  CHECK(std::abs(found.variance - 1) < 5 * std::sqrt(2.0 / kDraws));
  int beyond_one = 0;
  int beyond_two = 0;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    const float value = random.normal(i);
    REQUIRE(std::isfinite(value));
    beyond_one += std::abs(value) > 1.0F ? 1 : 0;
    beyond_two += std::abs(value) > 2.0F ? 1 : 0;
  }
  CHECK(std::abs(beyond_one / double{kDraws} - 0.317311) < 0.0074);
  CHECK(std::abs(beyond_two / double{kDraws} - 0.045500) < 0.0033);
}

TEST_CASE("neighbouring normals are uncorrelated") {
  const Random random(3, Stream::initialisation);
  double product = 0;
  for (std::uint64_t i = 0; i < kDraws; ++i) product += random.normal(i) * random.normal(i + 1);
  CHECK(std::abs(product / kDraws) < 5 / std::sqrt(kDraws));
}

TEST_CASE("below stays below its bound and is even") {
  const Random random(4, Stream::shuffle);
  std::array<int, 7> counts{};
  for (std::uint64_t i = 0; i < 70000; ++i) ++counts.at(random.below(i, 7));
  for (int count : counts) CHECK(std::abs(count - 10000) < 463);  // 5 sqrt(70000 * 6 / 49)
  for (std::uint64_t i = 0; i < 100; ++i) CHECK(random.below(i, 1) == 0);
}

TEST_CASE("seed, stream and step each make another row of numbers") {
  const Random base(5, Stream::shuffle, 1);
  for (const Random& other :
       {Random(6, Stream::shuffle, 1), Random(5, Stream::data, 1), Random(5, Stream::shuffle, 2),
        Random(5 + (std::uint64_t{1} << 32), Stream::shuffle, 1)}) {
    int equal = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) equal += base.bits(i) == other.bits(i) ? 1 : 0;
    CHECK(equal == 0);
  }
}

TEST_CASE("a shuffle is a permutation, the same for the same seed") {
  std::vector<std::uint32_t> once = first_numbers(1000);
  std::vector<std::uint32_t> again = first_numbers(1000);
  std::vector<std::uint32_t> other = first_numbers(1000);
  Random(8, Stream::shuffle).shuffle(once);
  Random(8, Stream::shuffle).shuffle(again);
  Random(9, Stream::shuffle).shuffle(other);
  CHECK(once == again);
  CHECK(once != other);
  CHECK(once != first_numbers(1000));
  std::ranges::sort(once);
  CHECK(once == first_numbers(1000));

  std::vector<std::uint32_t> empty;
  Random(8, Stream::shuffle).shuffle(empty);
  CHECK(empty.empty());
}

TEST_CASE("a shuffle takes every value to every place equally often") {
  constexpr std::size_t kValues = 5;
  std::array<std::array<int, kValues>, kValues> counts{};
  for (std::uint64_t seed = 0; seed < 10000; ++seed) {
    std::vector<std::uint32_t> values = first_numbers(kValues);
    Random(seed, Stream::shuffle).shuffle(values);
    for (std::size_t place = 0; place < kValues; ++place) ++counts[place][values[place]];
  }
  for (const auto& row : counts) {
    for (int count : row) CHECK(std::abs(count - 2000) < 200);  // 5 sqrt(10000 * 0.2 * 0.8)
  }
}
