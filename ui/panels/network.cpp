#include "ui/panels/network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "ui/draw/label.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"
#include "ui/panels/panels.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kAcrossFrom = 480;  ///< width from which the network runs from left to right
constexpr float kLine = 17;
constexpr float kNaturalBody = 300;
constexpr float kLeastBody = 150;

float captions_height(const Theme& theme) {
  return 3 * kLine + 8 + scale_legend_height(theme);
}

float caption_width(const Theme& theme, const LayerView& layer) {
  constexpr float kLegend = 88;
  return std::max({kLegend, label_size(theme, layer.title, theme.small, true).x,
                   label_size(theme, layer.shape, theme.small).x,
                   label_size(theme, layer.parameters, theme.small).x});
}

/// Title, shape, parameters and scale below a picture, centred on `middle`.
void draw_caption(const Theme& theme, ImDrawList& list, const DrawnPicture& picture, float middle, float top,
                  bool hovered) {
  const LayerView& layer = picture.layer;
  draw_label(list, theme, {middle, top}, layer.title,
             {hovered ? theme.accent : theme.text, theme.small, Align::centre, true});
  draw_label(list, theme, {middle, top + kLine}, layer.shape, {theme.text_muted, theme.small, Align::centre});
  draw_label(list, theme, {middle, top + 2 * kLine}, layer.parameters,
             {theme.text_muted, theme.small, Align::centre});
  if (layer.values.empty()) return;
  constexpr float kWidth = 88;
  draw_scale_legend(list, theme, {middle - kWidth / 2, top + 3 * kLine + 4}, kWidth, picture.scale);
}

/// The whole of a layer as one thing to press and to read.
bool layer_area(Context& context, const DrawnPicture& picture, ImVec2 from, ImVec2 size) {
  const LayerView& layer = picture.layer;
  ImGui::SetCursorScreenPos(from);
  const bool pressed = area(context, layer.key, "img", layer.title, picture_value(picture), size);
  if (ImGui::IsItemHovered() && layer.index >= 0) context.interaction.cursor = "pointer";
  return pressed && layer.index >= 0;
}

/// Whether a layer reads another than the one before it.
bool has_skips(const NetworkView& network) {
  return std::ranges::any_of(network.layers, [](const LayerView& layer) {
    return std::ranges::any_of(layer.inputs, [&](int input) { return input + 1 != layer.index; });
  });
}

/// From every input of every layer.
void draw_all_links(ImDrawList& list, const Theme& theme, std::span<const DrawnPicture> pictures,
                    float lane) {
  for (const DrawnPicture& picture : pictures) {
    for (const int input : picture.layer.inputs) {
      const DrawnPicture& from = pictures[static_cast<std::size_t>(input + 1)];
      if (input + 1 == picture.layer.index) {
        draw_links(list, theme, from, picture);
      } else {
        draw_skip(list, theme, from, picture, lane);
      }
    }
  }
}

void draw_across(Context& context, const NetworkView& network, ImVec2 size) {
  const Theme& theme = context.theme;
  const float captions = captions_height(theme);
  std::vector<NetworkColumn> columns;
  for (const LayerView& layer : network.layers) {
    NetworkColumn column;
    column.picture = layer.picture;
    column.input = layer.index < 0;
    column.caption = caption_width(theme, layer);
    columns.push_back(column);
  }
  constexpr float kScrollbar = 12;
  constexpr float kEdge = 2;  // the pictures' outlines
  const float above = has_skips(network) ? kSkipLane : 0;
  float body = size.y - captions - 8 - 2 * kEdge - above;
  float width = lay_out_columns(columns, size.x - 2 * kEdge, body, pixel_ratio());
  if (width > size.x - 2 * kEdge) {
    body -= kScrollbar;
    width = lay_out_columns(columns, size.x - 2 * kEdge, body, pixel_ratio());
  }
  ImGui::BeginChild("network.across", size, ImGuiChildFlags_NavFlattened,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                        ImGuiWindowFlags_NoBackground);
  const ImVec2 edge = ImGui::GetCursorScreenPos();
  const ImVec2 corner{edge.x + kEdge, edge.y + kEdge + above};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  std::vector<DrawnPicture> pictures;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const NetworkColumn& column = columns[i];
    const ImVec2 at{corner.x + column.x + (column.width - column.tiling.width()) / 2,
                    corner.y + std::max(0.0F, (body - column.tiling.height()) / 2)};
    pictures.push_back(prepare_picture(context, network.layers[i], column.tiling, at));
  }
  draw_all_links(list, theme, pictures, corner.y - above / 2 - 1);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const NetworkColumn& column = columns[i];
    const DrawnPicture& picture = pictures[i];
    const ImVec2 from{corner.x + column.x, corner.y};
    if (layer_area(context, picture, from, {column.width, body + captions})) {
      context.view.selected_layer = picture.layer.index;
    }
    const bool hovered = ImGui::IsItemHovered() && picture.layer.index >= 0;
    draw_picture(context, list, picture);
    draw_caption(theme, list, picture, from.x + column.width / 2, corner.y + body + 8, hovered);
    explain_picture(context, picture);
  }
  ImGui::SetCursorScreenPos(edge);
  ImGui::Dummy({width + 2 * kEdge, above + body + captions});
  ImGui::EndChild();
}

