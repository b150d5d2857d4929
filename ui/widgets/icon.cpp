#include <imgui.h>

#include <cmath>

#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kPi = 3.14159265F;

/// Coordinates of an icon: -1..1 to the right and down.
struct Pen {
  ImDrawList& list;
  ImVec2 centre;
  float half;
  ImU32 colour;
  float width;

  [[nodiscard]] ImVec2 at(float x, float y) const { return {centre.x + x * half, centre.y + y * half}; }
  void line(ImVec2 a, ImVec2 b) const { list.AddLine(at(a.x, a.y), at(b.x, b.y), colour, width); }
  void triangle(ImVec2 a, ImVec2 b, ImVec2 c) const {
    list.AddTriangleFilled(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), colour);
  }
  void box(ImVec2 a, ImVec2 b) const { list.AddRectFilled(at(a.x, a.y), at(b.x, b.y), colour, 1); }
};

void draw_sun(const Pen& pen) {
  pen.list.AddCircle(pen.centre, pen.half * 0.38F, pen.colour, 0, pen.width);
  for (int ray = 0; ray < 8; ++ray) {
    const float angle = static_cast<float>(ray) * kPi / 4;
    const float x = std::cos(angle);
    const float y = std::sin(angle);
    pen.line({x * 0.68F, y * 0.68F}, {x * 0.95F, y * 0.95F});
  }
}

/// A circle less another one up to its right; the angles are those of their intersections.
void draw_moon(const Pen& pen) {
  pen.list.PathArcTo(pen.at(0, 0), pen.half * 0.8F, 0.162F, 4.551F);
  pen.list.PathArcTo(pen.at(0.35F, -0.35F), pen.half * 0.65F, 3.884F, 0.828F);
  pen.list.PathFillConcave(pen.colour);
}

void draw_share(const Pen& pen) {
  pen.line({-0.55F, 0}, {0.55F, -0.6F});
  pen.line({-0.55F, 0}, {0.55F, 0.6F});
  const float dot = pen.half * 0.26F;
  pen.list.AddCircleFilled(pen.at(-0.6F, 0), dot, pen.colour);
  pen.list.AddCircleFilled(pen.at(0.6F, -0.62F), dot, pen.colour);
  pen.list.AddCircleFilled(pen.at(0.6F, 0.62F), dot, pen.colour);
}

void draw_reset(const Pen& pen) {
  pen.list.PathArcTo(pen.centre, pen.half * 0.72F, -kPi * 0.35F, kPi * 1.3F);
  pen.list.PathStroke(pen.colour, 0, pen.width);
  pen.triangle({-0.05F, -0.72F}, {0.5F, -1.05F}, {0.55F, -0.35F});
}

void draw_undo(const Pen& pen) {
  pen.list.PathLineTo(pen.at(-0.6F, -0.3F));
  pen.list.PathArcTo(pen.at(0.25F, 0.2F), pen.half * 0.5F, -kPi / 2, kPi / 2);
  pen.list.PathLineTo(pen.at(-0.35F, 0.7F));
  pen.list.PathStroke(pen.colour, 0, pen.width);
  pen.triangle({-0.95F, -0.3F}, {-0.35F, -0.75F}, {-0.35F, 0.15F});
}

void draw_dice(const Pen& pen) {
  pen.list.AddRect(pen.at(-0.75F, -0.75F), pen.at(0.75F, 0.75F), pen.colour, pen.half * 0.35F, 0, pen.width);
  for (const float at : {-0.36F, 0.0F, 0.36F}) {
    pen.list.AddCircleFilled(pen.at(at, at), pen.half * 0.15F, pen.colour);
  }
}

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour) {
  const Pen pen{list, centre, size / 2, colour, size / 10};
  switch (icon) {
    case Icon::none:
      break;
    case Icon::play:
      pen.triangle({-0.55F, -0.8F}, {0.85F, 0}, {-0.55F, 0.8F});
      break;
    case Icon::pause:
      pen.box({-0.65F, -0.75F}, {-0.18F, 0.75F});
      pen.box({0.18F, -0.75F}, {0.65F, 0.75F});
      break;
    case Icon::step:
      pen.triangle({-0.7F, -0.7F}, {0.4F, 0}, {-0.7F, 0.7F});
      pen.box({0.45F, -0.7F}, {0.72F, 0.7F});
      break;
    case Icon::epoch:
      pen.triangle({-0.95F, -0.65F}, {-0.1F, 0}, {-0.95F, 0.65F});
      pen.triangle({-0.1F, -0.65F}, {0.7F, 0}, {-0.1F, 0.65F});
      pen.box({0.72F, -0.65F}, {0.95F, 0.65F});
      break;
    case Icon::reset:
      draw_reset(pen);
      break;
    case Icon::up:
      pen.line({-0.55F, 0.25F}, {0, -0.35F});
      pen.line({0, -0.35F}, {0.55F, 0.25F});
      break;
    case Icon::down:
      pen.line({-0.55F, -0.25F}, {0, 0.35F});
      pen.line({0, 0.35F}, {0.55F, -0.25F});
      break;
    case Icon::left:
      pen.line({0.25F, -0.55F}, {-0.35F, 0});
      pen.line({-0.35F, 0}, {0.25F, 0.55F});
      break;
    case Icon::right:
      pen.line({-0.25F, -0.55F}, {0.35F, 0});
      pen.line({0.35F, 0}, {-0.25F, 0.55F});
      break;
    case Icon::close:
      pen.line({-0.5F, -0.5F}, {0.5F, 0.5F});
      pen.line({-0.5F, 0.5F}, {0.5F, -0.5F});
      break;
    case Icon::plus:
      pen.line({0, -0.6F}, {0, 0.6F});
      pen.line({-0.6F, 0}, {0.6F, 0});
      break;
    case Icon::minus:
      pen.line({-0.6F, 0}, {0.6F, 0});
      break;
    case Icon::undo:
      draw_undo(pen);
      break;
    case Icon::dice:
      draw_dice(pen);
      break;
    case Icon::sun:
      draw_sun(pen);
      break;
    case Icon::moon:
      draw_moon(pen);
      break;
    case Icon::share:
      draw_share(pen);
      break;
  }
}

}  // namespace glassbox::ui
