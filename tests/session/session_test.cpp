#include "engine/session/session.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "tests/session/tiny_session.h"

using namespace glassbox;
using namespace glassbox::test;

TEST_CASE("session: starts with the course CNN, paused, without data") {
  Session session;
  CHECK(session.changed());
  const Snapshot& snapshot = session.snapshot();
  CHECK(snapshot.parameters == 46922);
  CHECK(snapshot.model.layers.size() == course_cnn().layers.size());
  CHECK(snapshot.training.optimizer.class_name == "Adam");
  CHECK(snapshot.training.batch_size == 32);
  CHECK(snapshot.training.seed == 1);
  CHECK(snapshot.run.status == RunStatus::paused);
  CHECK(snapshot.run.step == 0);
  CHECK(snapshot.run.fingerprint.size() == 16);
  CHECK(snapshot.evaluation.empty());
  CHECK(snapshot.data.train_size == 0);
  CHECK(snapshot.digit.source == DigitSource::none);
  CHECK_FALSE(session.changed());
  CHECK_FALSE(session.advance(0));
  CHECK_FALSE(session.changed());
}

TEST_CASE("session: train until pause, then all of the test set is evaluated") {
  TinySession session;
  session.bring_all();
  session.apply(command::Subscribe{false, false, true, false});
  session.apply(command::Train{});
  CHECK(session.snapshot().run.status == RunStatus::training);
  session.work(43);
  CHECK(session.snapshot().run.step > 20);
  session.apply(command::Pause{});
  CHECK(session.snapshot().run.status == RunStatus::evaluating);
  session.finish();
  const Snapshot& snapshot = session.snapshot();
  CHECK(snapshot.run.status == RunStatus::paused);
  CHECK(snapshot.run.samples_per_second > 0);
  REQUIRE(snapshot.evaluation.size() == 1);
  const Evaluation& evaluation = snapshot.evaluation[0];
  CHECK(evaluation.samples == 20);
  const auto& confusion = evaluation.confusion;
  REQUIRE(confusion.size() == 9);
  CHECK(std::accumulate(confusion.begin(), confusion.end(), 0) == 20);
  CHECK(confusion[0] + confusion[4] + confusion[8] == std::lround(evaluation.accuracy * 20));
  CHECK(snapshot.run.test.back().step == snapshot.run.step);
  CHECK(snapshot.run.test.back().accuracy == doctest::Approx(evaluation.accuracy));
}

TEST_CASE("session: training ends early where nothing improves") {
  TinySession session;
  session.bring_all();
  TrainingConfig still = TinySession::training(0);
  still.early_stopping.patience = 2;
  session.apply(command::SetTraining{still});
  session.apply(command::Train{});
  session.finish();
  CHECK(session.snapshot().run.status == RunStatus::paused);
  CHECK(session.snapshot().run.epoch == 3);
  session.apply(command::Train{});  // patience starts anew
  session.finish();
  CHECK(session.snapshot().run.epoch == 6);
}

TEST_CASE("session: learns what is to be learned") {
  TinySession session;
  session.bring_all();
  session.apply(command::Step{280});
  session.finish();
  CHECK(session.snapshot().evaluation.at(0).accuracy == 1.0);
  CHECK(session.snapshot().run.train.back().loss < session.snapshot().run.train.front().loss / 4);
}

TEST_CASE("session: a recurrent network learns from the rows of an image") {
  for (const char* layer : {"SimpleRNN", "LSTM", "GRU"}) {
    CAPTURE(layer);
    TinySession session;
    ModelSpec model = TinySession::model();
    model.layers[0] = {"Reshape", "", {}, {{"target_shape", Value::of(std::vector<std::int64_t>{4, 4})}}};
    model.layers[1] = {layer, "", {}, {{"units", Value::of(std::int64_t{8})}}};
    session.apply(command::SetModel{model});
    TrainingConfig adam = TinySession::training();
    adam.optimizer = {"Adam", {{"learning_rate", Value::of(0.02)}}};
    session.apply(command::SetTraining{adam});
    session.bring_all();
    session.apply(command::Step{200});
    session.finish();
    CHECK(session.snapshot().evaluation.at(0).accuracy == 1.0);
  }
}

