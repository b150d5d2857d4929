#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/error.h"

namespace glassbox {

/// An image as it was decoded: grey (one channel, 0 black to 255 white) or RGBA (four), row by row.
struct Picture {
  static constexpr std::int32_t kLargestSide = 16384;

  std::int32_t width = 0;
  std::int32_t height = 0;
  std::int32_t channels = 1;
  std::span<const std::uint8_t> pixels;
};

/// How an image of one aspect ratio fills one of another (Keras' image_dataset_from_directory).
enum class Fit : std::int32_t {
  crop,  ///< the largest part in the middle that has the ratio: crop_to_aspect_ratio
  pad,   ///< all of it in the middle, black beside it: pad_to_aspect_ratio
};

struct PictureSize {
  std::int32_t height = 0;
  std::int32_t width = 0;
  std::int32_t channels = 1;  ///< 1 grey, 3 RGB
};

/// Errors: "image.size", "image.channels", "image.bytes".
Status check_picture(const Picture& picture);

/// A checked picture as uint8 [height, width, channels], each pixel the mean of the area that it covers.
/// Transparency lets white shine through; grey is ITU-R BT.601's luma, 0.299 R + 0.587 G + 0.114 B.
std::vector<std::uint8_t> fit_picture(const Picture& picture, const PictureSize& size, Fit fit);

}  // namespace glassbox
