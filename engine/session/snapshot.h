#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/digit.h"
#include "engine/inspect/layer_report.h"
#include "engine/model/plan.h"
#include "engine/model/spec.h"
#include "engine/train/config.h"
#include "engine/train/history.h"
#include "engine/train/model.h"

namespace glassbox {

enum class RunStatus : std::int32_t {
  paused,
  training,
  waiting_for_data,  ///< wants to train, the next chunk has not arrived
  evaluating,
  diverged,  ///< paused: a value stopped being finite; Reset or another learning rate goes on
};

/// A point of the curves: of training, means over the steps since the point before; of the test set, measured
/// at that step, always on the same sample of about 2,000 digits (while training, every tenth of an epoch or
/// hundred steps).
struct CurvePoint {
  std::int64_t step = 0;
  float loss = 0;
  float accuracy = 0;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("step", self.step);
    visit("loss", self.loss);
    visit("accuracy", self.accuracy);
  }
};

struct RunState {
  RunStatus status = RunStatus::paused;
  std::int64_t step = 0;
  std::int64_t epoch = 0;  ///< complete epochs
  std::int64_t step_in_epoch = 0;
  std::int64_t steps_per_epoch = 0;
  double samples_per_second = 0;  ///< of the last second of training; display only
  std::int32_t diverged_layer = -1;
  std::string fingerprint;        ///< of the state, 16 hex digits, when paused
  std::vector<CurvePoint> train;  ///< at most 512: thinned by pairs as it grows
  std::vector<CurvePoint> test;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("status", self.status);
    visit("step", self.step);
    visit("epoch", self.epoch);
    visit("step_in_epoch", self.step_in_epoch);
    visit("steps_per_epoch", self.steps_per_epoch);
    visit("samples_per_second", self.samples_per_second);
    visit("diverged_layer", self.diverged_layer);
    visit("fingerprint", self.fingerprint);
    visit("train", self.train);
    visit("test", self.test);
  }
};

struct DataState {
  std::int64_t train_available = 0;
  std::int64_t train_size = 0;
  std::int64_t test_available = 0;
  std::int64_t test_size = 0;
  std::vector<Error> problems;  ///< at most one: the worst, empty when all is well
  bool retrying = false;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("train_available", self.train_available);
    visit("train_size", self.train_size);
    visit("test_available", self.test_available);
    visit("test_size", self.test_size);
    visit("problems", self.problems);
    visit("retrying", self.retrying);
  }
};

/// A tensor to look at: a layer's output for the chosen digit, or a kernel.
struct TensorView {
  std::string layer;
  std::vector<std::int64_t> shape;  ///< (h, w, c), (units), or (kh, kw, in, filters), (in, units) for kernels
  std::vector<float> values;        ///< none where there are more than 128 Ki
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("layer", self.layer);
    visit("shape", self.shape);
    visit("values", self.values);
  }
};

enum class DigitSource : std::int32_t { none, drawn, test };

/// The digit on the bench: drawn by the learner or chosen from the test set, and what the network says of it.
struct DigitState {
  DigitSource source = DigitSource::none;
  std::int64_t index = -1;              ///< in the test set
  std::int32_t label = -1;              ///< -1: unknown (drawn)
  GreyImage image;                      ///< what the network sees
  PreparedDigit stages;                 ///< empty unless subscribed and drawn
  std::vector<float> probabilities;     ///< a class each; empty without a digit
  std::vector<TensorView> activations;  ///< a layer each, in order; empty unless subscribed
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("source", self.source);
    visit("index", self.index);
    visit("label", self.label);
    visit("image", self.image);
    visit("stages", self.stages);
    visit("probabilities", self.probabilities);
    visit("activations", self.activations);
  }
};

/// All that the screen needs, and nothing that it did not subscribe to. The UI is a function of the latest
/// one.
struct Snapshot {
  std::uint32_t sequence = 0;        ///< grows with every Snapshot that says something new
  std::uint32_t model_version = 0;   ///< counts accepted SetModel commands
  ModelSpec model;                   ///< as accepted: names and inputs filled in
  std::vector<LayerSummary> layers;  ///< the layer table
  std::int64_t parameters = 0;
  TrainingConfig training;
  RunState run;
  /// Of the test set; empty before the first; its confusion only when subscribed. `samples` tells whether it
  /// is of the sample or of all: after each epoch and each pause.
  std::vector<Evaluation> evaluation;
  DataState data;
  DigitState digit;
  std::vector<TensorView> weights;  ///< kernels, when subscribed
  std::vector<Moment> history;      ///< the moments that can be sought, when subscribed
  /// At most one: on the subscribed layer, of the first step after the Snapshot before this one was made.
  std::vector<StepReport> report;
  std::uint32_t handled = 0;    ///< commands handled so far, refused ones included
  std::uint32_t refused = 0;    ///< number (of `handled`) of the last refused command, 0 for none
  std::string refused_command;  ///< its name, "set_model"
  std::vector<Error> refusals;  ///< why; empty again once a command of that name is accepted
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("sequence", self.sequence);
    visit("model_version", self.model_version);
    visit("model", self.model);
    visit("layers", self.layers);
    visit("parameters", self.parameters);
    visit("training", self.training);
    visit("run", self.run);
    visit("evaluation", self.evaluation);
    visit("data", self.data);
    visit("digit", self.digit);
    visit("weights", self.weights);
    visit("history", self.history);
    visit("report", self.report);
    visit("handled", self.handled);
    visit("refused", self.refused);
    visit("refused_command", self.refused_command);
    visit("refusals", self.refusals);
  }
};

}  // namespace glassbox
