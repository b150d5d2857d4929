#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <vector>

#include "ui/base/context.h"
#include "ui/draw/tensor_image.h"
#include "ui/panels/network_layout.h"

namespace glassbox::ui {

/// A layer as the network panel shows it.
struct LayerView {
  int index = -1;           ///< -1: the input
  std::vector<int> inputs;  ///< indices of the layers it reads
  std::string key;          ///< of the widget and of the texture: "network.layer0"
  std::string title;
  std::string class_name;
  std::string shape;
  std::string parameters;
  Picture picture;
  std::span<const float> values;  ///< empty without a digit
};

struct NetworkView {
  std::vector<float> input;
  std::vector<LayerView> layers;  ///< the input first
};

NetworkView view_network(const Context& context);

/// A layer's output where it is drawn: the texture it is in, if any, and its colours.
struct DrawnPicture {
  const LayerView& layer;
  Tiling tiling;
  ImVec2 corner;
  Atlas atlas;
  ColourScale scale;
};

/// Brings the layer's texture up to date.
DrawnPicture prepare_picture(Context& context, const LayerView& layer, const Tiling& tiling, ImVec2 corner);
/// "(24, 24, 32), max 1.83"
std::string picture_value(const DrawnPicture& picture);
void draw_picture(Context& context, ImDrawList& list, const DrawnPicture& picture);
/// What lies under the mouse, enlarged and as numbers; for the last item.
void explain_picture(Context& context, const DrawnPicture& picture);
/// An image of an atlas, enlarged, above lines of text, beside the mouse.
void note_image(const Theme& theme, const Atlas& atlas, int index, ImVec2 marked,
                std::span<const std::string> lines);

/// The height above the pictures that draw_skip() needs.
inline constexpr float kSkipLane = 14;

/// Which output comes from which input: faint curves between the sides of two neighbouring pictures.
void draw_links(ImDrawList& list, const Theme& theme, const DrawnPicture& from, const DrawnPicture& to);
/// The same for pictures with others between them: one line over these, at the height `lane`.
void draw_skip(ImDrawList& list, const Theme& theme, const DrawnPicture& from, const DrawnPicture& to,
               float lane);

/// The chosen layer alone and large, with its kernels.
void draw_layer_detail(Context& context, const NetworkView& network, int index);

}  // namespace glassbox::ui
