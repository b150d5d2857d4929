#include <doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/session/tiny_session.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

/// Trained for 30 steps, subscribed to the history.
struct TrainedSession : TinySession {
  TrainedSession() {
    bring_all();
    apply(command::Subscribe{.history = true});
    go(30);
  }

  void go(std::int32_t steps) {
    apply(command::Step{steps});
    finish();
  }
  void seek(std::int64_t step) {
    apply(command::Seek{step});
    finish();
  }
};

std::vector<std::int64_t> steps_of(const std::vector<Moment>& moments) {
  std::vector<std::int64_t> steps;
  for (const Moment& moment : moments) steps.push_back(moment.step);
  return steps;
}

}  // namespace

TEST_CASE("session history: every step of a short run is listed, with what was measured, when subscribed") {
  TrainedSession session;
  const Snapshot& snapshot = session.snapshot();
  REQUIRE(snapshot.history.size() == 31);
  for (std::size_t i = 0; i < 31; ++i) CHECK(snapshot.history[i].step == static_cast<std::int64_t>(i));
  for (const CurvePoint& point : snapshot.run.train) {
    const Moment& moment = snapshot.history[static_cast<std::size_t>(point.step)];
    CHECK(moment.loss == point.loss);
    CHECK(moment.accuracy == point.accuracy);
  }
  for (const CurvePoint& point : snapshot.run.test) {
    const Moment& moment = snapshot.history[static_cast<std::size_t>(point.step)];
    CHECK(moment.tested);
    CHECK(moment.test_loss == point.loss);
    CHECK(moment.test_accuracy == point.accuracy);
  }
  CHECK(snapshot.history.back().tested);
  session.apply(command::Subscribe{});
  CHECK(session.snapshot().history.empty());
}

TEST_CASE("session history: a step that is sought has its weights, its curves and its evaluation, paused") {
  TrainedSession session;
  const std::string end = session.fingerprint();
  const Snapshot whole = session.snapshot();

  session.apply(command::Train{});
  session.work(3);
  session.seek(10);
  const Snapshot past = session.snapshot();
  CHECK(past.run.status == RunStatus::paused);
  CHECK(past.run.step == 10);
  CHECK(past.run.epoch == 1);
  CHECK(past.run.step_in_epoch == 3);
  CHECK(past.run.fingerprint == fingerprint_after(10));
  CHECK(past.run.train.size() == 10);
  CHECK(past.run.train.back().step == 10);
  CHECK(past.run.test.back().step == 10);
  REQUIRE(past.evaluation.size() == 1);
  CHECK(past.evaluation[0].samples == 20);

  session.seek(30);  // and forward again: nothing is lost
  const Snapshot& back = session.snapshot();
  CHECK(back.run.fingerprint == end);
  CHECK(back.run.train.size() == whole.run.train.size());
  CHECK(back.evaluation[0].loss == whole.evaluation[0].loss);
}

TEST_CASE("session history: training goes on from a step that was sought as it did the first time") {
  TrainedSession session;
  const Snapshot whole = session.snapshot();
  session.seek(12);
  session.go(18);
  const Snapshot& again = session.snapshot();
  CHECK(again.run.fingerprint == whole.run.fingerprint);
  CHECK(steps_of(again.history) == steps_of(whole.history));
  REQUIRE(again.run.train.size() == whole.run.train.size());
  for (std::size_t i = 0; i < whole.run.train.size(); ++i) {
    CHECK(again.run.train[i].step == whole.run.train[i].step);
    CHECK(again.run.train[i].loss == whole.run.train[i].loss);
  }
  CHECK(std::ranges::is_sorted(again.run.test, {}, &CurvePoint::step));
}

