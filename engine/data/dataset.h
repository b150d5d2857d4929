#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/tensor/shape.h"

namespace glassbox {

/// A labelled image data set that arrives chunk by chunk and stays as it was stored: uint8 pixels, uint8
/// labels. The sizes of all chunks are known from the start (the manifest), so positions are too.
class Dataset {
 public:
  Dataset() = default;
  /// `chunk_sizes`: samples of each chunk, in order.
  Dataset(Shape image_shape, int classes, std::vector<std::int32_t> chunk_sizes);

  [[nodiscard]] Shape image_shape() const { return image_shape_; }
  [[nodiscard]] int classes() const { return classes_; }
  [[nodiscard]] std::int64_t size() const { return size_; }            ///< samples when complete
  [[nodiscard]] std::int64_t available() const { return available_; }  ///< samples that have arrived
  [[nodiscard]] std::span<const std::int32_t> chunk_sizes() const { return chunk_sizes_; }
  [[nodiscard]] bool has_chunk(int chunk) const { return present_[static_cast<std::size_t>(chunk)]; }
  [[nodiscard]] bool has_sample(std::int64_t index) const;

  /// Adds a chunk file's bytes (data/chunk.h). Errors: "data.chunk_index", and those of decode_chunk; nothing
  /// is kept of a bad chunk.
  Status add_chunk(int chunk, std::span<const std::byte> file);

  [[nodiscard]] std::span<const std::uint8_t> pixels(std::int64_t index) const;
  [[nodiscard]] std::uint8_t label(std::int64_t index) const {
    return labels_[static_cast<std::size_t>(index)];
  }
  /// Converts samples to 0..1 floats, [indices.size(), image_shape], and copies their labels.
  void gather(std::span<const std::uint32_t> indices, float* inputs, std::uint8_t* labels) const;

 private:
  Shape image_shape_;
  int classes_ = 0;
  std::int64_t size_ = 0;
  std::int64_t available_ = 0;
  std::vector<std::int32_t> chunk_sizes_;
  std::vector<std::int64_t> chunk_starts_;
  std::vector<bool> present_;
  std::vector<std::uint8_t> pixels_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace glassbox
