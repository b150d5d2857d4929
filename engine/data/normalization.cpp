#include "engine/data/normalization.h"

#include <cmath>

#include "engine/base/error_codes.h"
#include "engine/data/dataset.h"

namespace glassbox {
void PixelSums::add(std::span<const std::uint8_t> pixels) {
  const std::size_t channels = sums_.size();
  for (std::size_t p = 0; p < pixels.size(); ++p) {
    const std::uint64_t pixel = pixels[p];
    sums_[p % channels] += pixel;
    squares_[p % channels] += pixel * pixel;
  }
  count_ += pixels.size();
}

Normalization PixelSums::standard() const {
  const std::size_t channels = sums_.size();
  const auto count = static_cast<double>(count_) / static_cast<double>(channels);
  Normalization result{std::vector<float>(channels, 0.0F), std::vector<float>(channels, 1.0F)};
  for (std::size_t c = 0; c < channels && count > 0; ++c) {
    const double mean = static_cast<double>(sums_[c]) / count;
    const double variance = static_cast<double>(squares_[c]) / count - mean * mean;
    result.shift[c] = static_cast<float>(mean);
    if (variance > 0) result.scale[c] = static_cast<float>(std::sqrt(variance));
  }
  return result;
}

std::span<const std::string> normalization_names() {
  static const std::vector<std::string> names{"none", "unit", "standard"};
  return names;
}

Result<Normalization> make_normalization(std::string_view name, const Dataset& train) {
  if (name == "none") return Normalization{{0}, {1}};
  if (name == "unit") return Normalization{};
  if (name != "standard") {
    return make_error("parameter.choice", {std::string(name), "none, unit, standard"}, -1, "normalization");
  }
  if (train.available() != train.size()) {
    return make_error("data.incomplete", {std::to_string(train.available()), std::to_string(train.size())});
  }
  PixelSums sums(static_cast<std::size_t>(train.image_shape().back()));
  for (std::int64_t i = 0; i < train.size(); ++i) sums.add(train.pixels(i));
  return sums.standard();
}

PixelValues::PixelValues(const Normalization& normalization) : channels_(normalization.shift.size()) {
  values_.reserve(channels_ * 256);
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    for (int pixel = 0; pixel < 256; ++pixel) {
      values_.push_back((static_cast<float>(pixel) - normalization.shift[channel]) /
                        normalization.scale[channel]);
    }
  }
}

void PixelValues::convert(std::span<const std::uint8_t> pixels, float* values) const {
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    const float* const table = values_.data() + channel * 256;
    for (std::size_t i = channel; i < pixels.size(); i += channels_) values[i] = table[pixels[i]];
  }
}

}  // namespace glassbox
