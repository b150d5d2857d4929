#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace glassbox {

/// What a random number is for. A number depends on (seed, stream, step, index) alone, so nothing that is
/// looked at, no thread and no order of evaluation can change it. Values are part of the file format: append
/// only.
enum class Stream : std::uint32_t {
  initialisation = 0,
  shuffle = 1,
  dropout = 2,
  augmentation = 3,
  data = 4
};

/// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): four independent
/// 32-bit words.
std::array<std::uint32_t, 4> philox(std::uint64_t seed, Stream stream, std::uint64_t step,
                                    std::uint32_t index);

/// The i-th of an endless row of numbers for one (seed, stream, step); each call is independent of all
/// others.
class Random {
 public:
  Random(std::uint64_t seed, Stream stream, std::uint64_t step = 0)
      : seed_(seed), stream_(stream), step_(step) {}

  [[nodiscard]] std::uint32_t bits(std::uint64_t index) const;
  /// bits() of 4 block, 4 block + 1, 4 block + 2 and 4 block + 3, for the price of one.
  [[nodiscard]] std::array<std::uint32_t, 4> four_bits(std::uint64_t block) const;
  /// four_bits() of `block` and those behind it.
  void fill_bits(std::uint64_t block, std::span<std::array<std::uint32_t, 4>> blocks) const;
  /// Uniform in [0, 1): 24 bits, exact in float.
  [[nodiscard]] float uniform(std::uint64_t index) const;
  /// Standard normal by Box-Muller, in our own deterministic log and cosine.
  [[nodiscard]] float normal(std::uint64_t index) const;
  /// values[i] = uniform(i) of all i, each block of bits used four times.
  void fill_uniform(std::span<float> values) const;
  /// values[i] = normal(i) of all i, each block of bits used twice.
  void fill_normal(std::span<float> values) const;
  /// Uniform in [0, bound) by the multiply-shift of Lemire (2019), bias below bound / 2^32.
  [[nodiscard]] std::uint32_t below(std::uint64_t index, std::uint32_t bound) const;
  /// Shuffles `values` (Fisher-Yates, Durstenfeld 1964).
  void shuffle(std::span<std::uint32_t> values) const;

 private:
  std::uint64_t seed_;
  Stream stream_;
  std::uint64_t step_;
};

}  // namespace glassbox
