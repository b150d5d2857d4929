#include "ui/draw/tensor_image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "ui/draw/tiling.h"

namespace glassbox::ui {
namespace {

/// The colours of a scale, looked up instead of computed for every value.
class Palette {
 public:
  Palette(const Theme& theme, ColourScale scale) : scale_(scale), broken_(theme.error) {
    const float low = scale.diverging() ? -1.0F : 0.0F;
    for (std::size_t i = 0; i < colours_.size(); ++i) {
      const float share = static_cast<float>(i) / static_cast<float>(colours_.size() - 1);
      colours_[i] = ColourScale{1, scale.map}.colour(theme, low + (1 - low) * share);
    }
  }
  ImU32 operator()(float value) const {
    if (!std::isfinite(value)) return broken_;
    float share = scale_.high > 0 ? value / scale_.high : 0;
    if (scale_.diverging()) share = (share + 1) / 2;
    const float index = std::clamp(share, 0.0F, 1.0F) * static_cast<float>(colours_.size() - 1);
    return colours_[static_cast<std::size_t>(index + 0.5F)];
  }

 private:
  ColourScale scale_;
  ImU32 broken_;
  std::array<ImU32, 511> colours_{};  // odd: zero of a diverging map has a colour of its own
};

std::size_t index_of(int value) {
  return static_cast<std::size_t>(value);
}

ColourMap signed_map(Images::Range range) {
  return range.low < 0 ? ColourMap::diverging : ColourMap::activation;
}

Images::Range range_of(ColourScale scale) {
  return {scale.diverging() ? -scale.high : 0, scale.high};
}

struct PixelArea {
  int left, top, right, bottom;
};

/// The mean over the area, of at least one pixel.
float mean_grey(const GreyImage& image, PixelArea area) {
  area.right = std::max(area.right, area.left + 1);
  area.bottom = std::max(area.bottom, area.top + 1);
  int sum = 0;
  for (int y = area.top; y < area.bottom; ++y) {
    for (int x = area.left; x < area.right; ++x) sum += image.pixels[index_of(y * image.width + x)];
  }
  return static_cast<float>(sum) / static_cast<float>((area.right - area.left) * (area.bottom - area.top));
}

}  // namespace

std::uint64_t image_version(const Context& context) {
  return std::uint64_t{context.snapshot.sequence} * 2 + (context.theme.dark ? 1 : 0);
}

void Atlas::draw(ImDrawList& list, int index, ImVec2 minimum, ImVec2 maximum) const {
  const float step_x = static_cast<float>(width) / static_cast<float>(image.width);
  const float step_y = static_cast<float>(height) / static_cast<float>(image.height);
  const int row_index = index / columns;
  const auto column = static_cast<float>(index % columns);
  const auto row = static_cast<float>(row_index);
  list.AddImage(image.texture, minimum, maximum, {column * step_x, row * step_y},
                {(column + 1) * step_x, (row + 1) * step_y});
}

Atlas tensor_atlas(Context& context, std::string_view name, std::span<const float> values, int height,
                   int width, int inputs, int outputs, std::optional<ColourMap> map, int most) {
  Atlas atlas;
  atlas.count = std::min(inputs * outputs, most);
  atlas.columns = atlas_columns(atlas.count);
  atlas.width = width;
  atlas.height = height;
  const int rows = (atlas.count + atlas.columns - 1) / atlas.columns;
  const int stride = atlas.columns * width;
  atlas.image =
      context.images.get(name, image_version(context), stride, rows * height, [&](std::span<ImU32> pixels) {
        const ColourScale scale = map ? ColourScale{largest_magnitude(values), *map} : scale_of(values);
        const Palette palette(context.theme, scale);
        std::fill(pixels.begin(), pixels.end(), palette(0));
        for (int tile = 0; tile < atlas.count; ++tile) {
          const int offset = tile % inputs * outputs + tile / inputs;
          const int left = tile % atlas.columns * width;
          const int top = tile / atlas.columns * height;
          for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
              const std::size_t from = index_of(y * width + x) * index_of(inputs * outputs);
              pixels[index_of((top + y) * stride + left + x)] = palette(values[from + index_of(offset)]);
            }
          }
        }
        return range_of(scale);
      });
  atlas.scale = {atlas.image.range.high, map.value_or(signed_map(atlas.image.range))};
  return atlas;
}

Atlas value_image(Context& context, std::string_view name, std::span<const float> values, int columns) {
  const int count = static_cast<int>(values.size());
  Atlas atlas;
  atlas.count = 1;
  atlas.width = std::max(1, columns);
  atlas.height = std::max(1, (count + atlas.width - 1) / atlas.width);
  atlas.image = context.images.get(name, image_version(context), atlas.width, atlas.height,
                                   [&](std::span<ImU32> pixels) {
                                     const ColourScale scale = scale_of(values);
                                     const Palette palette(context.theme, scale);
                                     std::fill(pixels.begin(), pixels.end(), context.theme.panel);
                                     std::transform(values.begin(), values.end(), pixels.begin(), palette);
                                     return range_of(scale);
                                   });
  atlas.scale = {atlas.image.range.high, signed_map(atlas.image.range)};
  return atlas;
}

Images::Image grey_image(Context& context, std::string_view name, const GreyImage& image) {
  return grey_image(context, name, image, image.width, image.height);
}

Images::Image grey_image(Context& context, std::string_view name, const GreyImage& image, int width,
                         int height) {
  return context.images.get(name, image_version(context), width, height, [&](std::span<ImU32> pixels) {
    const Palette palette(context.theme, {255, ColourMap::ink});
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        pixels[index_of(y * width + x)] =
            palette(mean_grey(image, {x * image.width / width, y * image.height / height,
                                      (x + 1) * image.width / width, (y + 1) * image.height / height}));
      }
    }
    return Images::Range{0, 255};
  });
}

bool is_whole(const GreyImage& image) {
  return image.width > 0 && image.height > 0 &&
         image.pixels.size() == index_of(image.width) * index_of(image.height);
}

}  // namespace glassbox::ui
