#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/data/digit.h"
#include "ui/base/context.h"
#include "ui/draw/colour_scale.h"
#include "ui/draw/images.h"

namespace glassbox::ui {

/// Where the small images of a tensor lie in its texture.
struct Atlas {
  Images::Image image;
  ColourScale scale;
  int count = 0;
  int columns = 1;
  int width = 0;  ///< of one small image, in values
  int height = 0;

  /// Draws image `index` into the rectangle.
  void draw(ImDrawList& list, int index, ImVec2 minimum, ImVec2 maximum) const;
};

/// The images of a tensor of shape (height, width, inputs, outputs), values in that order: one image for each
/// output and, within it, each input. Feature maps (h, w, c) are (h, w, 1, c), Keras' kernels (HWIO) are as
/// they are, and the rows of a dense layer over an image are (h, w, channels, units). Only the first `most`
/// images. Without a map, that of scale_of(). Painted anew when the snapshot, the theme or the shape changes.
Atlas tensor_atlas(Context& context, std::string_view name, std::span<const float> values, int height,
                   int width, int inputs, int outputs, std::optional<ColourMap> map, int most = 1024);

/// Values as one image, row by row; what is left of the last row keeps the ground's colour.
Atlas value_image(Context& context, std::string_view name, std::span<const float> values, int columns);

/// A grey image, paper to ink on the sequential map, as it is.
Images::Image grey_image(Context& context, std::string_view name, const GreyImage& image);
/// The same, brought to width x height pixels: means over areas where it shrinks.
Images::Image grey_image(Context& context, std::string_view name, const GreyImage& image, int width,
                         int height);
/// Whether the image has the pixels that its size promises, and at least one.
bool is_whole(const GreyImage& image);

/// Changes with everything that a texture of the latest snapshot depends on.
std::uint64_t image_version(const Context& context);

}  // namespace glassbox::ui
