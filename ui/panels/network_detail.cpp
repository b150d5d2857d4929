#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/tensor/shape.h"
#include "ui/draw/label.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"
#include "ui/panels/network.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kBesideFrom = 640;  ///< width from which kernels stand beside the output
constexpr float kHeading = 24;
constexpr float kNatural = 300;
constexpr float kLeast = 140;

/// A kernel as images: (height, width, inputs, outputs).
struct KernelImages {
  const TensorView* tensor = nullptr;
  int height = 0;
  int width = 0;
  int inputs = 1;
  int outputs = 0;
  bool templates = false;   ///< one image a unit of a dense layer over the model's input
  bool transposed = false;  ///< (height, width, filters, input channels)
  int pieces = 1;           ///< of a maxout unit: so many templates

  [[nodiscard]] int count() const { return inputs * outputs; }
  /// What one of its images is.
  [[nodiscard]] std::string name_of(int image) const {
    const int input = image % inputs;
    const int output = image / inputs;
    const auto named = [](const char* text, int first, int second) {
      return tr(text, {std::to_string(first), std::to_string(second)});
    };
    if (!templates) {
      return named("network.filter", transposed ? input : output, transposed ? output : input);
    }
    return named(pieces > 1 ? "network.piece" : "network.template", output / pieces, output % pieces);
  }
};

int axis(const TensorView& tensor, std::size_t index) {
  return static_cast<int>(tensor.shape[index]);
}

/// The layer's kernel, where the snapshot carries it: filters, or the columns of a dense layer's matrix as
/// images of the model's input.
KernelImages kernel_of(const Snapshot& snapshot, const std::string& layer) {
  const std::vector<std::int64_t>& input = snapshot.model.input_shape;
  const auto row = std::ranges::find(snapshot.layers, layer, &LayerSummary::name);
  const bool transposed = row != snapshot.layers.end() && row->class_name == "Conv2DTranspose";
  const bool maxout = row != snapshot.layers.end() && row->class_name == "Maxout";
  for (const TensorView& tensor : snapshot.weights) {
    std::int64_t size = 1;
    for (std::int64_t extent : tensor.shape) size *= extent;
    const bool whole = size > 0 && size == static_cast<std::int64_t>(tensor.values.size());
    if (tensor.layer != layer || !whole) continue;
    if (tensor.shape.size() == 4) {
      return {&tensor, axis(tensor, 0), axis(tensor, 1), axis(tensor, 2), axis(tensor, 3), false, transposed};
    }
    if (tensor.shape.size() == 2 && input.size() == 3 && input[0] * input[1] * input[2] == tensor.shape[0]) {
      const auto extent = [&](std::size_t index) { return static_cast<int>(input[index]); };
      const int outputs = axis(tensor, 1);
      const int pieces = maxout ? outputs / static_cast<int>(row->output_shape[0]) : 1;
      return {&tensor, extent(0), extent(1), extent(2), outputs, true, false, pieces};
    }
  }
  return {};
}

/// Index below every image where there is room for it.
void draw_indices(ImDrawList& list, const Theme& theme, const Tiling& tiling, ImVec2 corner, int count) {
  if (tiling.gap < 14 || tiling.tile_width < 14) return;
  for (int tile = 0; tile < count; ++tile) {
    draw_label(list, theme,
               {corner.x + tiling.left(tile) + tiling.tile_width / 2,
                corner.y + tiling.top(tile) + tiling.tile_height + 1},
               std::to_string(tile), {theme.text_muted, 11, Align::centre});
  }
}

/// The tiling with room for an index below every image, unless many images would be smaller for it.
template <class Tile>
Tiling tile_with_indices(const Tile& with_gap, int count) {
  constexpr float kWithIndex = 15;
  constexpr float kWithout = 4;
  constexpr int kFew = 20;
  const Tiling close = with_gap(kWithout);
  if (count < 2) return close;
  const Tiling wide = with_gap(kWithIndex);
  return count > kFew && wide.tile_width < close.tile_width ? close : wide;
}

