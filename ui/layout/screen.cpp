#include <imgui.h>

#include <algorithm>
#include <array>
#include <string>

#include "ui/i18n/tr.h"
#include "ui/layout/layout.h"
#include "ui/panels/panels.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kWide = 1200;
constexpr float kMedium = 700;

/// Room between and around the panels.
float gutter(const Context& context) {
  return context.theme.gap + 4;
}

/// A column of panels; it scrolls when they do not fit.
template <class Body>
void column(const Context& context, const char* name, ImVec2 size, const Body& body) {
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoBackground;
  if (context.interaction.coarse) flags |= ImGuiWindowFlags_NoScrollbar;
  ImGui::BeginChild(name, size, ImGuiChildFlags_NavFlattened, flags);
  body();
  ImGui::EndChild();
}

void pad(Context& context, ImVec2 size) {
  panel(context, "panel.pad", tr("pad.title"), size, [&] { draw_pad_panel(context); });
}

void prediction(Context& context, ImVec2 size) {
  panel(context, "panel.prediction", tr("prediction.title"), size, [&] { draw_prediction_panel(context); });
}

/// Under a tab that says its name already, a panel has no title.
enum class Title { shown, hidden };

void network(Context& context, ImVec2 size, Title title = Title::shown) {
  panel(context, "panel.network", title == Title::shown ? tr("network.title") : std::string(), size,
        [&] { draw_network_panel(context); });
}

void curves(Context& context, ImVec2 size, Title title = Title::shown) {
  panel(context, "panel.curves", title == Title::shown ? tr("curves.title") : std::string(), size,
        [&] { draw_curves_panel(context); });
}

void confusion(Context& context, ImVec2 size, Title title = Title::shown) {
  panel(context, "panel.confusion", title == Title::shown ? tr("confusion.title") : std::string(), size,
        [&] { draw_confusion_panel(context); });
}

void train_bar(Context& context) {
  panel(context, "panel.train", {}, {0, 0}, [&] { draw_train_bar(context); });
}

void training(Context& context) {
  panel(context, "panel.training", tr("training.title"), {0, 0}, [&] { draw_training_panel(context); });
}

void model(Context& context, ImVec2 size) {
  panel(context, "panel.model", tr("model.title"), size, [&] { draw_model_panel(context); });
}

/// Pad above prediction; where both do not fit, the column scrolls.
void draw_bench(Context& context, float width) {
  const float room = ImGui::GetContentRegionAvail().y;
  constexpr float kPredictionHeight = 264;
  constexpr float kAroundPad = 214;  // heading, buttons, stages, digit chooser
  const float wish = width + kAroundPad;
  const float fitting = room - kPredictionHeight - gutter(context);
  const float height = std::max(std::min(wish, fitting), 420.0F);
  pad(context, {0, height});
  const float left = ImGui::GetContentRegionAvail().y;
  prediction(context, {0, std::max(left, kPredictionHeight)});
}

/// Curves and confusion matrix side by side, or one of them under tabs where there is no room for both.
void draw_results(Context& context, float width, float height) {
  constexpr float kBoth = 620;
  if (width >= kBoth) {
    const float square = std::clamp(height - 8, 280.0F, width * 0.46F);
    curves(context, {width - square - gutter(context), height});
    ImGui::SameLine();
    confusion(context, {square, height});
    return;
  }
  const std::array<Choice, 2> tabs = {
      {{"tab.curves", tr("tab.curves")}, {"tab.confusion", tr("tab.confusion")}}};
  int chosen = context.view.instrument == 2 ? 1 : 0;
  if (segmented(context, tabs, chosen, width)) context.view.instrument = chosen + 1;
  const ImVec2 size(0, std::max(ImGui::GetContentRegionAvail().y, 220.0F));
  if (chosen == 0) {
    curves(context, size, Title::hidden);
  } else {
    confusion(context, size, Title::hidden);
  }
}

void draw_wide(Context& context) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float between = gutter(context);
  const float left = std::clamp(room.x * 0.21F, 288.0F, 400.0F);
  const float right = std::clamp(room.x * 0.25F, 344.0F, 440.0F);
  const float middle = room.x - left - right - 2 * between;
  column(context, "left", {left, 0}, [&] { draw_bench(context, left); });
  ImGui::SameLine();
  column(context, "middle", {middle, 0}, [&] {
    const float lower = std::clamp(room.y * 0.42F, 300.0F, 520.0F);
    network(context, {0, std::max(room.y - lower - between, 260.0F)});
    draw_results(context, middle, std::max(ImGui::GetContentRegionAvail().y, 260.0F));
  });
  ImGui::SameLine();
  column(context, "right", {right, 0}, [&] {
    train_bar(context);
    training(context);
    model(context, {0, std::max(ImGui::GetContentRegionAvail().y, 320.0F)});
  });
}

void draw_medium(Context& context) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float left = std::clamp(room.x * 0.34F, 272.0F, 360.0F);
  column(context, "left", {left, 0}, [&] { draw_bench(context, left); });
  ImGui::SameLine();
  column(context, "right", {room.x - left - gutter(context), 0}, [&] {
    train_bar(context);
    const std::array<Choice, 4> tabs = {{{"tab.network", tr("tab.network")},
                                         {"tab.curves", tr("tab.curves")},
                                         {"tab.confusion", tr("tab.confusion")},
                                         {"tab.model", tr("tab.model")}}};
    segmented(context, tabs, context.view.instrument, ImGui::GetContentRegionAvail().x);
    const float height = std::max(ImGui::GetContentRegionAvail().y, 320.0F);
    switch (context.view.instrument) {
      case 1:
        curves(context, {0, height}, Title::hidden);
        break;
      case 2:
        confusion(context, {0, height}, Title::hidden);
        break;
      case 3:
        column(context, "model", {0, 0}, [&] {
          training(context);
          model(context, {0, 0});
        });
        break;
      default:
        network(context, {0, height}, Title::hidden);
    }
  });
}

void draw_narrow(Context& context) {
  const std::array<Choice, 4> pages = {{{"tab.draw", tr("tab.draw")},
                                        {"tab.model", tr("tab.model")},
                                        {"tab.train", tr("tab.train")},
                                        {"tab.look", tr("tab.look")}}};
  segmented(context, pages, context.view.page, ImGui::GetContentRegionAvail().x);
  train_bar(context);
  column(context, "page", {0, 0}, [&] {
    switch (context.view.page) {
      case 1:
        model(context, {0, 0});
        break;
      case 2:
        training(context);
        curves(context, {0, 0});
        break;
      case 3:
        network(context, {0, 0});
        confusion(context, {0, 0});
        break;
      default:
        pad(context, {0, 0});
        prediction(context, {0, 0});
    }
  });
}

}  // namespace

void draw_screen(Context& context) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float around = display.x < kMedium ? context.theme.gap : gutter(context);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(display);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(around, context.theme.gap));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(gutter(context), gutter(context)));
  ImGui::Begin("glassbox", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
  draw_top_bar(context);
  if (context.snapshot.layers.empty()) {
    text(context, "status", tr("app.starting"), context.theme.text_muted);
  } else if (display.x >= kWide) {
    draw_wide(context);
  } else if (display.x >= kMedium) {
    draw_medium(context);
  } else {
    draw_narrow(context);
  }
  ImGui::End();
  ImGui::PopStyleVar(2);
}

}  // namespace glassbox::ui
