#include "engine/data/picture.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/error_codes.h"
#include "engine/data/raster.h"

namespace glassbox {
namespace {

/// A part of an image.
struct Rectangle {
  std::int32_t left = 0;
  std::int32_t top = 0;
  std::int32_t width = 0;
  std::int32_t height = 0;
};

/// The largest rectangle of the ratio width : height in the middle of an outer one; a side is at least 1.
Rectangle largest_inside(std::int32_t outer_width, std::int32_t outer_height, std::int64_t width,
                         std::int64_t height) {
  const auto side = [](std::int64_t other, std::int64_t numerator, std::int64_t denominator,
                       std::int32_t most) {
    const std::int64_t rounded = (2 * other * numerator + denominator) / (2 * denominator);
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(rounded, 1, most));
  };
  Rectangle inside;
  inside.width = side(outer_height, width, height, outer_width);
  inside.height = side(outer_width, height, width, outer_height);
  inside.left = (outer_width - inside.width) / 2;
  inside.top = (outer_height - inside.height) / 2;
  return inside;
}

std::uint8_t over_white(std::uint32_t colour, std::uint32_t alpha) {
  return static_cast<std::uint8_t>((colour * alpha + 255 * (255 - alpha) + 127) / 255);
}

using Colour = std::array<std::uint8_t, 3>;

Colour colour_of(const Picture& picture, std::int32_t x, std::int32_t y) {
  const std::size_t index =
      static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x);
  if (picture.channels == 1) {
    const std::uint8_t grey = picture.pixels[index];
    return {grey, grey, grey};
  }
  const auto pixel = picture.pixels.subspan(4 * index, 4);
  return {over_white(pixel[0], pixel[3]), over_white(pixel[1], pixel[3]), over_white(pixel[2], pixel[3])};
}

/// In 65536ths, which add up to 1: grey stays the grey it is.
std::uint8_t luma(const Colour& colour) {
  return static_cast<std::uint8_t>((std::uint32_t{colour[0]} * 19595 + std::uint32_t{colour[1]} * 38470 +
                                    std::uint32_t{colour[2]} * 7471 + 32768) >>
                                   16);
}

GreyImage channel_of(const Picture& picture, const Rectangle& part, std::int32_t channel,
                     std::int32_t channels) {
  GreyImage image{part.width, part.height, {}};
  image.pixels.reserve(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height));
  for (std::int32_t y = 0; y < part.height; ++y) {
    for (std::int32_t x = 0; x < part.width; ++x) {
      const Colour colour = colour_of(picture, part.left + x, part.top + y);
      image.pixels.push_back(channels == 1 ? luma(colour) : colour[static_cast<std::size_t>(channel)]);
    }
  }
  return image;
}

}  // namespace

Status check_picture(const Picture& picture) {
  const auto within = [](std::int32_t side) { return side >= 1 && side <= Picture::kLargestSide; };
  if (!within(picture.width) || !within(picture.height)) {
    return make_error("image.size", {std::to_string(picture.width) + "x" + std::to_string(picture.height),
                                     std::to_string(Picture::kLargestSide)});
  }
  if (picture.channels != 1 && picture.channels != 4) {
    return make_error("image.channels", {std::to_string(picture.channels)});
  }
  const std::int64_t bytes = std::int64_t{picture.width} * picture.height * picture.channels;
  if (static_cast<std::int64_t>(picture.pixels.size()) != bytes) {
    return make_error("image.bytes", {std::to_string(picture.pixels.size()), std::to_string(bytes)});
  }
  return Done{};
}

std::vector<std::uint8_t> fit_picture(const Picture& picture, const PictureSize& size, Fit fit) {
  Rectangle from{0, 0, picture.width, picture.height};
  Rectangle to{0, 0, size.width, size.height};
  if (fit == Fit::crop) {
    from = largest_inside(picture.width, picture.height, size.width, size.height);
  } else {
    to = largest_inside(size.width, size.height, picture.width, picture.height);
  }
  std::vector<std::uint8_t> result(static_cast<std::size_t>(size.height) *
                                   static_cast<std::size_t>(size.width) *
                                   static_cast<std::size_t>(size.channels));
  for (std::int32_t channel = 0; channel < size.channels; ++channel) {
    const GreyImage plane =
        resize_by_area(channel_of(picture, from, channel, size.channels), to.width, to.height);
    auto pixel = plane.pixels.begin();
    for (std::int32_t y = 0; y < to.height; ++y) {
      for (std::int32_t x = 0; x < to.width; ++x) {
        const std::int64_t index = std::int64_t{to.top + y} * size.width + to.left + x;
        result[static_cast<std::size_t>(index * size.channels + channel)] = *pixel++;
      }
    }
  }
  return result;
}

}  // namespace glassbox
