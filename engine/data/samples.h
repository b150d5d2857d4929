#pragma once

#include <cstdint>
#include <span>

#include "engine/data/normalization.h"
#include "engine/tensor/shape.h"

namespace glassbox {

/// What a network learns from and is tested on: samples of one shape, each with a class or with the values
/// that the network should give. They may arrive chunk by chunk; the sizes of all chunks are known from the
/// start.
class Samples {
 public:
  virtual ~Samples() = default;

  [[nodiscard]] virtual Shape shape() const = 0;          ///< of one sample
  [[nodiscard]] virtual int classes() const = 0;          ///< 0 where the answers are values
  [[nodiscard]] virtual int values() const { return 0; }  ///< of each answer; 0 where the answers are classes
  [[nodiscard]] virtual std::int64_t size() const = 0;    ///< samples when complete
  [[nodiscard]] virtual std::span<const std::int32_t> chunk_sizes() const = 0;
  /// False for an index out of range too.
  [[nodiscard]] virtual bool has_sample(std::int64_t index) const = 0;

  /// Writes samples, [indices.size(), shape()], and their labels, 0 where the answers are values.
  virtual void gather(std::span<const std::uint32_t> indices, float* inputs, std::uint8_t* labels) const = 0;
  /// Writes the values that are their answers, [indices.size(), values()].
  virtual void gather_values(std::span<const std::uint32_t> /*indices*/, float* /*values*/) const {}

  /// What the pixels of images, (height, width, channels), count as; null where the samples are no images.
  [[nodiscard]] virtual const PixelValues* pixel_values() const { return nullptr; }
};

}  // namespace glassbox
