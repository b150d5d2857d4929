#include "ui/panels/run_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "ui/i18n/tr.h"

namespace glassbox::ui {
namespace {

bool rests_between_epochs(const RunState& run) {
  return run.status != RunStatus::training && run.epoch > 0 && run.step_in_epoch == 0;
}

/// "1 epoch done", "2 epochs done".
std::string counted(const std::string& id, std::int64_t count) {
  return tr(id + (count == 1 ? ".one" : ".many"), {format_count(count)});
}

}  // namespace

std::string run_text(const Snapshot& snapshot) {
  const RunState& run = snapshot.run;
  switch (run.status) {
    case RunStatus::waiting_for_data:
      return tr("train.waiting");
    case RunStatus::evaluating:
      return tr("train.evaluating");
    case RunStatus::diverged: {
      const auto layer = static_cast<std::size_t>(std::max(run.diverged_layer, 0));
      const bool known = run.diverged_layer >= 0 && layer < snapshot.layers.size();
      return known ? tr("train.diverged_at", {snapshot.layers[layer].name}) : tr("train.diverged");
    }
    default:
      break;
  }
  if (run.step == 0) return tr("train.fresh");
  if (run.steps_per_epoch == 0) return counted("train.steps", run.step);  // without data there are no epochs
  if (rests_between_epochs(run)) return counted("train.done", run.epoch);
  return tr("train.position", {format_count(run.epoch + 1), format_count(run.step_in_epoch),
                               format_count(run.steps_per_epoch)});
}

float epoch_share(const RunState& run) {
  if (rests_between_epochs(run)) return 1;
  const auto steps = static_cast<float>(std::max<std::int64_t>(run.steps_per_epoch, 1));
  return static_cast<float>(run.step_in_epoch) / steps;
}

}  // namespace glassbox::ui
