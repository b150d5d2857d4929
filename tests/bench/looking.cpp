#include "tests/bench/looking.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/inspect/layer_report.h"
#include "engine/inspect/loss_probe.h"
#include "engine/session/codec.h"
#include "engine/session/session.h"
#include "engine/train/history.h"
#include "tests/bench/clock.h"
#include "tests/bench/measure.h"
#include "tests/bench/training.h"
#include "tests/bench/workloads.h"

namespace glassbox::bench {
namespace {

constexpr double kLookSeconds = 1.0 / 30;
constexpr int kBatch = 32;
constexpr int kBins = 20;
constexpr std::size_t kHistoryBytes = std::size_t{64} << 20;
// Long samples: a look comes but thirty times a second.
constexpr Effort kEffort{.seconds = 4, .sample_seconds = 0.4, .fewest_rounds = 9, .most_rounds = 9};

void require(const Status& status) {
  if (status) return;
  std::fprintf(stderr, "%s\n", status.error().code.c_str());
  std::exit(1);
}

/// True thirty times a second.
class Frames {
 public:
  bool due() {
    const double now = seconds();
    if (now < next_) return false;
    next_ = now + kLookSeconds;
    return true;
  }

 private:
  double next_ = 0;
};

/// A session that trains, and whoever looks at its snapshots.
class WatchedSession {
 public:
  WatchedSession(const Digits& digits, const Workload& workload, std::optional<command::Subscribe> looks)
      : looks_(looks.has_value()) {
    const auto samples = static_cast<std::int32_t>(digits.size());
    require(session_.handle(command::OpenData{{28, 28, 1}, 10, {samples}, {samples}}));
    require(session_.add_chunk(Split::train, 0, digits.file()));
    require(session_.add_chunk(Split::test, 0, digits.file()));
    require(session_.handle(command::SetModel{workload.model}));
    require(session_.handle(command::SetTraining{workload.training}));
    require(session_.handle(command::ChooseSample{0}));
    if (looks) require(session_.handle(*looks));
    require(session_.handle(command::Train{}));
  }

  void step() {
    session_.advance(0);
    if (!looks_ || !frames_.due()) return;
    message_.clear();
    encode(session_.snapshot(), message_);
  }

 private:
  bool looks_;
  Session session_;
  Frames frames_;
  std::vector<std::byte> message_;
};

/// A model that trains, with what may be done beside it after every step.
class WatchedModel {
 public:
  WatchedModel(Digits& digits, const Workload& workload) : digits_(digits), model_(make_model(workload)) {}

  void step() {
    digits_.fill(*model_);
    last_ = model_->step(kBatch);
  }

  /// The past is kept, as model.history does.
  void record() {
    const auto step = static_cast<std::int64_t>(model_->steps());
    if (!history_.wants(step, model_->state().size())) return;
    history_.record({.step = step, .loss = static_cast<float>(last_.loss)}, training_, model_->state());
  }

  /// One layer's values, gradients and histograms for the batch, as model.inspect.report gives them: from a
  /// pass of its own.
  void report(int layer) {
    if (!frames_.due()) return;
    if (!probe_) {
      probe_.emplace(LossProbe<float>::create(model_->shared_plan(), model_->config().loss, kBatch,
                                              Gradients::of_parameters)
                         .value());
    }
    probe_->set_parameters(model_->parameters());
    require(probe_->load(model_->batch_inputs()));
    require(probe_->set_targets({.labels = model_->batch_labels()}));
    probe_->forward();
    probe_->compare();
    probe_->backward();
    report_ = report_layer(*probe_, layer, kBins).value();
  }

 private:
  Digits& digits_;
  std::unique_ptr<Model> model_;
  StepResult last_;
  Frames frames_;
  History history_{kHistoryBytes};
  History::Training training_ = std::make_shared<const TrainingConfig>(model_->config());
  std::optional<LossProbe<float>> probe_;
  LayerReport report_;
};

Json report(const std::string& what, const Timing& watched, const Timing& alone) {
  const double loss = 1 - median_ratio(watched.rates, alone.rates);
  std::printf("%-64s %8.1f %%\n", what.c_str(), 100 * loss);
  return {{"name", what}, {"throughput_loss", loss}};
}

void measure_workload(const Workload& workload, Digits& digits, Json& losses) {
  WatchedModel alone(digits, workload);
  WatchedModel reported(digits, workload);
  WatchedModel recorded(digits, workload);
  WatchedSession unseen(digits, workload, std::nullopt);
  WatchedSession seen(digits, workload, command::Subscribe{});
  WatchedSession looked_into(digits, workload, command::Subscribe{.activations = true, .weights = true});
  WatchedSession reported_on(digits, workload, command::Subscribe{.report = 0});
  WatchedSession with_past(digits, workload, command::Subscribe{.history = true});
  const auto piece = [](auto work) { return Piece{std::move(work), kBatch}; };
  const std::vector<Timing> timings =
      measure({piece([&] { alone.step(); }), piece([&] {
                 reported.step();
                 reported.report(0);
               }),
               piece([&] {
                 recorded.step();
                 recorded.record();
               }),
               piece([&] { unseen.step(); }), piece([&] { seen.step(); }), piece([&] { looked_into.step(); }),
               piece([&] { reported_on.step(); }), piece([&] { with_past.step(); })},
              kEffort);
  const std::string name = workload.name + ": ";
  losses.push_back(report(name + "a layer's report by model.inspect at 30 Hz", timings[1], timings[0]));
  losses.push_back(report(name + "the history", timings[2], timings[0]));
  losses.push_back(report(name + "snapshots at 30 Hz", timings[4], timings[3]));
  losses.push_back(report(name + "with activations and weights", timings[5], timings[3]));
  losses.push_back(report(name + "with a layer's report", timings[6], timings[3]));
  losses.push_back(report(name + "with the history's moments", timings[7], timings[3]));
}

}  // namespace

Json measure_looking(Digits& digits) {
  std::printf("%-64s %10s\n", "throughput lost", "");
  Json losses = Json::array();
  for (const Workload& workload : workloads()) {
    const bool of_course = workload.name.starts_with("MLP") || workload.name.starts_with("course CNN");
    if (of_course) measure_workload(workload, digits, losses);
  }
  return losses;
}

}  // namespace glassbox::bench
