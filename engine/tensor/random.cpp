#include "engine/tensor/random.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/simd/map.h"

namespace glassbox {
namespace {

using Block = std::array<std::uint32_t, 4>;

std::uint32_t low(std::uint64_t value) {
  return static_cast<std::uint32_t>(value);
}
std::uint32_t high(std::uint64_t value) {
  return static_cast<std::uint32_t>(value >> 32);
}

/// 24 bits as an integer that float holds exactly.
float leading_bits(std::uint32_t word) {
  return static_cast<float>(word >> 8);
}

constexpr float kTwoToMinus24 = 1.0F / 16777216.0F;

float uniform_of(std::uint32_t word) {
  return leading_bits(word) * kTwoToMinus24;
}

/// In (0, 1]: its logarithm is finite.
float positive_of(std::uint32_t word) {
  return (leading_bits(word) + 1.0F) * kTwoToMinus24;
}

template <class T>
T box_muller(T positive, T turns) {
  return simd::sqrt(T(-2.0F) * simd::log(positive)) * simd::cos_two_pi(turns);
}

/// The words of N blocks, each word of all blocks side by side: loops that the compiler makes vectors of.
template <std::size_t N>
using Lanes = std::array<std::array<std::uint32_t, N>, 4>;

template <std::size_t N>
Lanes<N> philox_lanes(std::uint64_t seed, Stream stream, std::uint64_t step, std::uint32_t first) {
  constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
  constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
  constexpr std::uint32_t kWeyl1 = 0xBB67AE85;
  constexpr int kRounds = 10;

  Lanes<N> counter;
  for (std::size_t i = 0; i < N; ++i) {
    counter[0][i] = first + static_cast<std::uint32_t>(i);
    counter[1][i] = static_cast<std::uint32_t>(stream);
    counter[2][i] = low(step);
    counter[3][i] = high(step);
  }
  std::uint32_t key0 = low(seed);
  std::uint32_t key1 = high(seed);
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < N; ++i) {
      const std::uint64_t product0 = kMultiplier0 * counter[0][i];
      const std::uint64_t product1 = kMultiplier1 * counter[2][i];
      counter[0][i] = high(product1) ^ counter[1][i] ^ key0;
      counter[1][i] = low(product1);
      counter[2][i] = high(product0) ^ counter[3][i] ^ key1;
      counter[3][i] = low(product0);
    }
    key0 += kWeyl0;
    key1 += kWeyl1;
  }
  return counter;
}

}  // namespace

Block philox(std::uint64_t seed, Stream stream, std::uint64_t step, std::uint32_t index) {
  const Lanes<1> words = philox_lanes<1>(seed, stream, step, index);
  return {words[0][0], words[1][0], words[2][0], words[3][0]};
}

std::uint32_t Random::bits(std::uint64_t index) const {
  return four_bits(index / 4)[index % 4];
}

std::array<std::uint32_t, 4> Random::four_bits(std::uint64_t block) const {
  return philox(seed_, stream_, step_, low(block));
}

void Random::fill_bits(std::uint64_t block, std::span<Block> blocks) const {
  constexpr std::size_t kTogether = 4;
  for (std::size_t i = 0; i < blocks.size(); i += kTogether) {
    const auto words = philox_lanes<kTogether>(seed_, stream_, step_, low(block + i));
    for (std::size_t k = 0; k < std::min(kTogether, blocks.size() - i); ++k) {
      blocks[i + k] = {words[0][k], words[1][k], words[2][k], words[3][k]};
    }
  }
}

float Random::uniform(std::uint64_t index) const {
  return uniform_of(bits(index));
}

float Random::normal(std::uint64_t index) const {
  const Block block = four_bits(index / 2);
  const std::size_t pair = 2 * (index % 2);
  return box_muller(positive_of(block[pair]), uniform_of(block[pair + 1]));
}

void Random::fill_uniform(std::span<float> values) const {
  for (std::size_t i = 0; i < values.size(); i += 4) {
    const Block block = four_bits(i / 4);
    for (std::size_t word = 0; word < std::min<std::size_t>(4, values.size() - i); ++word) {
      values[i + word] = uniform_of(block[word]);
    }
  }
}

void Random::fill_normal(std::span<float> values) const {
  constexpr std::size_t kRun = 64;
  std::array<float, kRun> positive{};
  std::array<float, kRun> turns{};
  for (std::size_t start = 0; start < values.size(); start += kRun) {
    const std::size_t count = std::min(kRun, values.size() - start);
    for (std::size_t i = 0; i < count; i += 2) {
      const Block block = four_bits((start + i) / 2);
      positive[i] = positive_of(block[0]);
      turns[i] = uniform_of(block[1]);
      positive[i + 1] = positive_of(block[2]);
      turns[i + 1] = uniform_of(block[3]);
    }
    simd::map(
        count, &values[start], [](auto u, auto t) { return box_muller(u, t); }, positive.data(),
        turns.data());
  }
}

std::uint32_t Random::below(std::uint64_t index, std::uint32_t bound) const {
  return high(std::uint64_t{bits(index)} * bound);
}

void Random::shuffle(std::span<std::uint32_t> values) const {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[below(i - 1, static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace glassbox
