#include "tests/bench/looking.h"

#include <algorithm>
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
// Samples with several looks in each, and many of them: what looking costs is less than how the machine's
// speed drifts.
constexpr Effort kEffort{.seconds = 1.2, .sample_seconds = 0.1, .fewest_rounds = 11, .most_rounds = 11};

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

/// A session that trains, without test data to evaluate, and whoever looks at its snapshots.
class WatchedSession {
 public:
  WatchedSession(const Digits& digits, const Workload& workload, std::optional<command::Subscribe> looks)
      : looks_(looks.has_value()) {
    const auto samples = static_cast<std::int32_t>(digits.size());
    require(session_.handle(command::OpenData{{28, 28, 1}, 10, {samples}, {samples}}));
    require(session_.add_chunk(Split::train, 0, digits.file()));
    require(session_.handle(command::SetModel{workload.model}));
    require(session_.handle(command::SetTraining{workload.training}));
    require(session_.handle(command::Draw{{Stroke{{{0.3F, 0.2F}, {0.7F, 0.2F}, {0.4F, 0.9F}}}}}));
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

int first_layer_with_weights(const Workload& workload) {
  const auto plan = Plan::compile(workload.model).value();
  const auto& layers = plan->summary();
  const auto found = std::ranges::find_if(layers, [](const LayerSummary& row) { return row.parameters > 0; });
  return static_cast<int>(found - layers.begin());
}

void measure_workload(const Workload& workload, Digits& digits, Json& losses) {
  const int layer = first_layer_with_weights(workload);
  const auto compare = [&](const std::string& what, const auto& watched, const auto& alone) {
    const std::vector<Timing> timings = measure({{watched, kBatch}, {alone, kBatch}}, kEffort);
    const double loss = 1 - median_ratio(timings[0].rates, timings[1].rates);
    const std::string name = workload.name + ": " + what;
    std::printf("%-64s %8.1f %%\n", name.c_str(), 100 * loss);
    losses.push_back({{"name", name}, {"throughput_loss", loss}});
  };
  WatchedModel model(digits, workload);
  WatchedModel looked_at(digits, workload);
  const auto step = [&] { model.step(); };
  compare(
      "a report by model.inspect at 30 Hz",
      [&] {
        looked_at.step();
        looked_at.report(layer);
      },
      step);
  compare(
      "the history",
      [&] {
        looked_at.step();
        looked_at.record();
      },
      step);

  WatchedSession unseen(digits, workload, std::nullopt);
  const auto compare_session = [&](const std::string& what, const command::Subscribe& looks) {
    WatchedSession seen(digits, workload, looks);
    compare(
        what, [&] { seen.step(); }, [&] { unseen.step(); });
  };
  compare_session("snapshots at 30 Hz", {});
  compare_session("with activations and weights", {.activations = true, .weights = true});
  compare_session("with a layer's report", {.report = layer});
  compare_session("with the history's moments", {.history = true});
}

}  // namespace

Json measure_looking(Digits& digits) {
  std::printf("%-64s %10s\n", "throughput lost", "");
  Json losses = Json::array();
  for (const Workload& workload : workloads()) {
    const bool wanted = workload.name.starts_with("MLP") || workload.name.starts_with("course CNN");
    if (wanted && workload.training.optimizer.class_name == "SGD") measure_workload(workload, digits, losses);
  }
  return losses;
}

}  // namespace glassbox::bench
