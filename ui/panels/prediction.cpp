#include <algorithm>
#include <cstddef>
#include <span>

#include "ui/draw/label.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"
#include "ui/panels/panels.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr int kClasses = 10;
constexpr float kBesideFrom = 380;  ///< width from which the answer stands beside the bars
constexpr float kAnswerWidth = 140;

/// The class with the largest probability, -1 without a digit.
int answer_of(const DigitState& digit) {
  const auto& shares = digit.probabilities;
  if (shares.empty()) return -1;
  return static_cast<int>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

float share_of(const DigitState& digit, int index) {
  const auto at = static_cast<std::size_t>(index);
  return index >= 0 && at < digit.probabilities.size() ? digit.probabilities[at] : 0;
}

/// What there is to say about the answer, in one sentence.
std::string remark(const Snapshot& snapshot, int answer) {
  if (answer < 0) return tr("prediction.no_digit");
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
  const int answer = answer_of(snapshot.digit);
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
  const float digit_width = label_size(theme, "0", answer_size, true).x;
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

void draw_bar(Context& context, int index, ImVec2 from, ImVec2 size) {
  const Theme& theme = context.theme;
  const DigitState& digit = context.snapshot.digit;
  const bool is_answer = index == answer_of(digit);
  const bool is_label = index == digit.label;
  const bool known = !digit.probabilities.empty();
  const float share = std::clamp(share_of(digit, index), 0.0F, 1.0F);
  const std::string percent = known ? format_percent(share) : "";
  expose(context, "prediction." + std::to_string(index), "meter",
         tr(is_label ? "prediction.class_label" : "prediction.class", {std::to_string(index)}), percent, from,
         {from.x + size.x, from.y + size.y});

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float middle = from.y + size.y / 2;
  const float text_top = middle - theme.small * 0.62F;
  constexpr float kChip = 20;
  const float percent_room = label_size(theme, format_percent(1), theme.small, true).x + 8;
  if (is_label) {
    const float half = std::min(kChip, size.y) / 2;
    list.AddRect(snap(ImVec2(from.x, middle - half)), snap(ImVec2(from.x + kChip, middle + half)), theme.text,
                 4, 0, 1.5F);
  }
  draw_label(list, theme, {from.x + kChip / 2, text_top}, std::to_string(index),
             {is_answer || is_label ? theme.text : theme.text_muted, theme.small, Align::centre,
              is_answer || is_label});

  const float left = snap(from.x + kChip + 8);
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
  const float row = size.y / kClasses;
  for (int index = 0; index < kClasses; ++index) {
    draw_bar(context, index, {from.x, from.y + row * static_cast<float>(index)}, {size.x, row});
  }
}

}  // namespace

void draw_prediction_panel(Context& context) {
  const float width = ImGui::GetContentRegionAvail().x;
  if (width >= kBesideFrom) {
    const float height = std::min(room_height(10 * 16, 10 * 24), 10 * 28.0F);
    draw_answer(context, {kAnswerWidth, height}, true);
    ImGui::SameLine(0, 16);
    draw_bars(context, {width - kAnswerWidth - 16, height});
    return;
  }
  constexpr float kHead = 64;
  constexpr float kLeastHead = 48;
  constexpr float kLeastRow = 14;
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  const float least = kLeastHead + gap + kClasses * kLeastRow;
  const float height = std::min(room_height(least, kHead + gap + kClasses * 24), kHead + gap + kClasses * 28);
  const float head = std::clamp(height - gap - kClasses * 18, kLeastHead, kHead);
  draw_answer(context, {width, head}, false);
  draw_bars(context, {width, height - head - gap});
}

}  // namespace glassbox::ui
