#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/samples.h"
#include "engine/tensor/shape.h"

namespace glassbox {

/// What a pixel counts as in a network whose data set has the normalization "unit", the default.
constexpr float pixel_value(std::uint8_t pixel) {
  return static_cast<float>(pixel) / 255.0F;
}

/// A labelled image data set that arrives chunk by chunk and stays as it was stored: uint8 pixels, uint8
/// labels. The sizes of all chunks are known from the start (the manifest), so positions are too.
class Dataset : public Samples {
 public:
  static constexpr std::int64_t kLargestBytes = std::int64_t{1} << 29;
  static constexpr std::size_t kLargestChunks = 4096;

  Dataset() = default;
  /// `chunk_sizes`: samples of each chunk, in order; all sizes are known to be sound, else see create().
  Dataset(Shape image_shape, int classes, std::vector<std::int32_t> chunk_sizes);
  /// For sizes that come from outside. No chunks give a set of no samples. Errors: "data.bad_image_shape",
  /// "data.classes", "data.chunk_sizes", "data.too_large".
  static Result<Dataset> create(std::span<const std::int64_t> image_shape, int classes,
                                std::vector<std::int32_t> chunk_sizes);

  /// A data set that is there at once: labels[n], below `classes`, and pixels[n * image_shape.size()].
  Dataset(Shape image_shape, int classes, std::vector<std::uint8_t> labels, std::vector<std::uint8_t> pixels);

  [[nodiscard]] Shape image_shape() const { return image_shape_; }
  [[nodiscard]] Shape shape() const override { return image_shape_; }
  [[nodiscard]] int classes() const override { return classes_; }
  [[nodiscard]] std::int64_t size() const override { return size_; }
  [[nodiscard]] std::int64_t available() const { return available_; }  ///< samples that have arrived
  [[nodiscard]] std::span<const std::int32_t> chunk_sizes() const override { return chunk_sizes_; }
  [[nodiscard]] bool has_chunk(int chunk) const { return present_[static_cast<std::size_t>(chunk)]; }
  [[nodiscard]] bool has_sample(std::int64_t index) const override;

  /// Adds a chunk file's bytes (data/chunk.h). Errors: "data.chunk_index", "data.chunk_mismatch" (a chunk of
  /// another data set), and those of decode_chunk; nothing is kept of a bad chunk. A chunk that is there
  /// already stays.
  Status add_chunk(int chunk, std::span<const std::byte> file);

  [[nodiscard]] std::span<const std::uint8_t> pixels(std::int64_t index) const;
  [[nodiscard]] std::uint8_t label(std::int64_t index) const {
    return labels_[static_cast<std::size_t>(index)];
  }

  /// What the pixels count as from now on. Error: "data.normalization"; the present one stays.
  Status normalize(const Normalization& normalization);
  [[nodiscard]] const PixelValues* pixel_values() const override { return &values_; }
  /// Converts the pixels by the normalization.
  void gather(std::span<const std::uint32_t> indices, float* inputs, std::uint8_t* labels) const override;

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
  PixelValues values_;
};

}  // namespace glassbox
