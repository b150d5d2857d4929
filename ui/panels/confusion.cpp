#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "ui/draw/colour_scale.h"
#include "ui/draw/label.h"
#include "ui/draw/room.h"
#include "ui/i18n/tr.h"
#include "ui/panels/panels.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

constexpr float kTitle = 44;   ///< accuracy, and what the axes mean
constexpr float kHeader = 20;  ///< the answers' names
constexpr float kRecall = 52;
constexpr float kLegend = 28;
constexpr float kCellMost = 48;
constexpr float kErrorShareFull = 0.1F;  ///< of a row: errors of this share and more have the full colour

/// The counts by true class and answer.
struct Confusion {
  const std::vector<std::int32_t>& counts;
  int classes = 0;

  [[nodiscard]] std::int64_t count(int label, int answer) const {
    return counts[static_cast<std::size_t>(label * classes + answer)];
  }
  [[nodiscard]] std::int64_t row(int label) const {
    std::int64_t sum = 0;
    for (int answer = 0; answer < classes; ++answer) sum += count(label, answer);
    return sum;
  }
};

/// Where the matrix lies: its first cell's corner, and the size of a cell.
struct Place {
  ImVec2 corner;
  float width = 0;
  float height = 0;
  int classes = 0;

  [[nodiscard]] ImVec2 cell(int label, int answer) const {
    return snap(
        ImVec2(corner.x + static_cast<float>(answer) * width, corner.y + static_cast<float>(label) * height));
  }
};

/// Right answers in one hue, by their share of the row; errors in another, by the root of theirs, so that a
/// rare one is seen as well.
ImU32 cell_colour(const Theme& theme, bool right, float share) {
  if (right) return mix(theme.panel, theme.accent, 0.9F * share);
  return mix(theme.panel, theme.test, std::sqrt(std::min(1.0F, share / kErrorShareFull)));
}

std::string sentence(const Confusion& confusion, int label, int answer) {
  const std::int64_t count = confusion.count(label, answer);
  const std::string form = count == 1 ? ".one" : ".many";
  const std::string of = tr("digit." + std::to_string(label) + form);
  const std::string as = tr("digit." + std::to_string(answer) + form);
  const std::string number = format_count(count);
  if (label == answer) return tr("confusion.right" + form, {number, of});
  if (count == 0) {
    return tr("confusion.none", {tr("digit." + std::to_string(label) + ".one"),
                                 tr("digit." + std::to_string(answer) + ".one")});
  }
  return tr("confusion.wrong" + form, {number, of, as});
}

/// "accuracy 95.6 % of 10,000", or why there is none.
std::string value_of(const std::vector<Evaluation>& evaluations) {
  if (evaluations.empty() || evaluations.front().samples == 0) return tr("confusion.empty");
  const Evaluation& evaluation = evaluations.front();
  const std::string accuracy = format_percent(evaluation.accuracy);
  const std::string samples = format_count(evaluation.samples);
  if (evaluation.confusion.empty()) return tr("confusion.value", {accuracy, samples});
  const auto answers =
      std::accumulate(evaluation.confusion.begin(), evaluation.confusion.end(), std::int64_t{0});
  if (answers == 0) return tr("confusion.no_answer");
  if (answers == evaluation.samples) return tr("confusion.value", {accuracy, samples});
  return tr("confusion.some_unanswered", {accuracy, samples, format_count(evaluation.samples - answers)});
}

/// Every how many classes there is room for a name.
int name_every(float cell, float name) {
  return std::max(1, static_cast<int>(std::ceil(name / std::max(cell, 0.01F))));
}

void draw_axes(ImDrawList& list, const Theme& theme, const Confusion& confusion, const Place& place) {
  const LabelStyle style{theme.text_muted, theme.small, Align::centre};
  const ImVec2 widest = label_size(theme, std::to_string(confusion.classes - 1), theme.small);
  const int across = name_every(place.width, widest.x + 4);
  const int down = name_every(place.height, widest.y);
  for (int index = 0; index < confusion.classes; ++index) {
    const std::string name = std::to_string(index);
    const float x = place.cell(0, index).x + place.width / 2;
    if (index % across == 0) draw_label(list, theme, {x, place.corner.y - kHeader + 2}, name, style);
    if (index % down != 0) continue;
    const float middle = place.cell(index, 0).y + place.height / 2 - theme.small * 0.62F;
    draw_label(list, theme, {place.corner.x - 10, middle}, name, style);
    const std::int64_t row = confusion.row(index);
    if (row == 0) continue;
    const double recall = static_cast<double>(confusion.count(index, index)) / static_cast<double>(row);
    draw_label(list, theme, {place.cell(0, confusion.classes).x + kRecall, middle}, format_percent(recall),
               {theme.text, theme.small, Align::right});
  }
}

