#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "ui/draw/label.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"
#include "ui/panels/network.h"

namespace glassbox::ui {
namespace {

constexpr int kCellsInList = 512;  ///< more cells than this are one texture

bool is_texture(const Picture& picture) {
  return picture.kind == PictureKind::maps || picture.kind == PictureKind::strip ||
         (picture.kind == PictureKind::cells && picture.count > kCellsInList);
}

ImVec2 tile_corner(const DrawnPicture& picture, int tile) {
  return snap(
      ImVec2(picture.corner.x + picture.tiling.left(tile), picture.corner.y + picture.tiling.top(tile)));
}

ImVec2 tile_end(const DrawnPicture& picture, int tile) {
  const ImVec2 corner = tile_corner(picture, tile);
  return snap(ImVec2(corner.x + picture.tiling.tile_width, corner.y + picture.tiling.tile_height));
}

ImVec2 far_corner(const DrawnPicture& picture) {
  return {picture.corner.x + picture.tiling.width(), picture.corner.y + picture.tiling.height()};
}

struct RowLook {
  ImU32 cell = 0;
  ImU32 ink = 0;
  bool strong = false;
};

void draw_class_row(const Theme& theme, ImDrawList& list, const DrawnPicture& picture, int tile, RowLook look,
                    const std::string& percent) {
  const ImVec2 from = tile_corner(picture, tile);
  const ImVec2 to = tile_end(picture, tile);
  const float text_top = (from.y + to.y) / 2 - theme.small * 0.62F;
  const float percent_room = label_size(theme, format_percent(1), theme.small, true).x + 6;
  const float left = snap(from.x + 16);
  const float right = std::max(left + 12, snap(to.x - percent_room));
  draw_label(list, theme, {from.x, text_top}, std::to_string(tile),
             {look.ink, theme.small, Align::left, look.strong});
  list.AddRectFilled({left, from.y + 2}, {right, to.y - 2}, look.cell, 2);
  list.AddRect({left, from.y + 2}, {right, to.y - 2}, theme.line, 2);
  draw_label(list, theme, {to.x, text_top}, percent, {look.ink, theme.small, Align::right, look.strong});
}

void draw_class(const Theme& theme, ImDrawList& list, const DrawnPicture& picture, int tile) {
  const auto& values = picture.layer.values;
  const float share = values[static_cast<std::size_t>(tile)];
  const bool largest = share == *std::max_element(values.begin(), values.end());
  draw_class_row(theme, list, picture, tile,
                 {picture.scale.colour(theme, share), largest ? theme.text : theme.text_muted, largest},
                 format_percent(share));
}

/// The places of the values while there is no digit.
void draw_ghost(const Theme& theme, ImDrawList& list, const DrawnPicture& picture) {
  const int tiles = picture.tiling.columns * picture.tiling.rows;
  const int count = picture.layer.picture.kind == PictureKind::strip ? 1 : picture.layer.picture.count;
  const bool classes = picture.layer.picture.kind == PictureKind::classes;
  for (int tile = 0; tile < std::min({tiles, count, kCellsInList}); ++tile) {
    if (classes) {
      draw_class_row(theme, list, picture, tile, {theme.raised, theme.text_disabled, false}, {});
      continue;
    }
    list.AddRectFilled(tile_corner(picture, tile), tile_end(picture, tile), theme.raised, 1);
  }
}

float value_at(const LayerView& layer, int tile, int x, int y) {
  const Picture& picture = layer.picture;
  return layer.values[static_cast<std::size_t>((y * picture.width + x) * picture.count + tile)];
}

void explain_map(Context& context, const DrawnPicture& picture, int tile, ImVec2 at) {
  const LayerView& layer = picture.layer;
  const Picture& shape = layer.picture;
  const float texel = picture.tiling.tile_width / static_cast<float>(shape.width);
  const int x = std::clamp(static_cast<int>((at.x - picture.tiling.left(tile)) / texel), 0, shape.width - 1);
  const int y = std::clamp(static_cast<int>((at.y - picture.tiling.top(tile)) / texel), 0, shape.height - 1);
  float most = value_at(layer, tile, 0, 0);
  for (int row = 0; row < shape.height; ++row) {
    for (int column = 0; column < shape.width; ++column) {
      most = std::max(most, value_at(layer, tile, column, row));
    }
  }
  const std::string title =
      layer.index < 0 ? layer.title : tr("network.map", {std::to_string(tile), std::to_string(shape.count)});
  const std::array<std::string, 3> lines = {
      title,
      tr("network.at", {std::to_string(y), std::to_string(x), short_number(value_at(layer, tile, x, y))}),
      tr("network.map_largest", {short_number(most)})};
  note_image(context.theme, picture.atlas, tile, {static_cast<float>(x), static_cast<float>(y)}, lines);
}

/// The index of the value under a point of a strip, row by row as value_image() paints it.
int strip_index(const DrawnPicture& picture, ImVec2 at) {
  const float x = at.x / picture.tiling.tile_width * static_cast<float>(picture.atlas.width);
  const float y = at.y / picture.tiling.tile_height * static_cast<float>(picture.atlas.height);
  return static_cast<int>(y) * picture.atlas.width + static_cast<int>(x);
}

}  // namespace

DrawnPicture prepare_picture(Context& context, const LayerView& layer, const Tiling& tiling, ImVec2 corner) {
  DrawnPicture picture{layer, tiling, snap(corner), {}, {}};
  if (layer.values.empty()) return picture;
  const Picture& shape = layer.picture;
  if (shape.kind == PictureKind::maps) {
    picture.atlas = tensor_atlas(context, layer.key, layer.values, shape.height, shape.width, 1, shape.count,
                                 layer.index < 0 ? std::optional(ColourMap::ink) : std::nullopt);
  } else if (is_texture(shape)) {
    // A strip has one row a device pixel of its longer side; cells have their tiling's columns.
    const float rows = std::max(1.0F, std::floor(tiling.height() * pixel_ratio()));
    const int columns = shape.kind == PictureKind::cells
                            ? tiling.columns
                            : static_cast<int>(std::ceil(static_cast<float>(shape.count) / rows));
    picture.atlas = value_image(context, layer.key, layer.values, columns);
  }
  if (shape.kind == PictureKind::classes || layer.index < 0) {
    const bool finite = std::isfinite(largest_magnitude(layer.values));
    picture.scale = {finite ? 1 : largest_magnitude(layer.values),
                     layer.index < 0 ? ColourMap::ink : ColourMap::activation};
  } else {
    picture.scale = is_texture(shape) ? picture.atlas.scale : scale_of(layer.values);
  }
  return picture;
}

std::string picture_value(const DrawnPicture& picture) {
  if (picture.layer.values.empty()) return picture.layer.shape;
  const char* form = picture.scale.diverging() ? "network.value_signed" : "network.value";
  return tr(form, {picture.layer.shape, scale_end(picture.scale.high)});
}

void draw_picture(Context& context, ImDrawList& list, const DrawnPicture& picture) {
  const Theme& theme = context.theme;
  const Picture& shape = picture.layer.picture;
  if (picture.layer.values.empty()) {
    draw_ghost(theme, list, picture);
    return;
  }
  if (is_texture(shape) && shape.kind != PictureKind::maps) {
    const ImVec2 end = snap(far_corner(picture));
    picture.atlas.draw(list, 0, picture.corner, end);
    list.AddRect({picture.corner.x - 1, picture.corner.y - 1}, {end.x + 1, end.y + 1}, theme.line);
    return;
  }
  for (int tile = 0; tile < shape.count; ++tile) {
    const ImVec2 from = tile_corner(picture, tile);
    const ImVec2 to = tile_end(picture, tile);
    if (shape.kind == PictureKind::classes) {
      draw_class(theme, list, picture, tile);
    } else if (shape.kind == PictureKind::cells) {
      list.AddRectFilled(from, to,
                         picture.scale.colour(theme, picture.layer.values[static_cast<std::size_t>(tile)]));
    } else if (tile < picture.atlas.count) {
      picture.atlas.draw(list, tile, from, to);
      list.AddRect({from.x - 1, from.y - 1}, {to.x + 1, to.y + 1}, theme.line);
    }
  }
}

void explain_picture(Context& context, const DrawnPicture& picture) {
  const LayerView& layer = picture.layer;
  if (layer.values.empty() || !hovers(picture.corner, far_corner(picture))) return;
  const ImVec2 mouse = ImGui::GetMousePos();
  const ImVec2 at{mouse.x - picture.corner.x, mouse.y - picture.corner.y};
  const Picture& shape = layer.picture;
  int tile = picture.tiling.at(at.x, at.y, shape.kind == PictureKind::strip ? 1 : shape.count);
  if (tile < 0) return;
  if (shape.kind == PictureKind::maps) {
    if (tile < picture.atlas.count) explain_map(context, picture, tile, at);
    return;
  }
  if (shape.kind == PictureKind::strip) tile = strip_index(picture, at);
  if (tile < 0 || tile >= shape.count) return;
  const float value = layer.values[static_cast<std::size_t>(tile)];
  note_at_mouse(context.theme, tr(shape.kind == PictureKind::classes ? "network.class" : "network.unit",
                                  {std::to_string(tile), short_number(value)}));
}

void note_image(const Theme& theme, const Atlas& atlas, int index, ImVec2 marked,
                std::span<const std::string> lines) {
  constexpr float kSide = 168;
  const float device = std::max(
      1.0F, std::floor(kSide * pixel_ratio() / static_cast<float>(std::max(atlas.width, atlas.height))));
  const float texel = device / pixel_ratio();
  ImGui::PushFont(theme.regular, theme.small);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(12, 10));
  if (ImGui::BeginTooltip()) {
    const ImVec2 from = snap(ImGui::GetCursorScreenPos());
    const ImVec2 size{texel * static_cast<float>(atlas.width), texel * static_cast<float>(atlas.height)};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    atlas.draw(list, index, from, {from.x + size.x, from.y + size.y});
    list.AddRect({from.x - 1, from.y - 1}, {from.x + size.x + 1, from.y + size.y + 1}, theme.line);
    const ImVec2 mark{from.x + marked.x * texel, from.y + marked.y * texel};
    list.AddRect({mark.x - 1, mark.y - 1}, {mark.x + texel + 1, mark.y + texel + 1}, theme.test, 0, 0, 2);
    ImGui::Dummy(size);
    for (const std::string& line : lines) ImGui::TextUnformatted(line.c_str());
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
}

void draw_links(ImDrawList& list, const Theme& theme, const DrawnPicture& from, const DrawnPicture& to) {
  constexpr int kEnds = 5;
  constexpr std::array<std::string_view, 4> kWhole{"Dense", "Maxout", "Conv2D", "Conv2DTranspose"};
  const bool every = std::ranges::count(kWhole, to.layer.class_name) > 0;
  const ImU32 colour = faded(theme.text_muted, every ? 0.22F : 0.35F);
  const ImVec2 start{from.corner.x + from.tiling.width() + 4, from.corner.y};
  const ImVec2 end{to.corner.x - 4, to.corner.y};
  const float middle = (start.x + end.x) / 2;
  const auto y_of = [](float top, float height, int i) {
    return top + height * (static_cast<float>(i) + 0.5F) / kEnds;
  };
  for (int i = 0; i < kEnds; ++i) {
    for (int k = 0; k < kEnds; ++k) {
      if (!every && i != k) continue;
      const float y0 = y_of(start.y, from.tiling.height(), i);
      const float y1 = y_of(end.y, to.tiling.height(), k);
      list.AddBezierCubic({start.x, y0}, {middle, y0}, {middle, y1}, {end.x, y1}, colour, 1);
    }
  }
}

void draw_skip(ImDrawList& list, const Theme& theme, const DrawnPicture& from, const DrawnPicture& to,
               float lane) {
  constexpr float kTurn = 14;
  const ImU32 colour = faded(theme.text_muted, 0.7F);
  const ImVec2 start{from.corner.x + from.tiling.width() + 4, from.corner.y + from.tiling.height() / 4};
  const ImVec2 end{to.corner.x - 4, to.corner.y + to.tiling.height() / 4};
  const ImVec2 rise{start.x + kTurn, lane};
  const ImVec2 fall{end.x - kTurn, lane};
  list.AddBezierCubic(start, {rise.x, start.y}, {start.x, lane}, rise, colour, 1.5F);
  list.AddLine(rise, fall, colour, 1.5F);
  list.AddBezierCubic(fall, {end.x, lane}, {fall.x, end.y}, end, colour, 1.5F);
}

}  // namespace glassbox::ui
