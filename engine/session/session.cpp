#include "engine/session/session.h"

#include <chrono>
#include <string>
#include <utility>
#include <variant>

#include "engine/base/error_codes.h"
#include "engine/session/content.h"
#include "engine/session/saved_run.h"
#include "engine/session/snapshot_maker.h"

namespace glassbox {
namespace {

TrainingConfig first_training() {
  TrainingConfig config;
  config.optimizer = {"Adam", {{"learning_rate", Value::of(0.001)}}};
  return config;
}

/// What each command does to a session's content.
class Handler {
 public:
  explicit Handler(SessionContent& content) : content_(content) {}

  Status operator()(const command::SetModel& command) {
    auto model = Model::create(command.model, content_.run.model().config());
    if (!model) return model.error();
    return replace(std::move(model).value());
  }

  Status operator()(const command::SetTraining& command) { return content_.run.configure(command.training); }
  Status operator()(const command::Train&) { return content_.run.train(); }
  Status operator()(const command::Epoch&) { return content_.run.epoch(); }

  Status operator()(const command::Step& command) {
    if (command.count < 1) return make_error("step.count", {std::to_string(command.count)}, -1, "count");
    return content_.run.step(command.count);
  }

  Status operator()(const command::Pause&) {
    content_.run.pause();
    return Done{};
  }

  Status operator()(const command::Reset&) {
    content_.run.reset();
    return Done{};
  }

  Status operator()(const command::Draw& command) { return content_.bench.draw(command.strokes); }

  Status operator()(const command::ChooseSample& command) {
    return content_.bench.choose(content_.data.test, command.index);
  }

  Status operator()(const command::Subscribe& command) {
    if (Status status = content_.run.watch(command.report); !status) return status;
    content_.subscription = command;
    return Done{};
  }

  Status operator()(const command::OpenData& command) {
    auto train = Dataset::create(command.image_shape, command.classes, command.train_chunks);
    if (!train) return train.error();
    auto test = Dataset::create(command.image_shape, command.classes, command.test_chunks);
    if (!test) return test.error();
    const bool had_data = content_.data.open;
    content_.data = {true, std::move(train).value(), std::move(test).value()};
    content_.run.data_replaced(had_data);
    if (content_.bench.source() == DigitSource::test) content_.bench.clear();
    content_.problems.clear();
    return Done{};
  }

  Status operator()(const command::DataProblem& command) {
    content_.problems.report(command);
    return Done{};
  }

  Status operator()(const command::Seek& command) { return content_.run.seek(command.step); }
  Status operator()(const command::Fork& command) {
    return content_.run.fork(command.step, command.training);
  }

  /// The run starts anew with another model, paused.
  Status replace(std::unique_ptr<Model> model) {
    if (Status status = check_fit(model->plan(), content_.data); !status) return status;
    content_.run.replace(std::move(model));
    content_.subscription.report = -1;
    ++content_.model_version;
    return Done{};
  }

 private:
  SessionContent& content_;
};

}  // namespace

struct Session::Parts {
  SessionContent content{Model::create(course_cnn(), first_training()).value()};
  SnapshotMaker maker;
  bool changed = true;
};

Session::Session() : parts_(std::make_unique<Parts>()) {}
Session::~Session() = default;

void Session::set_team(Team* team) {
  parts_->content.run.set_team(team);
}

Status Session::handle(const Command& command) {
  SessionContent& content = parts_->content;
  Status status = std::visit(Handler(content), command);
  const std::string name = std::visit([](const auto& alternative) { return alternative.kName; }, command);
  CommandLog& log = content.log;
  ++log.handled;
  if (!status) {
    log.refused = log.handled;
    log.refused_command = name;
    log.refusals.assign(1, status.error());
  } else if (log.refused_command == name) {
    log.refusals.clear();
  }
  parts_->changed = true;
  return status;
}

Status Session::add_chunk(Split split, int chunk, std::span<const std::byte> file) {
  SessionContent& content = parts_->content;
  SessionData& data = content.data;
  Dataset& set = split == Split::train ? data.train : data.test;
  if (Status status = set.add_chunk(chunk, file); !status) return status;
  const bool complete =
      data.train.available() == data.train.size() && data.test.available() == data.test.size();
  content.problems.arrived(static_cast<std::int32_t>(split), chunk, complete);
  if (split == Split::test) content.run.test_data_arrived();
  parts_->changed = true;
  return Done{};
}

bool Session::advance(double milliseconds) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  Run& run = parts_->content.run;
  do {
    if (!run.work()) return false;
    parts_->changed = true;
  } while (std::chrono::duration<double, std::milli>(Clock::now() - start).count() < milliseconds);
  return run.can_work();
}

bool Session::changed() const {
  return parts_->changed;
}

const Snapshot& Session::snapshot() {
  if (!std::exchange(parts_->changed, false)) return parts_->maker.last();
  return parts_->maker.make(parts_->content);
}

std::vector<std::byte> Session::save() const {
  return save_run(parts_->content.run);
}

Status Session::restore(std::span<const std::byte> run) {
  Result<SavedRun> read = read_run(run);
  if (!read) return read.error();
  SavedRun& saved = read.value();
  SessionContent& content = parts_->content;
  if (Status status = Handler(content).replace(std::move(saved.model)); !status) return status;
  content.run.resume(std::move(saved.train), std::move(saved.test), std::move(saved.evaluation));
  parts_->changed = true;
  return Done{};
}

}  // namespace glassbox
