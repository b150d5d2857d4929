#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/model/plan.h"
#include "engine/train/model.h"

/// Weights and batches from one small hash of integers, the same in tests/golden/make_training_golden.py.
namespace glassbox::test {

/// In [-0.5, 0.5), exact in float: 24 bits of a mix of `row` and `i`.
inline float noise(std::uint32_t row, std::uint32_t i) {
  std::uint32_t x = i * 0x9E3779B1U + row * 0x85EBCA77U;
  x = (x ^ (x >> 15)) * 0x2C1B3C6DU;
  x = (x ^ (x >> 12)) * 0x297A2D39U;
  x ^= x >> 15;
  return static_cast<float>(x >> 8) / 16777216.0F - 0.5F;
}

/// Parameter tensor k is noise(k, i) scaled: 1/8 for kernels, 1/16 for biases; 1 and an eighth of it for a
/// "gamma". Running statistics start as in Keras, at 0 and 1.
template <class T>
void fill_parameters(const Plan& plan, T* parameters) {
  for (std::size_t k = 0; k < plan.parameters().size(); ++k) {
    const ParameterSlice& slice = plan.parameters()[k];
    const std::string& name = slice.parameter.name;
    const float scale = name == "bias" || name == "beta" ? 0.0625F : 0.125F;
    const float centre = name == "gamma" || name == "moving_variance" ? 1.0F : 0.0F;
    const auto size = static_cast<std::uint32_t>(slice.parameter.shape.size());
    for (std::uint32_t i = 0; i < size; ++i) {
      const float part = slice.parameter.trainable ? scale * noise(static_cast<std::uint32_t>(k), i) : 0.0F;
      parameters[slice.offset + i] = static_cast<T>(centre + part);
    }
  }
}

/// Batch b: inputs in [0, 1), labels below `classes`.
template <class T>
void fill_batch(std::uint32_t b, int classes, std::span<T> inputs, std::span<std::uint8_t> labels) {
  for (std::uint32_t i = 0; i < inputs.size(); ++i) inputs[i] = static_cast<T>(noise(1000 + b, i) + 0.5F);
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    labels[i] = static_cast<std::uint8_t>((noise(2000 + b, i) + 0.5F) * static_cast<float>(classes));
  }
}

/// Fills the model's batch room with batch b.
inline void fill_batch(Model& model, std::uint32_t b) {
  fill_batch(b, model.plan().classes(), model.batch_inputs(), model.batch_labels());
}

}  // namespace glassbox::test