void draw_cells(ImDrawList& list, const Theme& theme, const Confusion& confusion, const Place& place) {
  std::int64_t largest = 0;
  for (std::int32_t count : confusion.counts) largest = std::max<std::int64_t>(largest, count);
  float size = theme.small;
  while (size > 10 && label_size(theme, std::to_string(largest), size).x > place.width - 4) size -= 0.5F;
  const bool numbers = label_size(theme, std::to_string(largest), size).x <= place.width - 2;
  for (int label = 0; label < confusion.classes; ++label) {
    const auto row = static_cast<float>(std::max<std::int64_t>(confusion.row(label), 1));
    for (int answer = 0; answer < confusion.classes; ++answer) {
      const std::int64_t count = confusion.count(label, answer);
      const ImVec2 from = place.cell(label, answer);
      const ImVec2 next = place.cell(label + 1, answer + 1);
      const ImVec2 to{next.x - 1, next.y - 1};
      const ImU32 colour = cell_colour(theme, label == answer, static_cast<float>(count) / row);
      list.AddRectFilled(from, to, count == 0 ? mix(theme.panel, theme.raised, 0.5F) : colour);
      if (!numbers || count == 0) continue;
      draw_label(list, theme, {(from.x + to.x) / 2, (from.y + to.y) / 2 - size * 0.62F},
                 std::to_string(count), {ink_on(colour), size, Align::centre});
    }
  }
}

void draw_legend(ImDrawList& list, const Theme& theme, ImVec2 at) {
  constexpr int kPieces = 12;
  constexpr float kWidth = 24;
  const LabelStyle style{theme.text_muted, theme.small - 1};
  float left = snap(at.x);
  for (const bool right : {true, false}) {
    for (int piece = 0; piece < kPieces; ++piece) {
      const float share = (static_cast<float>(piece) + 0.5F) / kPieces;
      const float from = left + kWidth * static_cast<float>(piece) / kPieces;
      list.AddRectFilled({snap(from), at.y + 4}, {snap(from + kWidth / kPieces), at.y + 12},
                         cell_colour(theme, right, right ? share : share * kErrorShareFull));
    }
    list.AddRect({left, at.y + 4}, {snap(left + kWidth), at.y + 12}, theme.line);
    const std::string text = tr(right ? "confusion.legend_right" : "confusion.legend_wrong");
    draw_label(list, theme, {left + kWidth + 6, at.y}, text, style);
    left = snap(left + kWidth + 6 + label_size(theme, text, style.size).x + 16);
  }
}

void draw_hovered(ImDrawList& list, const Theme& theme, const Confusion& confusion, const Place& place) {
  const ImVec2 mouse = ImGui::GetMousePos();
  const int answer = static_cast<int>(std::floor((mouse.x - place.corner.x) / place.width));
  const int label = static_cast<int>(std::floor((mouse.y - place.corner.y) / place.height));
  if (label < 0 || answer < 0 || label >= confusion.classes || answer >= confusion.classes) return;
  const ImVec2 from = place.cell(label, answer);
  const ImVec2 next = place.cell(label + 1, answer + 1);
  list.AddRect({from.x - 1, from.y - 1}, next, theme.text, 2, 0, 2);
  note_at_mouse(theme, sentence(confusion, label, answer));
}

}  // namespace

void draw_confusion_panel(Context& context) {
  context.interaction.shown.confusion = true;
  const Theme& theme = context.theme;
  const float width = ImGui::GetContentRegionAvail().x;
  const auto& evaluation = context.snapshot.evaluation;
  const std::string value = value_of(evaluation);
  const float natural = std::min(width - 20 - kRecall, 10 * kCellMost) + kTitle + kHeader + kLegend;
  const float height = room_height(10 * 20 + kTitle + kHeader + kLegend, natural);
  area(context, "confusion", "img", tr("confusion.title"), value, {width, height});
  const ImVec2 from = ImGui::GetItemRectMin();
  ImDrawList& list = *ImGui::GetWindowDrawList();

  const std::size_t cells = evaluation.empty() ? 0 : evaluation.front().confusion.size();
  const int classes = static_cast<int>(std::lround(std::sqrt(cells)));
  const bool answered = cells > 0 && std::ranges::any_of(evaluation.front().confusion, std::identity());
  if (classes < 2 || !answered) {
    draw_notice(list, theme, from, {from.x + width, from.y + height}, value);
    return;
  }
  const Confusion confusion{evaluation.front().confusion, classes};
  const auto n = static_cast<float>(classes);
  const float head = kTitle;
  Place place;
  place.classes = classes;
  const auto whole = [](float size) { return size < 1 ? size : std::floor(size); };
  place.height = whole(std::min((height - head - kHeader - kLegend) / n, kCellMost));
  place.width = whole(std::min((width - 20 - kRecall) / n, std::max(place.height * 1.8F, 32.0F)));
  place.corner = snap(ImVec2(from.x + 20, from.y + head + kHeader));

  draw_label(list, theme, from, value, {theme.text, theme.small, Align::left, true});
  draw_label(list, theme, {from.x, from.y + 18}, tr("confusion.axes"), {theme.text_muted, theme.small - 1});
  draw_label(list, theme, {place.corner.x + n * place.width + kRecall, place.corner.y - kHeader + 2},
             tr("confusion.recall"), {theme.text_muted, theme.small - 1, Align::right});
  draw_axes(list, theme, confusion, place);
  draw_cells(list, theme, confusion, place);
  draw_legend(list, theme, {from.x, place.corner.y + n * place.height + 8});
  if (ImGui::IsItemHovered()) draw_hovered(list, theme, confusion, place);
}

}  // namespace glassbox::ui
