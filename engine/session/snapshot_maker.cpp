#include "engine/session/snapshot_maker.h"

#include <span>
#include <string>

#include "engine/train/state.h"

namespace glassbox {
namespace {

void assign_values(TensorView& view, std::span<const float> values) {
  if (values.size() > SnapshotMaker::kLargestTensor) {
    view.values.clear();
  } else {
    view.values.assign(values.begin(), values.end());
  }
}

/// True when there is a digit, and the model takes inputs of its size.
bool has_input(const SessionContent& content) {
  const auto size = static_cast<std::int64_t>(content.bench.input().size());
  return size > 0 && size == content.run.model().plan().input_shape().size();
}

/// A node that gives the image as it is, or in another shape.
bool gives_image(const Plan& plan, int node) {
  while (node != PlanNode::kModelInput) {
    const PlanNode& producer = plan.nodes()[static_cast<std::size_t>(node)];
    if (producer.op->kind() != "reshape") return false;
    node = producer.inputs.front();
  }
  return true;
}

/// A kernel that can be looked at as images: a convolution's filters, a dense layer's templates of the input.
bool is_image(const Plan& plan, const PlanNode& node, const Parameter& parameter) {
  if (parameter.name != "kernel") return false;
  if (parameter.shape.rank() == 4) return true;
  return plan.input_shape().rank() == 3 && parameter.shape[0] == plan.input_shape().size() &&
         gives_image(plan, node.inputs.front());
}

}  // namespace

const Snapshot& SnapshotMaker::make(SessionContent& content) {
  ++snapshot_.sequence;
  update_model(content);
  update_run(content);
  update_evaluation(content);
  update_data(content);
  update_digit(content);
  update_weights(content);
  update_history(content);
  update_report(content);
  update_log(content);
  return snapshot_;
}

void SnapshotMaker::update_model(const SessionContent& content) {
  const Model& model = content.run.model();
  snapshot_.training = model.config();
  if (model_ == content.model_version) return;
  model_ = content.model_version;
  snapshot_.model_version = content.model_version;
  snapshot_.model = model.plan().spec();
  snapshot_.layers = model.plan().summary();
  snapshot_.parameters = model.plan().parameter_count();
}

void SnapshotMaker::update_run(const SessionContent& content) {
  const Run& run = content.run;
  RunState& state = snapshot_.run;
  state.status = run.status();
  state.step = static_cast<std::int64_t>(run.model().steps());
  const Trainer* trainer = run.trainer();
  state.epoch = trainer == nullptr ? 0 : static_cast<std::int64_t>(trainer->epoch());
  state.step_in_epoch = trainer == nullptr ? 0 : trainer->step_in_epoch();
  state.steps_per_epoch = trainer == nullptr ? 0 : trainer->steps_per_epoch();
  state.samples_per_second = run.samples_per_second();
  state.diverged_layer = run.diverged_layer();
  state.train = run.train_curve().points();
  state.test = run.test_curve().points();
  if (state.status != RunStatus::paused) {
    state.fingerprint.clear();
    fingerprint_.reset();
  } else if (fingerprint_ != run.weights_version()) {
    state.fingerprint = hexadecimal(run.model().fingerprint());
    fingerprint_ = run.weights_version();
  }
}

void SnapshotMaker::update_evaluation(const SessionContent& content) {
  const std::vector<Evaluation>& evaluation = content.run.evaluation();
  snapshot_.evaluation.resize(evaluation.size());
  for (std::size_t i = 0; i < evaluation.size(); ++i) {
    Evaluation& shown = snapshot_.evaluation[i];
    shown.loss = evaluation[i].loss;
    shown.accuracy = evaluation[i].accuracy;
    shown.samples = evaluation[i].samples;
    shown.confusion.clear();
    if (content.subscription.confusion) shown.confusion = evaluation[i].confusion;
  }
}

void SnapshotMaker::update_data(const SessionContent& content) {
  DataState& state = snapshot_.data;
  state.train_available = content.data.train.available();
  state.train_size = content.data.train.size();
  state.test_available = content.data.test.available();
  state.test_size = content.data.test.size();
  const command::DataProblem* problem = content.problems.worst();
  state.problems.clear();
  if (problem != nullptr) state.problems.push_back(problem->error);
  state.retrying = problem != nullptr && problem->retrying;
}

void SnapshotMaker::update_digit(SessionContent& content) {
  const Bench& bench = content.bench;
  DigitState& digit = snapshot_.digit;
  if (image_ != bench.version()) {
    image_ = bench.version();
    digit.source = bench.source();
    digit.index = bench.index();
    digit.label = bench.label();
    digit.image = bench.image();
    digit.stages = {};
  }
  if (!content.subscription.stages) {
    digit.stages = {};
  } else if (digit.stages.centred.pixels.empty()) {
    digit.stages = bench.stages();
  }
  update_prediction(content);
  update_activations(content);
}

void SnapshotMaker::update_prediction(SessionContent& content) {
  const Source source{content.run.weights_version(), content.bench.version()};
  if (prediction_ == source) return;
  prediction_ = source;
  Model& model = content.run.model();
  std::vector<float>& probabilities = snapshot_.digit.probabilities;
  probabilities.clear();
  if (!has_input(content)) return;
  probabilities.resize(static_cast<std::size_t>(model.plan().output_size()));
  model.predict(content.bench.input().data(), 1, probabilities.data());
}

void SnapshotMaker::update_activations(SessionContent& content) {
  std::vector<TensorView>& views = snapshot_.digit.activations;
  if (!content.subscription.activations || !has_input(content)) {
    views.clear();
    activations_.reset();
    return;
  }
  const Source source{content.run.weights_version(), content.bench.version()};
  if (activations_ == source) return;
  activations_ = source;
  Model& model = content.run.model();
  const std::vector<LayerSummary>& layers = model.plan().summary();
  views.resize(layers.size());
  for (std::size_t i = 0; i < layers.size(); ++i) {
    views[i].layer = layers[i].name;
    views[i].shape = layers[i].output_shape;
    assign_values(views[i], model.layer_output(content.bench.input().data(), static_cast<int>(i)));
  }
}

void SnapshotMaker::update_weights(SessionContent& content) {
  if (!content.subscription.weights) {
    snapshot_.weights.clear();
    weights_.reset();
    return;
  }
  if (weights_ == content.run.weights_version()) return;
  weights_ = content.run.weights_version();
  Model& model = content.run.model();
  const Plan& plan = model.plan();
  std::size_t count = 0;
  for (const PlanNode& node : plan.nodes()) {
    for (const std::size_t index : node.parameters) {
      const ParameterSlice& slice = plan.parameters()[index];
      if (!is_image(plan, node, slice.parameter)) continue;
      if (snapshot_.weights.size() <= count) snapshot_.weights.emplace_back();
      TensorView& view = snapshot_.weights[count++];
      view.layer = slice.layer;
      view.shape = slice.parameter.shape.sizes();
      assign_values(view, model.parameters().subspan(slice.offset,
                                                     static_cast<std::size_t>(slice.parameter.shape.size())));
    }
  }
  snapshot_.weights.resize(count);
}

void SnapshotMaker::update_history(const SessionContent& content) {
  if (content.subscription.history) {
    snapshot_.history = content.run.history().moments();
  } else {
    snapshot_.history.clear();
  }
}

/// A look at a snapshot asks for the report in the next one: at most one step a snapshot is looked at.
void SnapshotMaker::update_report(SessionContent& content) {
  const StepReport* const report = content.run.report();
  snapshot_.report.clear();
  if (report != nullptr) snapshot_.report.push_back(*report);
  content.run.want_report();
}

void SnapshotMaker::update_log(const SessionContent& content) {
  snapshot_.handled = content.log.handled;
  snapshot_.refused = content.log.refused;
  snapshot_.refused_command = content.log.refused_command;
  snapshot_.refusals = content.log.refusals;
}

}  // namespace glassbox
