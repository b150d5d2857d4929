#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"

namespace glassbox {

class Dataset;

/// How a pixel of 0 to 255 becomes an input of a network: (pixel - shift) / scale, with one shift and one
/// scale for each channel, or for all of them.
struct Normalization {
  std::vector<float> shift{0};
  std::vector<float> scale{255};

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("shift", self.shift);
    visit("scale", self.scale);
  }
  friend bool operator==(const Normalization&, const Normalization&) = default;
};

/// The names of the normalizations:
///   none        the pixel itself, 0 to 255
///   unit        pixel / 255, 0 to 1
///   standard    (pixel - mean) / deviation of each channel over the training set, as Keras' Normalization
///   and
///               scikit-learn's StandardScaler do (LeCun et al., "Efficient BackProp", 1998, section 4.3); a
///               channel without spread is only shifted
std::span<const std::string> normalization_names();

/// What "standard" is made of: sums of pixels and of their squares, channel by channel.
class PixelSums {
 public:
  explicit PixelSums(std::size_t channels) : sums_(channels), squares_(channels) {}
  /// Whole pixels, channels last.
  void add(std::span<const std::uint8_t> pixels);
  [[nodiscard]] Normalization standard() const;

 private:
  std::uint64_t count_ = 0;  ///< values of all channels
  std::vector<std::uint64_t> sums_;
  std::vector<std::uint64_t> squares_;
};

/// The sums are integers: the same bits in any order. Test data and drawings need the training set's own.
/// Errors: "parameter.choice", and "data.incomplete" where `standard` lacks samples.
Result<Normalization> make_normalization(std::string_view name, const Dataset& train);

/// A Normalization as a table of the 256 pixels.
class PixelValues {
 public:
  PixelValues() : PixelValues(Normalization{}) {}
  explicit PixelValues(const Normalization& normalization);

  [[nodiscard]] float value(std::uint8_t pixel, std::size_t channel) const {
    return values_[(channel % channels_) * 256 + pixel];
  }
  /// Of whole pixels, channels last.
  void convert(std::span<const std::uint8_t> pixels, float* values) const;

 private:
  std::size_t channels_;
  std::vector<float> values_;  ///< [channels, 256]
};

}  // namespace glassbox
