#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/dataset.h"
#include "engine/inspect/layer_watch.h"
#include "engine/session/curve.h"
#include "engine/session/evaluator.h"
#include "engine/session/throughput.h"
#include "engine/train/early_stopping.h"
#include "engine/train/history.h"
#include "engine/train/model.h"
#include "engine/train/team_tuner.h"
#include "engine/train/trainer.h"

namespace glassbox {

/// The data that a session has opened; not open: two empty sets.
struct SessionData {
  bool open = false;
  Dataset train;
  Dataset test;
};

/// Whether a model can be trained on the data: check_data(), with the place of the fault. Data that is not
/// open fits any model.
Status check_fit(const Plan& plan, const SessionData& data);

/// A model in training: what it is to do next, its curves and its evaluations. All work is done in units, by
/// work().
class Run {
 public:
  /// `data` outlives the run.
  Run(std::unique_ptr<Model> model, const SessionData& data);

  /// Another model at its own step, paused; curves and evaluation start anew.
  void replace(std::unique_ptr<Model> model);
  /// As saved: the curves and the evaluation that belong to the model's present weights.
  void resume(MeanCurve train, MomentCurve test, std::vector<Evaluation> evaluation);
  /// After the data sets were replaced; the run starts anew where it had data before.
  void data_replaced(bool had_data);
  void test_data_arrived();
  /// Who shares the work from now on (outlives the run); null: the caller alone.
  void set_team(Team* team);

  /// What command::Train, ... say. Errors of check_fit().
  Status train();
  Status step(std::int32_t count);  ///< adds to steps asked for and not yet taken
  Status epoch();
  void pause();
  void reset();
  Status configure(const TrainingConfig& config);
  /// Paused at a recorded step, with its settings or with others. Errors of History.
  Status seek(std::int64_t step);
  Status fork(std::int64_t step, const TrainingConfig& config);

  /// That layer is reported on from now on; -1: none. Another model ends it. Errors: those of
  /// LayerWatch::create(); then all stays as it is.
  Status watch(std::int32_t layer);
  /// The next step is looked at, where a layer is watched.
  void want_report() { report_is_wanted_ = true; }
  /// The last report on the layer in this run, null for none.
  [[nodiscard]] const StepReport* report() const;

  /// One training step or one slice of an evaluation. False when there is nothing to do at present.
  bool work();
  [[nodiscard]] bool can_work() const;

  [[nodiscard]] Model& model() { return *model_; }
  [[nodiscard]] const Model& model() const { return *model_; }
  /// Changes with every change of the weights, and never comes back.
  [[nodiscard]] std::uint64_t weights_version() const { return weights_version_; }
  /// Null while the data does not fit the model.
  [[nodiscard]] const Trainer* trainer() const { return trainer_ ? &*trainer_ : nullptr; }
  [[nodiscard]] RunStatus status() const;
  [[nodiscard]] std::int32_t diverged_layer() const { return diverged_layer_; }
  [[nodiscard]] double samples_per_second() const { return throughput_.rate(); }
  [[nodiscard]] const History& history() const { return history_; }
  /// Up to the present step.
  [[nodiscard]] MeanCurve train_curve() const;
  [[nodiscard]] MomentCurve test_curve() const;
  [[nodiscard]] const std::vector<Evaluation>& evaluation() const {
    return evaluation_;
  }  ///< the last, if any

 private:
  void make_trainer();
  void leave_weights();
  void forget_results();
  void arrive(const Moment& moment, History::Training training);
  void remember();
  enum class Aim : std::uint8_t { none, endless, end_of_epoch, steps };
  Status go_on(Aim aim);
  [[nodiscard]] bool can_step() const;
  void take_step();
  [[nodiscard]] bool aim_is_reached() const;
  [[nodiscard]] bool sample_is_due() const;
  void diverge(int layer);
  void finish_evaluation();
  void evaluate_all();

  const SessionData& data_;
  std::unique_ptr<Model> model_;
  std::optional<Trainer> trainer_;
  std::unique_ptr<LayerWatch> watch_;
  bool report_is_wanted_ = true;
  Team* team_ = nullptr;
  TeamTuner tuner_;
  Aim aim_ = Aim::none;
  std::int64_t steps_left_ = 0;  ///< of Aim::steps
  std::uint64_t weights_version_ = 1;
  bool diverged_ = false;
  std::int32_t diverged_layer_ = -1;
  Evaluator evaluator_;
  std::vector<Evaluation> evaluation_;
  std::uint64_t evaluated_version_ = 0;
  MeanCurve train_curve_;  ///< with what was beyond a step that was sought
  MomentCurve test_curve_;
  Throughput throughput_;
  StoppingRule stopping_;
  History history_;
  History::Training training_;  ///< the model's settings, as the history knows them
  Moment moment_;               ///< the present one
  bool sought_ = false;         ///< no step was taken since a seek
};

}  // namespace glassbox
