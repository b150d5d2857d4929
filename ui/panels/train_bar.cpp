#include <imgui.h>

#include <algorithm>
#include <string>

#include "ui/i18n/tr.h"
#include "ui/panels/panels.h"
#include "ui/panels/run_text.h"
#include "ui/widgets/widgets.h"

namespace glassbox::ui {
namespace {

bool is_running(RunStatus status) {
  return status == RunStatus::training || status == RunStatus::waiting_for_data ||
         status == RunStatus::evaluating;
}

/// The one of Train and Pause that applies is large, the other only there.
void draw_buttons(Context& context, float width) {
  const Theme& theme = context.theme;
  const bool running = is_running(context.snapshot.run.status);
  const bool labelled = width >= 560;
  const float side = theme.control_height;
  const float between = theme.gap;
  const float small = labelled ? 96 : side;
  const float large = std::clamp(width - side - 3 * small - 4 * between, side, 320.0F);
  const ButtonKind kind = ButtonKind::normal;
  const ImVec2 size(labelled ? small : 0, 0);

  const std::string train = tr("train.train");
  const std::string pause = tr("train.pause");
  if (running) {
    icon_button(context, "train", Icon::play, train, kind, {0, 0}, false);
    ImGui::SameLine();
    if (icon_button(context, "pause", Icon::pause, pause, ButtonKind::primary, {large, 0})) {
      context.host.send(command::Pause{});
    }
  } else {
    if (icon_button(context, "train", Icon::play, train, ButtonKind::primary, {large, 0})) {
      context.host.send(command::Train{});
    }
    ImGui::SameLine();
    icon_button(context, "pause", Icon::pause, pause, kind, {0, 0}, false);
  }
  ImGui::SameLine();
  if (icon_button(context, "step", Icon::step, tr("train.step"), kind, size))
    context.host.send(command::Step{});
  if (labelled) tooltip(context, tr("train.step_hint"));
  ImGui::SameLine();
  if (icon_button(context, "epoch", Icon::epoch, tr("train.epoch"), kind, size))
    context.host.send(command::Epoch{});
  if (labelled) tooltip(context, tr("train.epoch_hint"));
  ImGui::SameLine();
  if (icon_button(context, "reset", Icon::reset, tr("train.reset"), kind, size))
    context.host.send(command::Reset{});
  if (labelled) tooltip(context, tr("train.reset_hint"));
}

void draw_status(Context& context) {
  const Theme& theme = context.theme;
  const RunState& run = context.snapshot.run;
  progress_bar(context, "progress", tr("train.epoch"), epoch_share(run), {0, 4});

  const bool diverged = run.status == RunStatus::diverged;
  const std::string state = run_text(context.snapshot);
  if (diverged) {
    text_wrapped(context, "status", state, theme.error);
  } else {
    text(context, "status", state, theme.text_muted, nullptr, theme.small);
  }
  const bool shown = run.samples_per_second > 0 && !diverged;
  const std::string speed =
      shown ? tr("train.throughput", {format_count(static_cast<long long>(run.samples_per_second))})
            : std::string();
  const float width = theme.regular->CalcTextSizeA(theme.small, FLT_MAX, 0, speed.c_str()).x;
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width;
  ImGui::SameLine(std::max(right, ImGui::GetCursorPosX()));
  if (shown) {
    text(context, "throughput", speed, theme.text_muted, nullptr, theme.small);
  } else {
    ImGui::NewLine();
  }
}

/// Why the last of these commands was not carried out.
void draw_refusal(Context& context) {
  const Snapshot& snapshot = context.snapshot;
  const std::string& name = snapshot.refused_command;
  const bool ours =
      name == command::Train::kName || name == command::Step::kName || name == command::Epoch::kName;
  if (ours && !snapshot.refusals.empty()) {
    text_wrapped(context, "train.error", tr(snapshot.refusals.front()), context.theme.error);
  }
}

}  // namespace

void draw_train_bar(Context& context) {
  draw_buttons(context, ImGui::GetContentRegionAvail().x);
  draw_status(context);
  draw_refusal(context);
}

}  // namespace glassbox::ui
