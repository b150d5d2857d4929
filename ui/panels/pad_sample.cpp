#include <imgui.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "ui/i18n/tr.h"
#include "ui/panels/pad.h"
#include "ui/widgets/field.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

/// The n-th random number of the chooser (SplitMix64's finaliser): no clock, the same digits in every run.
std::uint64_t scrambled(std::uint64_t n) {
  std::uint64_t value = (n + 1) * 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

void choose(Context& context, std::int64_t index) {
  View& view = context.view;
  view.sample = index;
  view.strokes.clear();
  view.drawing = false;
  context.host.send(command::ChooseSample{index});
}

/// The number of the test digit, to be typed over; true when another one from 0 to `last` was.
bool index_field(Context& context, std::int64_t& index, std::int64_t last, float width, bool enabled) {
  std::string text = std::to_string(index);
  ImGui::PushID("sample");
  const bool committed = edit_text(context, "sample", "spinbutton", tr("pad.sample"), width, text, enabled);
  ImGui::PopID();
  tooltip(context, tr("pad.sample"));
  if (!committed) return false;
  const auto typed = read_whole(text, number_marks());
  const bool differs = typed && *typed != index && *typed >= 0 && *typed <= last;
  if (differs) index = *typed;
  return differs;
}

}  // namespace

float sample_chooser_height(const Theme& theme) {
  return theme.control_height;
}

void draw_sample_chooser(Context& context, float width) {
  const Theme& theme = context.theme;
  const std::int64_t size = context.snapshot.data.test_available;
  const bool ready = size > 0;
  const std::int64_t last = std::max<std::int64_t>(size - 1, 0);
  constexpr float kFieldWidth = 80;
  View& view = context.view;
  const bool shown = context.snapshot.digit.source == DigitSource::test && view.strokes.empty();

  if (icon_button(context, "sample.previous", Icon::left, tr("pad.sample_previous"), ButtonKind::normal,
                  {0, 0}, ready)) {
    choose(context, !shown ? std::min(view.sample, last) : view.sample > 0 ? view.sample - 1 : last);
  }
  ImGui::SameLine(0, 4);
  std::int64_t index = view.sample;
  if (index_field(context, index, last, kFieldWidth, ready)) choose(context, index);
  ImGui::SameLine(0, 4);
  if (icon_button(context, "sample.next", Icon::right, tr("pad.sample_next"), ButtonKind::normal, {0, 0},
                  ready)) {
    choose(context, !shown ? std::min(view.sample, last) : view.sample < last ? view.sample + 1 : 0);
  }
  ImGui::SameLine(0, theme.gap);
  const float used = 2 * theme.control_height + kFieldWidth + 8 + theme.gap;
  if (icon_button(context, "sample.random", Icon::dice, tr("pad.sample_random"), ButtonKind::normal,
                  {width - used, 0}, ready)) {
    choose(context,
           static_cast<std::int64_t>(scrambled(view.sample_draws) % static_cast<std::uint64_t>(size)));
    ++view.sample_draws;
  }
}

}  // namespace glassbox::ui