/// From an earlier picture's right edge to the last one's, by way of `lane`.
std::array<ImVec2, 4> skip_down(const std::vector<ImVec2>& sides, int input, float lane) {
  const ImVec2 start = sides[static_cast<std::size_t>(input + 1)];
  const ImVec2 end = sides.back();
  return {start, ImVec2(lane, start.y), ImVec2(lane, end.y), end};
}

void draw_down(Context& context, const NetworkView& network, float width) {
  const Theme& theme = context.theme;
  constexpr float kMostHeight = 240;
  constexpr float kBetween = 24;
  const float beside = has_skips(network) ? kSkipLane : 0;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  std::vector<ImVec2> sides;  // the middles of the pictures' right edges
  for (const LayerView& layer : network.layers) {
    const Tiling tiling =
        tile_picture(layer.picture, width - 2 * beside, kMostHeight, network_layout::kMapGap, pixel_ratio());
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float height = tiling.height() + captions_height(theme) + 8;
    const ImVec2 at{from.x + (width - tiling.width()) / 2, from.y + 1};
    const DrawnPicture picture = prepare_picture(context, layer, tiling, at);
    if (layer_area(context, picture, from, {width, height})) context.view.selected_layer = layer.index;
    draw_picture(context, list, picture);
    draw_caption(theme, list, picture, from.x + width / 2, from.y + tiling.height() + 8, false);
    explain_picture(context, picture);
    sides.emplace_back(at.x + tiling.width() + 3, at.y + tiling.height() / 2);
    for (const int input : layer.inputs) {
      if (input + 1 == layer.index) continue;
      const std::array<ImVec2, 4> line = skip_down(sides, input, from.x + width - 2);
      list.AddPolyline(line.data(), static_cast<int>(line.size()), theme.text_muted, 0, 1.5F);
    }
    if (&layer == &network.layers.back()) break;
    if (std::ranges::count((&layer + 1)->inputs, layer.index) == 0) {
      ImGui::SetCursorScreenPos({from.x, from.y + height + kBetween});
      continue;
    }
    const float middle = from.x + width / 2;
    const float top = from.y + height + 4;
    list.AddLine({middle, top}, {middle, top + kBetween - 8}, theme.text_muted, 1.5F);
    list.AddTriangleFilled({middle - 4, top + kBetween - 12}, {middle + 4, top + kBetween - 12},
                           {middle, top + kBetween - 6}, theme.text_muted);
    ImGui::SetCursorScreenPos({from.x, from.y + height + kBetween});
  }
}

}  // namespace

void draw_network_panel(Context& context) {
  context.interaction.shown.activations = true;
  const NetworkView network = view_network(context);
  const float width = ImGui::GetContentRegionAvail().x;
  if (network.layers.empty()) {
    const float height = room_height(kLeastBody, kNaturalBody);
    const ImVec2 from = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, height});
    draw_notice(*ImGui::GetWindowDrawList(), context.theme, from, {from.x + width, from.y + height},
                tr("network.none"));
    return;
  }
  const int selected = context.view.selected_layer;
  if (selected >= 0 && selected + 1 < static_cast<int>(network.layers.size())) {
    draw_layer_detail(context, network, selected);
    return;
  }
  if (network.input.empty()) {
    text_wrapped(context, "network.empty", tr("network.empty"), context.theme.text_muted);
  }
  if (width < kAcrossFrom) {
    draw_down(context, network, width);
    return;
  }
  const float captions = captions_height(context.theme) + 8;
  draw_across(context, network, {width, room_height(kLeastBody + captions, kNaturalBody + captions)});
}

}  // namespace glassbox::ui