void draw_heading(const Theme& theme, ImDrawList& list, ImVec2 at, float width, const std::string& title,
                  ColourScale scale) {
  draw_label(list, theme, at, title, {theme.text, theme.small, Align::left, true});
  if (scale.high <= 0) return;
  constexpr float kLegend = 120;
  draw_scale_legend(list, theme, {at.x + width - kLegend, at.y + 1}, kLegend, scale);
}

void draw_output(Context& context, const LayerView& layer, ImVec2 from, ImVec2 size) {
  const bool maps = layer.picture.kind == PictureKind::maps;
  const auto with_gap = [&](float gap) {
    const float height = size.y - kHeading - 1 - (maps ? gap : 0);
    return tile_picture(layer.picture, size.x - 2, height, gap, pixel_ratio());
  };
  const Tiling tiling = tile_with_indices(with_gap, layer.picture.count);
  const DrawnPicture picture = prepare_picture(context, layer, tiling, {from.x + 1, from.y + kHeading});
  ImGui::SetCursorScreenPos(from);
  area(context, layer.key, "img", layer.title, picture_value(picture), size);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_heading(context.theme, list, from, size.x, tr("network.output", {layer.shape}), picture.scale);
  draw_picture(context, list, picture);
  if (maps) draw_indices(list, context.theme, tiling, picture.corner, layer.picture.count);
  explain_picture(context, picture);
}

void explain_kernel(const Theme& theme, const KernelImages& kernel, const Atlas& atlas, const Tiling& tiling,
                    ImVec2 corner) {
  const ImVec2 mouse = ImGui::GetMousePos();
  const ImVec2 at{mouse.x - corner.x, mouse.y - corner.y};
  const int tile = tiling.at(at.x, at.y, atlas.count);
  if (tile < 0) return;
  const float texel = tiling.tile_width / static_cast<float>(kernel.width);
  const int x = std::clamp(static_cast<int>((at.x - tiling.left(tile)) / texel), 0, kernel.width - 1);
  const int y = std::clamp(static_cast<int>((at.y - tiling.top(tile)) / texel), 0, kernel.height - 1);
  const int offset = tile % kernel.inputs * kernel.outputs + tile / kernel.inputs;
  const float value =
      kernel.tensor->values[static_cast<std::size_t>((y * kernel.width + x) * kernel.count() + offset)];
  const std::array<std::string, 2> lines = {
      kernel.name_of(tile), tr("network.at", {std::to_string(y), std::to_string(x), short_number(value)})};
  note_image(theme, atlas, tile, {static_cast<float>(x), static_cast<float>(y)}, lines);
}

void draw_kernel(Context& context, const KernelImages& kernel, const std::string& key, ImVec2 from,
                 ImVec2 size) {
  const Theme& theme = context.theme;
  const Atlas atlas = tensor_atlas(context, key, kernel.tensor->values, kernel.height, kernel.width,
                                   kernel.inputs, kernel.outputs, ColourMap::diverging);
  const auto with_gap = [&](float gap) {
    return tile_in_box(atlas.count, kernel.width, kernel.height, size.x - 2, size.y - kHeading - 1 - gap, gap,
                       pixel_ratio(), network_layout::kMostMap, true);
  };
  const Tiling tiling = tile_with_indices(with_gap, atlas.count);
  const ImVec2 corner = snap(ImVec2(from.x + 1, from.y + kHeading));
  Shape shape;
  for (std::int64_t extent : kernel.tensor->shape) shape.push_back(extent);
  const std::string text = shape.to_string();
  std::string title = tr(kernel.templates ? "network.templates" : "network.kernels", {text});
  if (atlas.count < kernel.count()) title += tr("network.first", {std::to_string(atlas.count)});
  ImGui::SetCursorScreenPos(from);
  area(context, key, "img", title, tr("network.value_signed", {text, scale_end(atlas.scale.high)}), size);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_heading(theme, list, from, size.x, title, atlas.scale);
  for (int tile = 0; tile < atlas.count; ++tile) {
    const ImVec2 at = snap(ImVec2(corner.x + tiling.left(tile), corner.y + tiling.top(tile)));
    const ImVec2 end = snap(ImVec2(at.x + tiling.tile_width, at.y + tiling.tile_height));
    atlas.draw(list, tile, at, end);
    list.AddRect({at.x - 1, at.y - 1}, {end.x + 1, end.y + 1}, theme.line);
  }
  draw_indices(list, theme, tiling, corner, atlas.count);
  if (ImGui::IsItemHovered()) explain_kernel(theme, kernel, atlas, tiling, corner);
}

