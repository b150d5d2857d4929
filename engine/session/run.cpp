#include "engine/session/run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace glassbox {
namespace {

constexpr std::int64_t kEvaluationSteps = 100;    ///< training steps between two evaluations, at least
constexpr std::int64_t kEvaluationsAnEpoch = 10;  ///< at most
constexpr std::size_t kHistoryBytes = std::size_t{64} << 20;

}  // namespace

Status check_fit(const Plan& plan, const SessionData& data) {
  if (!data.open) return Done{};
  Status status = check_data(plan, data.train);
  if (status) return status;
  Error error = status.error();
  if (error.code == "data.too_many_classes") {
    error.layer = static_cast<int>(plan.spec().layers.size()) - 1;
    error.parameter = "units";
  } else {
    error.parameter = "input_shape";
  }
  return error;
}

Run::Run(std::unique_ptr<Model> model, const SessionData& data)
    : data_(data),
      model_(std::move(model)),
      history_(kHistoryBytes),
      training_(std::make_shared<const TrainingConfig>(model_->config())) {
  make_trainer();
}

void Run::make_trainer() {
  trainer_.reset();
  if (data_.open && check_fit(model_->plan(), data_)) trainer_.emplace(*model_, data_.train);
}

/// Pauses, and forgets what was measured with the weights that were.
void Run::leave_weights() {
  aim_ = Aim::none;
  ++weights_version_;
  diverged_ = false;
  diverged_layer_ = -1;
  evaluator_.stop();
  evaluation_.clear();
  throughput_ = {};
  if (watch_) watch_->forget();
}

/// All that was measured in another run.
void Run::forget_results() {
  leave_weights();
  train_curve_ = {};
  test_curve_ = {};
  history_.clear();
  moment_ = {.step = static_cast<std::int64_t>(model_->steps())};
  sought_ = false;
}

void Run::remember() {
  history_.record(moment_, training_, model_->state());
}

void Run::set_team(Team* team) {
  team_ = team;
  tuner_ = TeamTuner(team);
  model_->set_team(team);
}

void Run::replace(std::unique_ptr<Model> model) {
  trainer_.reset();
  watch_.reset();
  model_ = std::move(model);
  set_team(team_);
  training_ = std::make_shared<const TrainingConfig>(model_->config());
  make_trainer();
  forget_results();
}

void Run::resume(MeanCurve train, MomentCurve test, std::vector<Evaluation> evaluation) {
  train_curve_ = std::move(train);
  test_curve_ = std::move(test);
  evaluation_ = std::move(evaluation);
  evaluated_version_ = weights_version_;
}

void Run::data_replaced(bool had_data) {
  if (had_data) {
    model_->reset();
    forget_results();
  }
  make_trainer();
}

void Run::test_data_arrived() {
  const bool complete = data_.test.available() == data_.test.size();
  if (complete && aim_ == Aim::none) evaluate_all();
}

Status Run::go_on(Aim aim) {
  if (Status status = check_fit(model_->plan(), data_); !status) return status;
  remember();
  evaluator_.stop();
  diverged_ = false;
  diverged_layer_ = -1;
  aim_ = aim;
  return Done{};
}

Status Run::train() {
  stopping_.reset();
  return go_on(Aim::endless);
}

Status Run::epoch() {
  return go_on(Aim::end_of_epoch);
}

Status Run::step(std::int32_t count) {
  const std::int64_t pending = aim_ == Aim::steps ? steps_left_ : 0;
  Status status = go_on(Aim::steps);
  if (status) steps_left_ = pending + count;
  return status;
}

bool Run::aim_is_reached() const {
  if (aim_ == Aim::steps) return steps_left_ == 0;
  return aim_ == Aim::end_of_epoch && trainer_->step_in_epoch() == 0;
}

void Run::pause() {
  if (aim_ == Aim::none) return;
  aim_ = Aim::none;
  evaluator_.stop();
  remember();
  evaluate_all();
}

void Run::reset() {
  model_->reset();
  forget_results();
}

Status Run::configure(const TrainingConfig& config) {
  const TrainingConfig before = model_->config();
  if (Status status = model_->configure(config); !status) return status;
  if (config != before) training_ = std::make_shared<const TrainingConfig>(config);
  if (config.seed != before.seed || config.batch_size != before.batch_size) {
    reset();
    make_trainer();
  }
  diverged_ = false;
  diverged_layer_ = -1;
  return Done{};
}

Status Run::seek(std::int64_t step) {
  if (Status status = history_.restore(step, *model_); !status) return status;
  arrive(history_.moment(step), history_.training(step));
  return Done{};
}

Status Run::fork(std::int64_t step, const TrainingConfig& config) {
  if (Status status = history_.fork(step, config, *model_); !status) return status;
  arrive(history_.moment(step), std::make_shared<const TrainingConfig>(config));
  return Done{};
}

void Run::arrive(const Moment& moment, History::Training training) {
  leave_weights();
  make_trainer();
  moment_ = moment;
  training_ = std::move(training);
  sought_ = true;
  evaluate_all();
}

