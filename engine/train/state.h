#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "engine/tensor/buffer.h"

namespace glassbox {

/// The first 128 bytes of a State; little-endian, as all of it.
struct StateHeader {
  static constexpr std::uint32_t kMagic = 0x54534247;  // "GBST"
  static constexpr std::uint32_t kVersion = 2;

  std::uint32_t magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint64_t model = 0;             ///< fingerprint of the spec
  std::uint64_t optimizer = 0;         ///< fingerprint of the optimizer's class name
  std::uint64_t parameter_values = 0;  ///< length of the parameter vector and of each slot
  std::uint64_t slots = 0;
  std::uint64_t step = 0;            ///< optimizer steps taken in this run
  std::uint64_t optimizer_step = 0;  ///< those since the slots were cleared
  double epoch_loss = 0;             ///< sum over the samples of the present epoch
  std::uint64_t epoch_samples = 0;
  double plateau_best = -1;        ///< lowest mean loss of an epoch so far; -1: none
  std::uint32_t plateau_wait = 0;  ///< epochs since
  std::uint32_t plateau_reductions = 0;
  std::array<std::uint64_t, 5> reserved{};
};
static_assert(sizeof(StateHeader) == 128);

/// All that changes in a run, as one contiguous buffer: the header, the parameter vector, the optimizer's
/// slots.
class State {
 public:
  /// Step 0, all values zero.
  State(std::string_view model, std::string_view optimizer, std::size_t parameter_values, int slots);

  [[nodiscard]] StateHeader& header();
  [[nodiscard]] const StateHeader& header() const;
  [[nodiscard]] std::span<float> parameters();
  [[nodiscard]] std::span<float> slots();
  /// As if no epoch had passed, for the learning-rate schedule.
  void forget_plateau();
  [[nodiscard]] std::span<const std::byte> bytes() const { return buffer_.span(); }

  /// Takes over a copy of bytes() of a State of the same model and optimizer. Errors as Model::restore().
  Status restore(std::span<const std::byte> bytes);

 private:
  [[nodiscard]] float* values();

  Buffer<std::byte> buffer_;
};

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
std::uint64_t fnv1a(std::span<const std::byte> bytes);
/// A fingerprint as 16 hexadecimal digits.
std::string hexadecimal(std::uint64_t number);

}  // namespace glassbox
