#include "ui/base/drafts.h"

#include <utility>
#include <vector>

namespace glassbox::ui {
namespace {

void send(Draft<ModelSpec>& draft, Host& host) {
  draft.waiting = true;
  draft.edited = false;
  host.send(command::SetModel{draft.value});
}

void send(Draft<TrainingConfig>& draft, Host& host) {
  draft.waiting = true;
  draft.edited = false;
  host.send(command::SetTraining{draft.value});
}

template <class Value>
void edit(Draft<Value>& draft, Host& host, Value value) {
  draft.value = std::move(value);
  if (draft.waiting) {
    draft.edited = true;
  } else {
    send(draft, host);
  }
}

template <class Value>
void answer(Draft<Value>& draft, Host& host, bool accepted, bool refused, const Snapshot& snapshot,
            const Value& engine) {
  if (accepted || refused) {
    draft.waiting = false;
    const std::vector<Error> before = std::exchange(draft.refusals, {});
    if (refused && !draft.edited) draft.refusals = snapshot.refusals;
    draft.news = !draft.refusals.empty() && draft.refusals != before;
    if (draft.edited) send(draft, host);
  }
  if (!draft.waiting && draft.refusals.empty()) draft.value = engine;
}

/// What was refused may be possible now that what it was judged with is another (the memory that a network
/// needs depends on the batch size).
template <class Value>
void try_again(Draft<Value>& draft, Host& host) {
  if (!draft.refusals.empty() && !draft.waiting) send(draft, host);
}

}  // namespace

void edit_model(View& view, Host& host, ModelSpec model) {
  view.mistyped = {};
  edit(view.model, host, std::move(model));
}

void edit_training(View& view, Host& host, TrainingConfig training) {
  view.mistyped = {};
  edit(view.training, host, std::move(training));
}

void revert_model(View& view, const Snapshot& snapshot) {
  view.model = {.value = snapshot.model, .refusals = {}, .waiting = view.model.waiting};
}

void revert_training(View& view, const Snapshot& snapshot) {
  view.training = {.value = snapshot.training, .refusals = {}, .waiting = view.training.waiting};
}

void follow(View& view, Host& host, const Snapshot& snapshot) {
  const bool refused = snapshot.refused != view.refused;
  const bool model_refused = refused && snapshot.refused_command == command::SetModel::kName;
  const bool training_refused = refused && snapshot.refused_command == command::SetTraining::kName;
  const bool model_accepted = snapshot.model_version != view.model_version;
  const bool something_handled = snapshot.handled != view.handled;
  answer(view.model, host, model_accepted, model_refused && view.model.waiting, snapshot, snapshot.model);
  answer(view.training, host, something_handled && !training_refused && view.training.waiting,
         training_refused && view.training.waiting, snapshot, snapshot.training);
  if (snapshot.training != view.last_training) try_again(view.model, host);
  if (model_accepted) try_again(view.training, host);
  view.last_training = snapshot.training;
  view.refused = snapshot.refused;
  view.handled = snapshot.handled;
  view.model_version = snapshot.model_version;
}

}  // namespace glassbox::ui