MeanCurve Run::train_curve() const {
  MeanCurve curve = train_curve_;
  if (sought_) curve.cut(moment_.step);
  return curve;
}

MomentCurve Run::test_curve() const {
  MomentCurve curve = test_curve_;
  if (sought_) curve.cut(moment_.step);
  return curve;
}

Status Run::watch(std::int32_t layer) {
  if (layer == (watch_ ? watch_->layer() : -1)) return Done{};
  if (layer == -1) {
    watch_.reset();
    return model_->reserve(0);
  }
  auto watch = LayerWatch::create(*model_, layer);
  if (!watch) return watch.error();
  watch_ = std::move(watch).value();
  want_report();
  return Done{};
}

const StepReport* Run::report() const {
  return watch_ && watch_->report() ? &*watch_->report() : nullptr;
}

bool Run::can_step() const {
  return trainer_ && trainer_->can_step();
}

bool Run::can_work() const {
  return evaluator_.running() || (aim_ != Aim::none && can_step());
}

bool Run::work() {
  if (evaluator_.running()) {
    if (evaluator_.advance(*model_, data_.test)) finish_evaluation();
    return true;
  }
  if (aim_ == Aim::none || !can_step()) return false;
  take_step();
  return true;
}

void Run::take_step() {
  using Clock = std::chrono::steady_clock;
  if (std::exchange(sought_, false)) {
    history_.go_on(moment_.step, training_);
    train_curve_.cut(moment_.step);
    test_curve_.cut(moment_.step);
  }
  const std::int64_t samples = trainer_->next_batch_size();
  StepWatcher* const watcher = std::exchange(report_is_wanted_, false) ? watch_.get() : nullptr;
  const Clock::time_point start = Clock::now();
  const StepResult result =
      tuner_.take(static_cast<double>(samples), [&] { return trainer_->step(watcher); });
  throughput_.add(static_cast<double>(samples), std::chrono::duration<double>(Clock::now() - start).count());
  if (!result.finite) return diverge(result.non_finite_layer);

  ++weights_version_;
  const auto step = static_cast<std::int64_t>(model_->steps());
  const double accuracy = static_cast<double>(result.correct) / static_cast<double>(samples);
  train_curve_.add(step, result.loss, accuracy);
  moment_ = {.step = step, .loss = static_cast<float>(result.loss), .accuracy = static_cast<float>(accuracy)};
  if (history_.wants(step, model_->state().size())) remember();

  if (aim_ == Aim::steps) --steps_left_;
  if (aim_is_reached()) {
    aim_ = Aim::none;
    remember();
    evaluate_all();
  } else if (trainer_->step_in_epoch() == 0) {
    evaluate_all();
  } else if (sample_is_due() && data_.test.available() > 0) {
    evaluator_.start(data_.test, Evaluator::Extent::sample);
  }
}

/// At even distances from the start of the epoch, the last of them left to the evaluation at its end.
bool Run::sample_is_due() const {
  const std::int64_t steps = trainer_->steps_per_epoch();
  const std::int64_t period = std::max(kEvaluationSteps, steps / kEvaluationsAnEpoch);
  const std::int64_t step = trainer_->step_in_epoch();
  return step % period == 0 && steps - step >= period;
}

void Run::diverge(int layer) {
  aim_ = Aim::none;
  diverged_ = true;
  diverged_layer_ = layer;
  evaluate_all();
}

/// Starts a full evaluation where there is none of the present weights on the present test data.
void Run::evaluate_all() {
  const bool known = !evaluation_.empty() && evaluated_version_ == weights_version_ &&
                     evaluation_.front().samples == data_.test.available();
  if (known || model_->steps() == 0 || data_.test.available() == 0) return;
  if (!check_fit(model_->plan(), data_)) return;
  evaluator_.start(data_.test, Evaluator::Extent::all);
}

void Run::finish_evaluation() {
  if (evaluator_.result().samples == 0) return;
  evaluation_.assign(1, evaluator_.result());
  evaluated_version_ = weights_version_;
  if (aim_ == Aim::endless && trainer_->step_in_epoch() == 0 &&
      stopping_.ends(model_->config().early_stopping, evaluation_.front().loss)) {
    aim_ = Aim::none;
  }
  const Evaluation& sample = evaluator_.sample();
  if (sample.samples == 0 || !std::isfinite(sample.loss)) return;
  moment_.tested = true;
  moment_.test_loss = static_cast<float>(sample.loss);
  moment_.test_accuracy = static_cast<float>(sample.accuracy);
  test_curve_.add({moment_.step, moment_.test_loss, moment_.test_accuracy});
  remember();
}

RunStatus Run::status() const {
  if (aim_ != Aim::none) return can_work() ? RunStatus::training : RunStatus::waiting_for_data;
  if (diverged_) return RunStatus::diverged;
  return evaluator_.running() ? RunStatus::evaluating : RunStatus::paused;
}

}  // namespace glassbox
