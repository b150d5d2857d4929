#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/dataset.h"
#include "engine/data/digit.h"
#include "engine/session/snapshot.h"

namespace glassbox {

/// The chosen digit: drawn, of the test set, or none.
class Bench {
 public:
  static constexpr std::size_t kLargestDrawing = std::size_t{1} << 16;  ///< points

  void clear();
  /// No ink leaves no digit. Errors: "draw.too_many_points".
  Status draw(std::span<const Stroke> strokes);
  /// Errors: "digit.not_available".
  Status choose(const Dataset& test, std::int64_t index);

  [[nodiscard]] std::uint64_t version() const { return version_; }  ///< changes with the digit
  [[nodiscard]] DigitSource source() const { return source_; }
  [[nodiscard]] std::int64_t index() const { return index_; }
  [[nodiscard]] std::int32_t label() const { return label_; }
  [[nodiscard]] const GreyImage& image() const { return image_; }  ///< empty for what is not grey
  [[nodiscard]] const PreparedDigit& stages() const { return stages_; }
  /// What the network is given, 0 to 1; empty without a digit.
  [[nodiscard]] std::span<const float> input() const { return input_; }

 private:
  void set_input(std::span<const std::uint8_t> pixels);

  std::uint64_t version_ = 0;
  DigitSource source_ = DigitSource::none;
  std::int64_t index_ = -1;
  std::int32_t label_ = -1;
  GreyImage image_;
  PreparedDigit stages_;
  std::vector<float> input_;
};

}  // namespace glassbox
