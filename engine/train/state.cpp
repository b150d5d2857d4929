#include "engine/train/state.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>

#include "engine/base/error_codes.h"
#include "engine/train/finite.h"

namespace glassbox {

static_assert(std::endian::native == std::endian::little);

std::uint64_t fnv1a(std::span<const std::byte> bytes) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (std::byte byte : bytes) hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001B3;
  return hash;
}

std::string hexadecimal(std::uint64_t number) {
  std::string digits(16, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number >>= 4) {
    *digit = "0123456789abcdef"[number & 15];
  }
  return digits;
}

State::State(std::string_view model, std::string_view optimizer, std::size_t parameter_values, int slots)
    : buffer_(sizeof(StateHeader) +
              sizeof(float) * parameter_values * (1 + static_cast<std::size_t>(slots))) {
  StateHeader header;
  header.model = fnv1a(std::as_bytes(std::span(model)));
  header.optimizer = fnv1a(std::as_bytes(std::span(optimizer)));
  header.parameter_values = parameter_values;
  header.slots = static_cast<std::uint64_t>(slots);
  std::memcpy(buffer_.data(), &header, sizeof header);
}

StateHeader& State::header() {
  return *reinterpret_cast<StateHeader*>(buffer_.data());
}

const StateHeader& State::header() const {
  return *reinterpret_cast<const StateHeader*>(buffer_.data());
}

float* State::values() {
  return reinterpret_cast<float*>(buffer_.data() + sizeof(StateHeader));
}

std::span<float> State::parameters() {
  return {values(), static_cast<std::size_t>(header().parameter_values)};
}

std::span<float> State::slots() {
  const std::size_t count = parameters().size();
  return {values() + count, count * static_cast<std::size_t>(header().slots)};
}

void State::forget_plateau() {
  const StateHeader fresh;
  header().epoch_loss = fresh.epoch_loss;
  header().epoch_samples = fresh.epoch_samples;
  header().plateau_best = fresh.plateau_best;
  header().plateau_wait = fresh.plateau_wait;
  header().plateau_reductions = fresh.plateau_reductions;
}

Status State::restore(std::span<const std::byte> bytes) {
  constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 53;  // a number of JavaScript
  const auto truncated = [&] {
    return make_error("state.truncated", {std::to_string(bytes.size()), std::to_string(buffer_.size())});
  };
  if (bytes.size() < sizeof(StateHeader)) return truncated();
  StateHeader given;
  std::memcpy(&given, bytes.data(), sizeof given);
  if (given.magic != StateHeader::kMagic || given.version != StateHeader::kVersion ||
      given.reserved != StateHeader{}.reserved || given.step > kMostSteps ||
      given.optimizer_step > given.step) {
    return make_error("state.format");
  }
  const StateHeader& own = header();
  if (given.model != own.model || given.optimizer != own.optimizer ||
      given.parameter_values != own.parameter_values || given.slots != own.slots) {
    return make_error("state.other_model");
  }
  if (bytes.size() != buffer_.size()) return truncated();
  State copy = *this;  // the bytes need not lie on a boundary of float
  std::ranges::copy(bytes, copy.buffer_.data());
  if (!std::isfinite(given.epoch_loss) || !std::isfinite(given.plateau_best)) {
    return make_error("state.not_finite");
  }
  if (!all_finite(copy.parameters()) || !all_finite(copy.slots())) return make_error("state.not_finite");
  *this = std::move(copy);
  return Done{};
}

}  // namespace glassbox
