#include "engine/data/raster.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace glassbox {
namespace {

GreyImage blank(std::int32_t width, std::int32_t height) {
  return {width, height,
          std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
}

std::size_t position(const GreyImage& image, std::int32_t x, std::int32_t y) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x);
}

/// Along one axis: which pixels of `from` a pixel of `to` covers, and how much of each.
struct Cover {
  std::int32_t first = 0;
  std::vector<float> weights;  ///< their sum is 1
};

std::vector<Cover> covers(std::int32_t from, std::int32_t to) {
  std::vector<Cover> result(static_cast<std::size_t>(to));
  // In units of 1 / to of a pixel of `from`, where all borders are whole numbers.
  for (std::int64_t i = 0; i < to; ++i) {
    const std::int64_t begin = i * from;
    const std::int64_t end = begin + from;
    Cover& cover = result[static_cast<std::size_t>(i)];
    cover.first = static_cast<std::int32_t>(begin / to);
    for (std::int64_t pixel = cover.first; pixel * to < end; ++pixel) {
      const std::int64_t overlap = std::min(end, (pixel + 1) * to) - std::max(begin, pixel * to);
      cover.weights.push_back(static_cast<float>(overlap) / static_cast<float>(from));
    }
  }
  return result;
}

/// floor(a / b + 1/2) for a >= 0, b > 0.
std::int32_t rounded_ratio(std::int64_t a, std::int64_t b) {
  return static_cast<std::int32_t>((2 * a + b) / (2 * b));
}

}  // namespace

GreyImage crop(const GreyImage& image) {
  std::int32_t left = image.width;
  std::int32_t right = -1;
  std::int32_t top = image.height;
  std::int32_t bottom = -1;
  for (std::int32_t y = 0; y < image.height; ++y) {
    for (std::int32_t x = 0; x < image.width; ++x) {
      if (image.pixels[position(image, x, y)] == 0) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  if (right < 0) return {};
  GreyImage result = blank(right - left + 1, bottom - top + 1);
  for (std::int32_t y = 0; y < result.height; ++y) {
    std::copy_n(&image.pixels[position(image, left, top + y)], result.width,
                &result.pixels[position(result, 0, y)]);
  }
  return result;
}

GreyImage resize_by_area(const GreyImage& image, std::int32_t width, std::int32_t height) {
  const std::vector<Cover> columns = covers(image.width, width);
  const std::vector<Cover> rows = covers(image.height, height);
  GreyImage result = blank(width, height);
  std::vector<float> narrow(
      static_cast<std::size_t>(image.width));  // one row of the result, before its width changes
  for (std::int32_t y = 0; y < height; ++y) {
    const Cover& row = rows[static_cast<std::size_t>(y)];
    std::ranges::fill(narrow, 0.0F);
    for (std::size_t i = 0; i < row.weights.size(); ++i) {
      const std::uint8_t* source =
          &image.pixels[position(image, 0, row.first + static_cast<std::int32_t>(i))];
      for (std::size_t x = 0; x < narrow.size(); ++x)
        narrow[x] += row.weights[i] * static_cast<float>(source[x]);
    }
    for (std::int32_t x = 0; x < width; ++x) {
      const Cover& column = columns[static_cast<std::size_t>(x)];
      float mean = 0;
      for (std::size_t i = 0; i < column.weights.size(); ++i) {
        mean += column.weights[i] * narrow[static_cast<std::size_t>(column.first) + i];
      }
      result.pixels[position(result, x, y)] = static_cast<std::uint8_t>(std::min(mean + 0.5F, 255.0F));
    }
  }
  return result;
}

GreyImage centre_by_mass(const GreyImage& image, std::int32_t size) {
  std::int64_t mass = 0;
  std::int64_t moment_x = 0;
  std::int64_t moment_y = 0;
  for (std::int32_t y = 0; y < image.height; ++y) {
    for (std::int32_t x = 0; x < image.width; ++x) {
      const std::int64_t ink = image.pixels[position(image, x, y)];
      mass += ink;
      moment_x += ink * x;
      moment_y += ink * y;
    }
  }
  GreyImage result = blank(size, size);
  if (mass == 0) return result;
  const std::int32_t left = std::clamp(size / 2 - rounded_ratio(moment_x, mass), 0, size - image.width);
  const std::int32_t top = std::clamp(size / 2 - rounded_ratio(moment_y, mass), 0, size - image.height);
  for (std::int32_t y = 0; y < image.height; ++y) {
    std::copy_n(&image.pixels[position(image, 0, y)], image.width,
                &result.pixels[position(result, left, top + y)]);
  }
  return result;
}

}  // namespace glassbox
