#include "engine/train/history.h"

#include <emscripten/bind.h>

#include "engine/train/compare.h"
#include "wasm/engine/boundary.h"
#include "wasm/engine/model_handle.h"

namespace glassbox::wasm {
namespace {

std::int64_t step_of(double number) {
  return static_cast<std::int64_t>(number);
}

Status check_recorded(ModelHandle& handle, double step) {
  handle.remember();
  if (handle.history && handle.history->has(step_of(step))) return Done{};
  return make_error("history.not_recorded", {std::to_string(step_of(step))});
}

/// Records from here on, in at most that many bytes; 0 ends it.
val keep_history(ModelHandle& handle, double bytes) {
  const std::size_t one = handle.model->state().size();
  if (bytes > 0 && bytes < static_cast<double>(one)) {
    return failure(make_error("history.budget",
                              {std::to_string(static_cast<std::int64_t>(bytes)), std::to_string(one)}));
  }
  handle.history.reset();
  handle.present.reset();
  if (bytes <= 0) return success();
  handle.history.emplace(static_cast<std::size_t>(bytes));
  const Model& model = *handle.model;
  const auto step = static_cast<std::int64_t>(model.steps());
  handle.history->record({.step = step}, handle.training, model.state());
  return success();
}

/// The recorded moments (engine/train/history.h).
val moments(ModelHandle& handle) {
  handle.remember();
  return success(handle.history ? to_val(handle.history->moments()) : val::array());
}

/// Back to a recorded step; the value is the settings of then, as JSON.
val seek(ModelHandle& handle, double step) {
  return guarded([&] {
    if (const Status status = check_recorded(handle, step); !status) return failure(status.error());
    const Status status = handle.history->restore(step_of(step), *handle.model);
    if (!status) return failure(status.error());
    handle.training = handle.history->training(step_of(step));
    return success(val(to_json(*handle.training)));
  });
}

/// The same with other settings.
val fork_run(ModelHandle& handle, double step, const std::string& settings) {
  return guarded([&] {
    if (const Status status = check_recorded(handle, step); !status) return failure(status.error());
    const Result<TrainingConfig> config = parse_training_config(settings);
    if (!config) return failure(config.error());
    const Status status = handle.history->fork(step_of(step), config.value(), *handle.model);
    if (!status) return failure(status.error());
    handle.training = std::make_shared<const TrainingConfig>(config.value());
    return success();
  });
}

/// What two recorded steps differ by, tensor by tensor (engine/train/compare.h).
val compare_steps(ModelHandle& handle, double before, double after) {
  return guarded([&] {
    for (const double step : {before, after}) {
      if (const Status status = check_recorded(handle, step); !status) return failure(status.error());
    }
    return success(to_val(compare(handle.model->plan(), handle.history->parameters(step_of(before)),
                                  handle.history->parameters(step_of(after)))));
  });
}

EMSCRIPTEN_BINDINGS(glassbox_history) {
  emscripten::function("keep_history", &keep_history);
  emscripten::function("moments", &moments);
  emscripten::function("seek", &seek);
  emscripten::function("fork_run", &fork_run);
  emscripten::function("compare_steps", &compare_steps);
}

}  // namespace
}  // namespace glassbox::wasm