TEST_CASE("session history: a fork goes on with other settings, and its first step ends the old future") {
  TrainedSession session;
  const std::string end = session.fingerprint();
  session.apply(command::Fork{10, TinySession::training(0.01)});
  session.finish();
  CHECK(session.snapshot().run.step == 10);
  CHECK(session.snapshot().run.status == RunStatus::paused);
  CHECK(session.snapshot().training == TinySession::training(0.01));
  CHECK(session.snapshot().history.size() == 31);
  session.go(20);
  CHECK(session.fingerprint() != end);
  const std::string forked = session.fingerprint();

  TinySession slower;
  slower.bring_all();
  slower.apply(command::Step{10});
  slower.finish();
  slower.apply(command::SetTraining{TinySession::training(0.01)});
  slower.apply(command::Step{20});
  slower.finish();
  CHECK(slower.fingerprint() == forked);

  session.seek(5);
  CHECK(session.snapshot().training == TinySession::training());
  session.go(25);
  CHECK(session.fingerprint() == end);
}

TEST_CASE("session history: other settings set in the past end the old future too") {
  TrainedSession session;
  session.seek(10);
  session.apply(command::SetTraining{TinySession::training(0.5)});
  CHECK(session.snapshot().history.size() == 31);
  session.go(2);
  CHECK(session.snapshot().history.back().step == 12);
  CHECK(session.snapshot().history.size() == 13);
}

TEST_CASE("session history: a fork may change the optimizer, the seed and the batch size") {
  TrainedSession session;
  TrainingConfig other{{"Adam", {{"learning_rate", Value::of(0.01)}}}, 5, 9};
  session.apply(command::Fork{20, other});
  session.finish();
  CHECK(session.snapshot().run.step == 20);
  CHECK(session.snapshot().run.steps_per_epoch == 10);
  session.go(5);
  CHECK(session.snapshot().run.step == 25);
  session.seek(20);
  CHECK(session.snapshot().run.fingerprint == fingerprint_after(20));
  CHECK(session.snapshot().run.steps_per_epoch == 7);
}

TEST_CASE("session history: what is refused changes nothing") {
  TrainedSession session;
  const Snapshot before = session.snapshot();
  const Status unknown = session.handle(command::Seek{31});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == "history.not_recorded");
  CHECK(unknown.error().parameter == "step");
  CHECK(session.handle(command::Seek{-1}).error().code == "history.not_recorded");
  CHECK(session.handle(command::Fork{31, TinySession::training()}).error().code == "history.not_recorded");
  CHECK(session.handle(command::Fork{10, TinySession::training(-1)}).error().parameter == "learning_rate");
  const Snapshot& after = session.snapshot();
  CHECK(after.run.step == before.run.step);
  CHECK(after.run.fingerprint == before.run.fingerprint);
  CHECK(after.training == before.training);
  CHECK(after.evaluation.size() == before.evaluation.size());
}

TEST_CASE("session history: another run has a history of its own") {
  TrainedSession session;
  SUBCASE("after a reset") {
    session.apply(command::Reset{});
  }
  SUBCASE("with another model") {
    session.apply(command::SetModel{TinySession::model()});
  }
  SUBCASE("with another seed") {
    TrainingConfig seeded = TinySession::training();
    seeded.seed = 2;
    session.apply(command::SetTraining{seeded});
  }
  SUBCASE("with other data") {
    session.bring_all();
  }
  CHECK(session.snapshot().history.empty());
  session.go(3);
  CHECK(steps_of(session.snapshot().history) == std::vector<std::int64_t>{0, 1, 2, 3});
}

TEST_CASE("session history: a run that is saved in the past goes on from there") {
  TrainedSession session;
  session.seek(10);
  TinySession restored;
  restored.bring_all();
  REQUIRE(restored.restore(session.save()).ok());
  CHECK(restored.snapshot().run.step == 10);
  CHECK(restored.snapshot().run.train.back().step == 10);
  restored.apply(command::Step{13});
  restored.finish();
  CHECK(restored.fingerprint() == fingerprint_after(23));
  TinySession again;
  CHECK(again.restore(restored.save()).ok());
}
