#include "ui/base/drafts.h"

#include <doctest.h>

#include "tests/ui/recorder.h"

namespace glassbox::ui {
namespace {

/// The engine's side of the conversation.
struct Engine {
  Snapshot snapshot;

  Engine() {
    snapshot.model = course_cnn();
    snapshot.model_version = 1;
  }
  void accept(const ModelSpec& model) {
    snapshot.model = model;
    ++snapshot.model_version;
    ++snapshot.handled;
  }
  void accept(const TrainingConfig& training) {
    snapshot.training = training;
    ++snapshot.handled;
  }
  void refuse(const char* command, const Error& error) {
    snapshot.refused = ++snapshot.handled;
    snapshot.refused_command = command;
    snapshot.refusals = {error};
  }
};

struct Desk {
  Engine engine;
  Recorder page;
  View view;

  Desk() { look(); }
  void look() { follow(view, page, engine.snapshot); }
  const ModelSpec& sent(std::size_t index) {
    return std::get<command::SetModel>(page.commands.at(index)).model;
  }
};

const Error kTooMany{"parameter.range", {"1000000", "1", "65536"}, 0, "filters"};

}  // namespace

TEST_CASE("the draft is the engine's model until it is edited") {
  Desk desk;
  CHECK(desk.view.model.value == course_cnn());
  desk.engine.accept(mlp());
  desk.look();
  CHECK(desk.view.model.value == mlp());
  CHECK(desk.page.commands.empty());
}

TEST_CASE("a refused model stays on screen with its reasons until it is mended or taken back") {
  Desk desk;
  edit_model(desk.view, desk.page, mlp());
  CHECK(desk.sent(0) == mlp());
  desk.engine.refuse("set_model", kTooMany);
  desk.look();
  CHECK(desk.view.model.value == mlp());
  CHECK(desk.view.model.refusals == std::vector<Error>{kTooMany});

  desk.look();
  CHECK(desk.view.model.refusals.size() == 1);

  SUBCASE("mended") {
    edit_model(desk.view, desk.page, linear_classifier());
    desk.engine.accept(linear_classifier());
    desk.look();
    CHECK(desk.view.model.refusals.empty());
    CHECK(desk.view.model.value == linear_classifier());
  }
  SUBCASE("taken back") {
    revert_model(desk.view, desk.engine.snapshot);
    CHECK(desk.view.model.refusals.empty());
    CHECK(desk.view.model.value == course_cnn());
    desk.look();
    CHECK(desk.view.model.value == course_cnn());
  }
}

TEST_CASE("what was refused is tried again with other training settings beside it, once each") {
  Desk desk;
  const Error too_large{"model.too_large", {"1545", "1024"}, -1, ""};
  edit_model(desk.view, desk.page, mlp());
  desk.engine.refuse("set_model", too_large);
  desk.look();
  CHECK(desk.view.model.news);
  desk.look();
  CHECK(desk.page.commands.size() == 1);

  TrainingConfig training;
  training.batch_size = 64;
  edit_training(desk.view, desk.page, training);
  desk.engine.accept(training);
  desk.look();
  REQUIRE(desk.page.commands.size() == 3);
  CHECK(desk.sent(2) == mlp());
  CHECK(desk.view.model.waiting);

  SUBCASE("accepted") {
    desk.engine.accept(mlp());
    desk.look();
    CHECK(desk.view.model.refusals.empty());
  }
  SUBCASE("refused for the same reason, which is no news") {
    desk.view.model.news = false;
    desk.engine.refuse("set_model", too_large);
    desk.look();
    CHECK(desk.view.model.refusals == std::vector<Error>{too_large});
    CHECK_FALSE(desk.view.model.news);
  }
  desk.look();
  CHECK(desk.page.commands.size() == 3);
}

TEST_CASE("refused training settings are tried again with another model") {
  Desk desk;
  TrainingConfig training;
  training.batch_size = 4096;
  edit_training(desk.view, desk.page, training);
  desk.engine.refuse("set_training", {"model.too_large", {"1545", "1024"}, -1, ""});
  desk.look();
  edit_model(desk.view, desk.page, mlp());
  desk.engine.accept(mlp());
  desk.look();
  REQUIRE(desk.page.commands.size() == 3);
  CHECK(std::get<command::SetTraining>(desk.page.commands[2]).training == training);
}

TEST_CASE("a remark on what was mistyped goes with the next edit") {
  Desk desk;
  desk.view.mistyped = {"seed", "field.not_integer", "five", {}, {}};
  edit_model(desk.view, desk.page, mlp());
  CHECK(desk.view.mistyped.field.empty());
}

TEST_CASE("edits made while an answer is awaited go out together, and no answer overwrites them") {
  Desk desk;
  edit_model(desk.view, desk.page, mlp());
  edit_model(desk.view, desk.page, course_cnn());
  edit_model(desk.view, desk.page, linear_classifier());
  CHECK(desk.page.commands.size() == 1);
  desk.engine.accept(mlp());
  desk.look();
  CHECK(desk.view.model.value == linear_classifier());
  CHECK(desk.sent(1) == linear_classifier());
  desk.engine.accept(linear_classifier());
  desk.look();
  CHECK(desk.view.model.value == linear_classifier());
  CHECK(desk.page.commands.size() == 2);
}

TEST_CASE("a refusal of another command leaves the model's draft alone") {
  Desk desk;
  edit_model(desk.view, desk.page, mlp());
  desk.engine.refuse("draw", {"draw.too_many_points", {"1000"}, -1, ""});
  desk.look();
  CHECK(desk.view.model.refusals.empty());
  CHECK(desk.view.model.value == mlp());
}

TEST_CASE("refused training settings stay beside their fields") {
  Desk desk;
  TrainingConfig training;
  training.batch_size = 0;
  edit_training(desk.view, desk.page, training);
  const Error error{"parameter.range", {"0", "1", "4096"}, -1, "batch_size"};
  desk.engine.refuse("set_training", error);
  desk.look();
  CHECK(desk.view.training.value.batch_size == 0);
  CHECK(desk.view.training.refusals == std::vector<Error>{error});
  CHECK(desk.view.model.refusals.empty());

  training.batch_size = 64;
  edit_training(desk.view, desk.page, training);
  desk.engine.accept(training);
  desk.look();
  CHECK(desk.view.training.refusals.empty());
  CHECK(desk.view.training.value.batch_size == 64);
}

}  // namespace glassbox::ui
