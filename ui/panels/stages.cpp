#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "ui/draw/label.h"
#include "ui/draw/room.h"
#include "ui/draw/tensor_image.h"
#include "ui/i18n/tr.h"
#include "ui/panels/pad.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kArrow = 12;  ///< between two stages
constexpr int kImage = 28;    ///< values of the last stage's side
constexpr int kBox = 20;      ///< MNIST's box for the ink
constexpr float kLines = 36;  ///< name and size below an image

float stage_side(float width) {
  const float room = std::floor((width - 3 * kArrow) / 4);
  return std::clamp(room, 40.0F, 96.0F);
}

std::string size_text(const GreyImage& image) {
  return std::to_string(image.width) + " × " + std::to_string(image.height);
}

/// Where an image stands in its square: values as squares of whole device pixels for the last two stages (on
/// one scale), the whole square for what is larger.
ImVec2 shown_size(const GreyImage& image, float side, bool exact) {
  const auto width = static_cast<float>(image.width);
  const auto height = static_cast<float>(image.height);
  const float texel = exact ? std::max(1.0F, std::floor(side * pixel_ratio() / kImage)) / pixel_ratio()
                            : side / std::max(width, height);
  return {snap(width * texel), snap(height * texel)};
}

/// The ink's box, and its centre of mass at the middle of the image.
void draw_marks(ImDrawList& list, const Theme& theme, const GreyImage& image, ImVec2 from, float texel) {
  float mass = 0;
  float x = 0;
  float y = 0;
  for (int row = 0; row < image.height; ++row) {
    for (int column = 0; column < image.width; ++column) {
      const auto ink = static_cast<float>(image.pixels[static_cast<std::size_t>(row * image.width + column)]);
      mass += ink;
      x += ink * (static_cast<float>(column) + 0.5F);
      y += ink * (static_cast<float>(row) + 0.5F);
    }
  }
  const float margin = static_cast<float>(kImage - kBox) / 2 * texel;
  const float end = static_cast<float>(kImage) * texel - margin;
  list.AddRect({from.x + margin, from.y + margin}, {from.x + end, from.y + end}, theme.accent, 0, 0, 1);
  if (mass <= 0) return;
  const ImVec2 centre = snap(ImVec2(from.x + x / mass * texel, from.y + y / mass * texel));
  constexpr float kArm = 6;
  for (const auto& [colour, thickness] : {std::pair{theme.panel, 3.5F}, std::pair{theme.test, 1.5F}}) {
    list.AddLine({centre.x - kArm, centre.y}, {centre.x + kArm, centre.y}, colour, thickness);
    list.AddLine({centre.x, centre.y - kArm}, {centre.x, centre.y + kArm}, colour, thickness);
  }
}

void draw_arrow(ImDrawList& list, const Theme& theme, ImVec2 centre) {
  list.AddLine({centre.x - 4, centre.y}, {centre.x + 4, centre.y}, theme.text_muted, 1.5F);
  list.AddLine({centre.x + 1, centre.y - 3}, {centre.x + 4, centre.y}, theme.text_muted, 1.5F);
  list.AddLine({centre.x + 1, centre.y + 3}, {centre.x + 4, centre.y}, theme.text_muted, 1.5F);
}

struct Stage {
  const char* name;
  const GreyImage* image;
  bool exact;  ///< values as whole device pixels
};

void draw_stage(Context& context, const Stage& stage, ImVec2 from, float side) {
  const Theme& theme = context.theme;
  const bool known = stage.image != nullptr && is_whole(*stage.image);
  const std::string name = std::string("stages.") + stage.name;
  ImGui::SetCursorScreenPos(from);
  area(context, name, "img", tr(name), known ? size_text(*stage.image) : "", {side, side + kLines});
  tooltip(context, tr(name + ".why"));

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 to{from.x + side, from.y + side};
  list.AddRectFilled(from, to, theme.paper, 3);
  if (known) {
    const ImVec2 size = shown_size(*stage.image, side, stage.exact);
    const ImVec2 corner = snap(ImVec2(from.x + (side - size.x) / 2, from.y + (side - size.y) / 2));
    const int width =
        stage.exact ? stage.image->width : static_cast<int>(std::lround(size.x * pixel_ratio()));
    const int height =
        stage.exact ? stage.image->height : static_cast<int>(std::lround(size.y * pixel_ratio()));
    const Images::Image image = grey_image(context, name, *stage.image, width, height);
    list.AddImage(image.texture, corner, {corner.x + size.x, corner.y + size.y});
    if (stage.image->width == kImage && stage.exact)
      draw_marks(list, theme, *stage.image, corner, size.x / kImage);
  }
  list.AddRect(from, to, theme.line, 3);
  const ImU32 colour = known ? theme.text : theme.text_disabled;
  const float middle = (from.x + to.x) / 2;
  draw_label(list, theme, {middle, to.y + 3}, tr(name), {colour, theme.small - 1, Align::centre});
  if (!known) return;
  draw_label(list, theme, {middle, to.y + 18}, size_text(*stage.image),
             {theme.text_muted, theme.small - 1, Align::centre});
}

}  // namespace

float stages_height(const Theme&, float width) {
  return stage_side(width) + kLines;
}

void draw_stages(Context& context, float width) {
  const Theme& theme = context.theme;
  const DigitState& digit = context.snapshot.digit;
  const bool drawn = digit.source == DigitSource::drawn;
  const Stage stages[] = {{"drawn", drawn ? &digit.stages.drawn : nullptr, false},
                          {"cropped", drawn ? &digit.stages.cropped : nullptr, false},
                          {"scaled", drawn ? &digit.stages.scaled : nullptr, true},
                          {"centred", digit.source == DigitSource::none ? nullptr : &digit.image, true}};
  const float side = stage_side(width);
  const float step = side + (width - 4 * side) / 3;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool prepared = digit.source == DigitSource::test;
  for (int i = prepared ? 3 : 0; i < 4; ++i) {
    const float left = std::floor(corner.x + step * static_cast<float>(i));
    draw_stage(context, stages[i], {left, corner.y}, side);
    if (i < 3) draw_arrow(list, theme, {left + (side + step) / 2, corner.y + side / 2});
  }
  if (!prepared) return;
  draw_lines(list, theme, {corner.x, corner.y + 4}, 2 * step + side - theme.gap, tr("stages.not_needed"),
             {theme.text_muted, theme.small});
}

}  // namespace glassbox::ui
