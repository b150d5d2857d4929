#include "engine/data/dataset.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/data/chunk.h"
#include "engine/model/limits.h"

namespace glassbox {

Result<Dataset> Dataset::create(std::span<const std::int64_t> image_shape, int classes,
                                std::vector<std::int32_t> chunk_sizes) {
  const Error bad_shape = make_error("data.bad_image_shape", {std::to_string(limits::kDimension)});
  if (image_shape.size() != 3) return bad_shape;
  Shape shape;
  for (const std::int64_t dimension : image_shape) {
    if (dimension < 1 || dimension > limits::kDimension) return bad_shape;
    shape.push_back(dimension);
  }
  if (classes < 2 || classes > limits::kClasses) {
    return make_error("data.classes", {std::to_string(classes), std::to_string(limits::kClasses)});
  }
  if (chunk_sizes.size() > kLargestChunks || std::ranges::any_of(chunk_sizes, [](auto n) { return n < 1; })) {
    return make_error("data.chunk_sizes", {std::to_string(kLargestChunks)});
  }
  std::int64_t samples = 0;  // at most 4096 * 2^31; one sample at most 2^48 bytes
  for (const std::int32_t chunk : chunk_sizes) samples += chunk;
  if (samples > kLargestBytes / (shape.size() + 1)) {
    return make_error("data.too_large", {std::to_string(kLargestBytes >> 20)});
  }
  return Dataset(shape, classes, std::move(chunk_sizes));
}

Dataset::Dataset(Shape image_shape, int classes, std::vector<std::int32_t> chunk_sizes)
    : image_shape_(image_shape), classes_(classes), chunk_sizes_(std::move(chunk_sizes)) {
  chunk_starts_.reserve(chunk_sizes_.size());
  for (const std::int32_t chunk : chunk_sizes_) {
    chunk_starts_.push_back(size_);
    size_ += chunk;
  }
  present_.resize(chunk_sizes_.size());
  pixels_.resize(static_cast<std::size_t>(size_ * image_shape_.size()));
  labels_.resize(static_cast<std::size_t>(size_));
}

Dataset::Dataset(Shape image_shape, int classes, std::vector<std::uint8_t> labels,
                 std::vector<std::uint8_t> pixels)
    : image_shape_(image_shape),
      classes_(classes),
      size_(static_cast<std::int64_t>(labels.size())),
      available_(size_),
      pixels_(std::move(pixels)),
      labels_(std::move(labels)) {
  if (size_ == 0) return;
  chunk_sizes_ = {static_cast<std::int32_t>(size_)};
  chunk_starts_ = {0};
  present_ = {true};
}

bool Dataset::has_sample(std::int64_t index) const {
  if (index < 0 || index >= size_) return false;
  if (available_ == size_) return true;
  const auto next = std::ranges::upper_bound(chunk_starts_, index);
  return present_[static_cast<std::size_t>(next - chunk_starts_.begin() - 1)];
}

Status Dataset::add_chunk(int chunk, std::span<const std::byte> file) {
  const auto index = static_cast<std::size_t>(chunk);
  if (chunk < 0 || index >= chunk_sizes_.size()) {
    return make_error("data.chunk_index", {std::to_string(chunk), std::to_string(chunk_sizes_.size())});
  }
  const Result<Chunk> decoded = decode_chunk(file);
  if (!decoded) return decoded.error();
  const Chunk& content = decoded.value();
  if (content.samples != chunk_sizes_[index] || content.classes != classes_ ||
      Shape{content.height, content.width, content.channels} != image_shape_) {
    return make_error("data.chunk_mismatch", {std::to_string(chunk)});
  }
  if (present_[index]) return Done{};

  const auto start = static_cast<std::ptrdiff_t>(chunk_starts_[index]);
  const auto image = static_cast<std::ptrdiff_t>(image_shape_.size());
  std::ranges::copy(content.labels, labels_.begin() + start);
  std::ranges::copy(content.pixels, pixels_.begin() + start * image);
  present_[index] = true;
  available_ += content.samples;
  return Done{};
}

std::span<const std::uint8_t> Dataset::pixels(std::int64_t index) const {
  const auto size = static_cast<std::size_t>(image_shape_.size());
  return std::span(pixels_).subspan(static_cast<std::size_t>(index) * size, size);
}

Status Dataset::normalize(const Normalization& normalization) {
  const auto& [shift, scale] = normalization;
  const auto channels = static_cast<std::size_t>(image_shape_.rank() == 0 ? 1 : image_shape_.back());
  const bool fits = shift.size() == scale.size() && (shift.size() == 1 || shift.size() == channels);
  const auto usable = [](float value) { return std::isfinite(value); };
  if (!fits || !std::ranges::all_of(shift, usable) || !std::ranges::all_of(scale, usable) ||
      std::ranges::count(scale, 0.0F) > 0) {
    return make_error("data.normalization", {std::to_string(channels)});
  }
  values_ = PixelValues(normalization);
  return Done{};
}

void Dataset::gather(std::span<const std::uint32_t> indices, float* inputs, std::uint8_t* labels) const {
  for (const std::uint32_t index : indices) {
    values_.convert(pixels(index), inputs);
    inputs += image_shape_.size();
    *labels++ = label(index);
  }
}

}  // namespace glassbox