void draw_name(Context& context, const LayerView& layer) {
  const Theme& theme = context.theme;
  text(context, {}, layer.title, 0, theme.semibold, theme.title);
  ImGui::SameLine();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + 8);
  text(context, "network.detail", layer.parameters, theme.text_muted, nullptr, theme.small);
}

/// Back, the layer's name, and the ways to its neighbours.
void draw_bar(Context& context, const LayerView& layer, int last) {
  constexpr float kNameBesideFrom = 480;
  View& view = context.view;
  const Theme& theme = context.theme;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 start = ImGui::GetCursorPos();
  const float side = theme.control_height;
  const bool beside = width >= kNameBesideFrom;
  if (icon_button(context, "network.back", Icon::left, tr("network.back"), ButtonKind::normal,
                  {label_size(theme, tr("network.back"), theme.body).x + 48, 0})) {
    view.selected_layer = -1;
  }
  if (beside) {
    ImGui::SameLine(0, 2 * theme.gap);
    ImGui::SetCursorPosY(start.y + std::floor((side - theme.title * 1.3F) / 2));
    draw_name(context, layer);
  }
  ImGui::SetCursorPos({start.x + width - 2 * side - 4, start.y});
  if (icon_button(context, "network.previous", Icon::left, tr("network.previous"), ButtonKind::quiet, {0, 0},
                  layer.index > 0)) {
    --view.selected_layer;
  }
  ImGui::SameLine(0, 4);
  if (icon_button(context, "network.next", Icon::right, tr("network.next"), ButtonKind::quiet, {0, 0},
                  layer.index < last)) {
    ++view.selected_layer;
  }
  if (!beside) draw_name(context, layer);
}

}  // namespace

void draw_layer_detail(Context& context, const NetworkView& network, int index) {
  context.interaction.shown.weights = true;
  const LayerView& layer = network.layers[static_cast<std::size_t>(index) + 1];
  draw_bar(context, layer, static_cast<int>(network.layers.size()) - 2);

  const std::string& name = context.snapshot.layers[static_cast<std::size_t>(index)].name;
  const KernelImages kernel = kernel_of(context.snapshot, name);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const std::string key = "network.kernel" + std::to_string(index);
  if (kernel.tensor == nullptr) {
    draw_output(context, layer, corner, {width, room_height(kLeast, kNatural)});
    return;
  }
  const float between = 2 * context.theme.padding;
  if (width >= kBesideFrom) {
    const bool few = kernel.count() <= 16 || kernel.templates;
    const float output = std::floor((width - between) * (few ? 0.4F : 0.55F));
    const float height = room_height(kLeast, kNatural);
    draw_output(context, layer, corner, {output, height});
    draw_kernel(context, kernel, key, {corner.x + output + between, corner.y},
                {width - between - output, height});
    return;
  }
  const float height = std::floor((room_height(2 * kLeast + between, 2 * kNatural + between) - between) / 2);
  draw_output(context, layer, corner, {width, height});
  draw_kernel(context, kernel, key, {corner.x, corner.y + height + between}, {width, height});
}

}  // namespace glassbox::ui