TEST_CASE("session: steps are counted, and add up when they are asked for at once") {
  TinySession session;
  session.bring_all();
  session.apply(command::Step{});
  session.finish();
  CHECK(session.snapshot().run.step == 1);
  session.apply(command::Step{2});
  session.apply(command::Step{3});
  session.finish();
  CHECK(session.snapshot().run.step == 6);
  CHECK(session.snapshot().run.status == RunStatus::paused);
  CHECK(session.handle(command::Step{0}).error().code == "step.count");
}

TEST_CASE("session: an epoch ends where the data does") {
  TinySession session;
  session.bring_all();
  CHECK(session.snapshot().run.steps_per_epoch == 7);
  session.apply(command::Step{3});
  session.finish();
  CHECK(session.snapshot().run.step_in_epoch == 3);
  for (int epoch = 1; epoch <= 2; ++epoch) {
    session.apply(command::Epoch{});
    session.finish();
    CHECK(session.snapshot().run.step == 7 * epoch);
    CHECK(session.snapshot().run.epoch == epoch);
    CHECK(session.snapshot().run.step_in_epoch == 0);
    CHECK(session.snapshot().evaluation.at(0).samples == 20);
  }
}

TEST_CASE("session: the bits depend on nothing but model, config and data") {
  const std::string expected = fingerprint_after(23);
  CHECK(expected != fingerprint_after(22));

  TinySession session;
  session.apply(command::Subscribe{true, true, true, true});
  session.apply(TinySession::data());
  session.bring(Split::test, 1);
  session.bring(Split::train, 2);
  session.bring(Split::train, 0);
  session.apply(command::ChooseSample{15});
  session.apply(command::Train{});
  session.work(1);
  session.snapshot();
  session.bring(Split::train, 1);
  session.bring(Split::test, 0);
  while (session.snapshot().run.step < 9) session.advance(0);
  session.apply(command::Pause{});
  session.finish();
  session.apply(command::Step{14});
  while (session.advance(1)) session.snapshot();
  CHECK(session.fingerprint() == expected);
}

TEST_CASE("session: reset brings the first weights back") {
  TinySession session;
  session.bring_all();
  const std::string start = session.fingerprint();
  session.apply(command::Step{5});
  session.finish();
  CHECK(session.fingerprint() != start);
  session.apply(command::Reset{});
  const Snapshot& snapshot = session.snapshot();
  CHECK(snapshot.run.fingerprint == start);
  CHECK(snapshot.run.step == 0);
  CHECK(snapshot.run.train.empty());
  CHECK(snapshot.run.test.empty());
  CHECK(snapshot.evaluation.empty());
  CHECK(snapshot.run.status == RunStatus::paused);
}

TEST_CASE("session: a refused model leaves model and run as they are, and says why and where") {
  TinySession session;
  session.bring_all();
  session.apply(command::Train{});
  session.work(3);
  const Snapshot before = session.snapshot();

  ModelSpec impossible = TinySession::model();
  impossible.layers[1].set("units", Value::of(std::int64_t{-5}));
  CHECK_FALSE(session.handle(command::SetModel{impossible}));
  const Snapshot& after = session.snapshot();
  CHECK(after.model == before.model);
  CHECK(after.model_version == before.model_version);
  CHECK(after.run.step == before.run.step);
  CHECK(after.run.status == RunStatus::training);
  CHECK(after.handled == before.handled + 1);
  CHECK(after.refused == after.handled);
  CHECK(after.refused_command == "set_model");
  REQUIRE(after.refusals.size() == 1);
  CHECK(after.refusals[0].code == "parameter.range");
  CHECK(after.refusals[0].layer == 1);
  CHECK(after.refusals[0].parameter == "units");

  session.apply(command::Pause{});
  CHECK(session.snapshot().refusals.size() == 1);
  session.apply(command::SetModel{TinySession::model()});
  CHECK(session.snapshot().refusals.empty());
}

TEST_CASE("session: an accepted model starts the run anew, paused") {
  TinySession session;
  session.bring_all();
  session.apply(command::Train{});
  session.work(20);
  ModelSpec wider = TinySession::model();
  wider.layers[1].set("units", Value::of(std::int64_t{9}));
  const std::uint32_t version = session.snapshot().model_version;
  session.apply(command::SetModel{wider});
  const Snapshot& snapshot = session.snapshot();
  CHECK(snapshot.model_version == version + 1);
  CHECK(snapshot.parameters == 17 * 9 + 10 * 3);
  CHECK(snapshot.run.status == RunStatus::paused);
  CHECK(snapshot.run.step == 0);
  CHECK(snapshot.run.train.empty());
  CHECK(snapshot.training == TinySession::training());
}

