#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "ui/draw/label.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"
#include "ui/panels/answer.h"
#include "ui/panels/panels.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr int kBars = 10;           ///< at most
constexpr float kBesideFrom = 380;  ///< width from which the answer stands beside the bars
constexpr float kAnswerWidth = 140;
constexpr float kChip = 20;  ///< height of the frame around the label, and its least width

/// How many classes the network tells apart, with a digit and without.
int classes_of(const Snapshot& snapshot) {
  if (!snapshot.digit.probabilities.empty()) return static_cast<int>(snapshot.digit.probabilities.size());
  if (snapshot.layers.empty()) return kBars;
  return static_cast<int>(snapshot.layers.back().output_shape.back());
}

float share_of(const DigitState& digit, int index) {
  const auto at = static_cast<std::size_t>(index);
  return index >= 0 && at < digit.probabilities.size() ? digit.probabilities[at] : 0;
}

/// What there is to say about the answer, in one sentence.
std::string remark(const Snapshot& snapshot, int answer) {
  if (snapshot.digit.probabilities.empty()) return tr("prediction.no_digit");
  if (answer < 0) return tr("prediction.not_finite");
  if (snapshot.run.step == 0) return tr("prediction.untrained");
  const std::int32_t label = snapshot.digit.label;
  if (label < 0) return tr("prediction.drawn");
  return tr(label == answer ? "prediction.right" : "prediction.wrong", {std::to_string(label)});
}

/// The answer in large type, at most as high as there is room.
void draw_answer(Context& context, ImVec2 size, bool centred) {
  const Theme& theme = context.theme;
  const float answer_size = std::min(56.0F, size.y - 6);
  const Snapshot& snapshot = context.snapshot;
  const int answer = answer_of(snapshot.digit.probabilities);
  const std::string digit = answer < 0 ? "?" : std::to_string(answer);
  const std::string percent = answer < 0 ? "" : format_percent(share_of(snapshot.digit, answer));
  const std::string value = answer < 0 ? remark(snapshot, answer) : digit + " (" + percent + ")";

  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  expose(context, "prediction", "status", tr("prediction.title"), value, from,
         {from.x + size.x, from.y + size.y});

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool wrong = answer >= 0 && snapshot.digit.label >= 0 && snapshot.digit.label != answer;
  const ImU32 colour = answer < 0 ? theme.text_disabled : wrong ? theme.test : theme.text;
  const float digit_width = label_size(theme, digit, answer_size, true).x;
  const float digit_x = centred ? from.x + size.x / 2 : from.x + digit_width / 2;
  draw_label(list, theme, {digit_x, from.y - 6}, digit, {colour, answer_size, Align::centre, true});

  const float left = centred ? from.x : from.x + digit_width + 16;
  const float top = centred ? from.y + answer_size + 4 : from.y + (percent.empty() ? 18 : 8);
  float y = top;
  if (!percent.empty()) {
    const float x = centred ? from.x + size.x / 2 : left;
    draw_label(list, theme, {x, y}, percent,
               {theme.text, theme.title, centred ? Align::centre : Align::left, true});
    y += theme.title + 6;
  }
  draw_lines(list, theme, {centred ? from.x + size.x / 2 : left, y}, from.x + size.x - left,
             remark(snapshot, answer),
             {theme.text_muted, theme.small, centred ? Align::centre : Align::left});
}

void draw_bar(Context& context, int index, float chip, ImVec2 from, ImVec2 size) {
  const Theme& theme = context.theme;
  const DigitState& digit = context.snapshot.digit;
  const int answer = answer_of(digit.probabilities);
  const bool is_answer = index == answer;
  const bool is_label = index == digit.label;
  const float share = answer < 0 ? 0 : std::clamp(share_of(digit, index), 0.0F, 1.0F);
  const std::string percent = answer >= 0 ? format_percent(share) : digit.probabilities.empty() ? "" : "–";
  expose(context, "prediction." + std::to_string(index), "meter",
         tr(is_label ? "prediction.class_label" : "prediction.class", {std::to_string(index)}), percent, from,
         {from.x + size.x, from.y + size.y});

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float middle = from.y + size.y / 2;
  const float text_top = middle - theme.small * 0.62F;
  const float percent_room = label_size(theme, format_percent(1), theme.small, true).x + 8;
  if (is_label) {
    const float half = std::min(kChip, size.y) / 2;
    list.AddRect(snap(ImVec2(from.x, middle - half)), snap(ImVec2(from.x + chip, middle + half)), theme.text,
                 4, 0, 1.5F);
  }
  draw_label(list, theme, {from.x + chip / 2, text_top}, std::to_string(index),
             {is_answer || is_label ? theme.text : theme.text_muted, theme.small, Align::centre,
              is_answer || is_label});

  const float left = snap(from.x + chip + 8);
  const float right = snap(from.x + size.x - percent_room);
  const float half = std::min(6.0F, size.y / 2 - 2);
  const float top = snap(middle - half);
  const float bottom = snap(middle + half);
  list.AddRectFilled({left, top}, {right, bottom}, theme.raised, 3);
  const float filled = (right - left) * share;
  const ImU32 colour = is_answer ? theme.accent : mix(theme.panel, theme.accent, 0.6F);
  if (filled >= 0.5F)
    list.AddRectFilled({left, top}, {left + filled, bottom}, colour, std::min(3.0F, filled / 2));
  draw_label(list, theme, {from.x + size.x, text_top}, percent,
             {is_answer ? theme.text : theme.text_muted, theme.small, Align::right, is_answer});
}

void draw_bars(Context& context, ImVec2 size) {
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  const DigitState& digit = context.snapshot.digit;
  const std::vector<int> shown =
      shown_classes(digit.probabilities, classes_of(context.snapshot), digit.label, kBars);
  float chip = kChip;
  for (int index : shown) {
    chip = std::max(chip, label_size(context.theme, std::to_string(index), context.theme.small, true).x + 8);
  }
  const float row = size.y / static_cast<float>(shown.size());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    draw_bar(context, shown[i], chip, {from.x, from.y + row * static_cast<float>(i)}, {size.x, row});
  }
}

}  // namespace

void draw_prediction_panel(Context& context) {
  const float width = ImGui::GetContentRegionAvail().x;
  if (width >= kBesideFrom) {
    const float height = std::min(room_height(kBars * 16, kBars * 24), kBars * 28.0F);
    draw_answer(context, {kAnswerWidth, height}, true);
    ImGui::SameLine(0, 16);
    draw_bars(context, {width - kAnswerWidth - 16, height});
    return;
  }
  constexpr float kHead = 64;
  constexpr float kLeastHead = 48;
  constexpr float kLeastRow = 14;
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  const float least = kLeastHead + gap + kBars * kLeastRow;
  const float height = std::min(room_height(least, kHead + gap + kBars * 24), kHead + gap + kBars * 28);
  const float head = std::clamp(height - gap - kBars * 18, kLeastHead, kHead);
  draw_answer(context, {width, head}, false);
  draw_bars(context, {width, height - head - gap});
}

}  // namespace glassbox::ui