TEST_CASE(
    "session: a model that does not fit the data is refused, data that does not fit the model is not trained "
    "on") {
  TinySession session;
  session.bring_all();
  ModelSpec two_classes = TinySession::model();
  two_classes.layers[2].set("units", Value::of(std::int64_t{2}));
  const Status classes = session.handle(command::SetModel{two_classes});
  REQUIRE_FALSE(classes);
  CHECK(classes.error().code == "data.too_many_classes");
  CHECK(classes.error().layer == 2);
  CHECK(classes.error().parameter == "units");
  CHECK(session.handle(command::SetModel{mlp()}).error().code == "data.image_shape");

  session.apply(command::OpenData{{28, 28, 1}, 10, {5}, {}});
  CHECK(session.handle(command::Train{}).error().code == "data.image_shape");
  CHECK(session.handle(command::Step{}).error().code == "data.image_shape");
  session.apply(command::SetModel{mlp()});
  session.apply(command::Train{});
}

TEST_CASE("session: learning rate and optimizer change in mid-run, seed and batch size start anew") {
  TinySession session;
  session.bring_all();
  session.apply(command::Train{});
  session.work(4);
  session.apply(command::SetTraining{TinySession::training(0.01)});
  CHECK(session.snapshot().run.status == RunStatus::training);
  CHECK(session.snapshot().run.step == 4);
  TrainingConfig adam = TinySession::training();
  adam.optimizer = {"Adam", {}};
  session.apply(command::SetTraining{adam});
  CHECK(session.snapshot().run.step == 4);
  CHECK(session.snapshot().training.optimizer.class_name == "Adam");

  TrainingConfig seeded = adam;
  seeded.seed = 2;
  session.apply(command::SetTraining{seeded});
  CHECK(session.snapshot().run.step == 0);
  CHECK(session.snapshot().run.status == RunStatus::paused);
  const std::string second_seed = session.fingerprint();

  TrainingConfig larger = adam;
  larger.batch_size = 25;
  session.apply(command::SetTraining{larger});
  CHECK(session.snapshot().run.steps_per_epoch == 2);
  CHECK(session.fingerprint() != second_seed);
  session.apply(command::Epoch{});
  session.finish();
  CHECK(session.snapshot().run.step == 2);

  const Status refused = session.handle(command::SetTraining{TinySession::training(-1)});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().parameter == "learning_rate");
  CHECK(session.snapshot().training == larger);
  CHECK(session.snapshot().run.step == 2);
}

TEST_CASE("session: a new seed is as good as a fresh session with it") {
  TrainingConfig seeded = TinySession::training();
  seeded.seed = 5;
  TinySession fresh;
  fresh.apply(command::SetTraining{seeded});
  fresh.bring_all();
  TinySession used;
  used.bring_all();
  used.apply(command::Step{9});
  used.finish();
  used.apply(command::SetTraining{seeded});
  for (TinySession* session : {&fresh, &used}) {
    session->apply(command::Step{10});
    session->finish();
  }
  CHECK(fresh.fingerprint() == used.fingerprint());
}

TEST_CASE("session: divergence pauses with the last finite weights and names a layer") {
  TinySession session;
  session.bring_all();
  session.apply(command::SetModel{spec_of("[4,4,1]", R"([{"class_name":"Flatten"},
      {"class_name":"Dense","config":{"units":6}}, {"class_name":"Dense","config":{"units":6}},
      {"class_name":"Dense","config":{"units":6}}, {"class_name":"Dense","config":{"units":3}}])")});
  session.apply(command::SetTraining{TinySession::training(1000)});
  session.apply(command::Step{2000});
  session.finish();
  const Snapshot diverged = session.snapshot();
  CHECK(diverged.run.status == RunStatus::diverged);
  CHECK(diverged.run.step < 2000);
  CHECK(diverged.run.diverged_layer >= 0);
  CHECK(diverged.run.diverged_layer < 5);
  session.apply(command::Subscribe{false, false, false, true});
  for (const float weight : session.snapshot().weights.at(0).values) CHECK(std::isfinite(weight));

  SUBCASE("reset goes on") {
    session.apply(command::Reset{});
  }
  SUBCASE("another learning rate goes on") {
    session.apply(command::SetTraining{TinySession::training(0.01)});
  }
  CHECK(session.snapshot().run.status == RunStatus::paused);
  CHECK(session.snapshot().run.diverged_layer == -1);
}
