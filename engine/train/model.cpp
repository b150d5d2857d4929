#include "engine/train/model.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/fusion.h"
#include "engine/model/limits.h"
#include "engine/ops/clip/clip.h"
#include "engine/ops/loss.h"
#include "engine/ops/penalty/penalty.h"
#include "engine/tensor/buffer.h"
#include "engine/train/finite.h"
#include "engine/train/losses.h"
#include "engine/train/optimizers.h"
#include "engine/train/pass.h"
#include "engine/train/schedules.h"
#include "engine/train/state.h"

namespace glassbox {
namespace {

std::size_t input_values(const Plan& plan) {
  return static_cast<std::size_t>(plan.input_shape().size());
}

/// "model.output_not_classes" where the loss is one of classes and the output is no flat vector of them.
Status check_output(const Plan& plan, const Loss& loss) {
  const bool of_labels = loss.target() == Loss::Target::label;
  if (!of_labels && loss.link() != Link::softmax) return Done{};
  const Shape& shape = plan.output_shape();
  const std::int64_t most = of_labels ? limits::kClasses : limits::kDimension;
  if (shape.rank() == 1 && shape[0] >= 2 && shape[0] <= most) return Done{};
  return make_error("model.output_not_classes", {shape.to_string(), std::to_string(most)},
                    static_cast<int>(plan.spec().layers.size()) - 1);
}

/// "model.too_large" where the memory of plan, batch, optimizer and loss, with what is reserved beside it,
/// would pass the limit.
Status check_memory(const Plan& plan, const Plan& fused, std::int32_t batch_size, int slots, const Loss& loss,
                    std::int64_t reserved) {
  const auto parameters = static_cast<std::int64_t>(plan.parameter_values());
  const std::int64_t values = parameters * (2 + slots) + plan.input_shape().size() * (batch_size + 1);
  const std::int64_t bytes = reserved + values * static_cast<std::int64_t>(sizeof(float)) +
                             Pass::bytes(fused, loss, batch_size, Gradients::of_parameters) +
                             Pass::bytes(fused, loss, Model::kPredictionBatch, Gradients::none) +
                             Runner<float>::bytes(plan, 1, Gradients::none, plan.output_node());
  if (bytes > limits::kMemoryBytes) {
    constexpr std::int64_t kMebibyte = 1 << 20;
    return make_error("model.too_large", {std::to_string((bytes + kMebibyte - 1) / kMebibyte),
                                          std::to_string(limits::kMemoryBytes / kMebibyte)});
  }
  return Done{};
}

bool is_trainable(const Parameter& parameter) {
  return parameter.trainable;
}

bool is_kernel(const Parameter& parameter) {
  return parameter.trainable && parameter.name.ends_with("kernel");
}

/// What training on batches of one size needs.
struct TrainingRoom {
  TrainingRoom(const std::shared_ptr<const Plan>& plan, const Loss& loss, std::int32_t batch_size)
      : pass(plan, loss, batch_size, Gradients::of_parameters),
        inputs(static_cast<std::size_t>(batch_size) * input_values(*plan)),
        labels(static_cast<std::size_t>(batch_size)) {}

  Pass pass;
  Buffer<float> inputs;
  Buffer<std::uint8_t> labels;
};

/// What looking at the layers needs: every node's output for one sample.
struct InspectionRoom {
  explicit InspectionRoom(const std::shared_ptr<const Plan>& plan)
      : runner(plan, 1, Gradients::none, plan->output_node()), sample(input_values(*plan)) {}

  Runner<float> runner;
  Buffer<float> sample;        ///< what was looked at last
  bool sample_is_run = false;  ///< the runner still holds the outputs for `sample`
};

/// A TrainingConfig's parts, made.
struct Compiled {
  static Result<Compiled> make(const TrainingConfig& config) {
    if (Status status = validate(config); !status) return status.error();
    return Compiled{make_optimizer(config.optimizer).value(), make_loss(config.loss).value(),
                    Schedule::make(config.schedule).value()};
  }

  ConfiguredOptimizer optimizer;
  std::unique_ptr<const Loss> loss;
  Schedule schedule;
};

Status check_parts(const Plan& plan, const Plan& fused, const TrainingConfig& config,
                   const Compiled& compiled, std::int64_t reserved) {
  if (Status status = check_output(plan, *compiled.loss); !status) return status;
  return check_memory(plan, fused, config.batch_size, compiled.optimizer.rule->slots(), *compiled.loss,
                      reserved);
}

}  // namespace

struct Model::Parts {
  Parts(std::shared_ptr<const Plan> the_plan, std::shared_ptr<const Plan> the_fused,
        const TrainingConfig& the_config, Compiled the_compiled)
      : plan(std::move(the_plan)),
        fused(std::move(the_fused)),
        config(the_config),
        compiled(std::move(the_compiled)),
        state(to_json(plan->spec()), config.optimizer.class_name, plan->parameter_values(),
              compiled.optimizer.rule->slots()),
        gradients(plan->parameter_values()),
        inspection(plan) {
    std::int64_t widest = 0;
    for (const ParameterSlice& slice : plan->parameters()) {
      widest = std::max(widest, slice.parameter.shape.back());
    }
    norms = Buffer<float>(static_cast<std::size_t>(widest));
    make_rooms();
  }

  std::shared_ptr<const Plan> plan;
  std::shared_ptr<const Plan> fused;  ///< what training and prediction run
  TrainingConfig config;
  Compiled compiled;
  State state;
  Buffer<float> gradients;
  Buffer<float> norms;  ///< of a kernel's columns
  std::unique_ptr<TrainingRoom> training;
  std::unique_ptr<Pass> prediction;
  InspectionRoom inspection;
  std::int64_t reserved = 0;  ///< bytes
  Team* team = nullptr;

  void make_rooms() {
    training.reset();
    prediction.reset();
    training = std::make_unique<TrainingRoom>(fused, *compiled.loss, config.batch_size);
    prediction = std::make_unique<Pass>(fused, *compiled.loss, kPredictionBatch, Gradients::none);
    set_team(team);
  }

  void set_team(Team* the_team) {
    team = the_team;
    training->pass.runner().set_team(team);
    prediction->runner().set_team(team);
  }

  /// Calls visit(slice, weights, gradients) for every parameter for which `wanted(parameter)`.
  template <class Wanted, class Visit>
  void for_each_parameter(Wanted wanted, Visit visit) {
    for (const ParameterSlice& slice : plan->parameters()) {
      if (!wanted(slice.parameter)) continue;
      visit(slice, state.parameters().data() + slice.offset, gradients.data() + slice.offset);
    }
  }

  static std::size_t size_of(const ParameterSlice& slice) {
    return static_cast<std::size_t>(slice.parameter.shape.size());
  }

  /// Adds the penalties' gradients and returns the penalties.
  double regularize() {
    const auto& [l1, l2, max_norm] = config.regularization;
    double penalty = 0;
    if (l1 == 0 && l2 == 0) return penalty;
    for_each_parameter(is_kernel,
                       [&, l1 = l1, l2 = l2](const ParameterSlice& slice, const float* w, float* g) {
                         penalty += add_penalty(l1, l2, size_of(slice), w, g);
                       });
    return penalty;
  }

  void clip() {
    const auto& [clipvalue, clipnorm, global_clipnorm] = config.clipping;
    const std::size_t count = plan->trainable_values();
    if (clipvalue > 0) clip_values(clipvalue, count, gradients.data());
    if (global_clipnorm > 0) {
      const double norm = std::sqrt(squared_norm(count, gradients.data()));
      clip_norm(global_clipnorm, norm, count, gradients.data());
    }
    if (clipnorm > 0) {
      for_each_parameter(is_trainable,
                         [limit = clipnorm](const ParameterSlice& slice, const float*, float* g) {
                           const std::size_t size = size_of(slice);
                           clip_norm(limit, std::sqrt(squared_norm(size, g)), size, g);
                         });
    }
  }

  /// Moves the parameters down the gradients, and the running statistics on.
  void update() {
    StateHeader& header = state.header();
    float* const parameters = state.parameters().data();
    const OptimizerStep step{header.optimizer_step + 1, learning_rate()};
    const std::size_t count = plan->trainable_values();
    constexpr double kUpdateNanoseconds = 0.3;
    split_if_worth(team, static_cast<int>(count), kValueGrain, kUpdateNanoseconds, [&](int first, int last) {
      compiled.optimizer.rule->update(step, static_cast<std::size_t>(last - first), parameters + first,
                                      gradients.data() + first, state.slots().data() + first, count);
    });
    if (const double limit = config.regularization.max_norm; limit > 0) {
      for_each_parameter(is_kernel, [&](const ParameterSlice& slice, float* w, const float*) {
        const auto columns = static_cast<std::size_t>(slice.parameter.shape.back());
        limit_norms(limit, size_of(slice) / columns, columns, w, norms.data());
      });
    }
    for (std::size_t i = plan->trainable_values(); i < plan->parameter_values(); ++i) {
      parameters[i] += gradients[i];
    }
    ++header.step;
    ++header.optimizer_step;
    inspection.sample_is_run = false;
  }

  [[nodiscard]] double learning_rate() const {
    const StateHeader& header = state.header();
    return compiled.schedule.rate(compiled.optimizer.learning_rate, header.step, header.plateau_reductions);
  }

  /// Whether no gradient is infinite or NaN.
  [[nodiscard]] bool gradients_are_finite() {
    constexpr double kCheckNanoseconds = 0.1;
    std::atomic<bool> finite = true;
    split_if_worth(team, static_cast<int>(gradients.size()), kValueGrain, kCheckNanoseconds,
                   [&](int first, int last) {
                     const auto part = gradients.span().subspan(static_cast<std::size_t>(first),
                                                                static_cast<std::size_t>(last - first));
                     if (!all_finite(part)) finite.store(false, std::memory_order_relaxed);
                   });
    return finite;
  }

  /// Runs forward on at most kPredictionBatch samples.
  void run_prediction(const float* inputs, int n) {
    prediction->runner().forward(state.parameters().data(), inputs, n);
  }

  /// The layer where the forward pass, or else the backward pass, first has a value that is not finite.
  [[nodiscard]] int non_finite_layer(int n) const {
    const auto& nodes = fused->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto values = static_cast<std::size_t>(nodes[i].output_shape.size() * n);
      if (!all_finite({training->pass.runner().output(static_cast<int>(i)), values})) return nodes[i].layer;
    }
    for (std::size_t i = nodes.size(); i-- > 0;) {
      for (std::size_t index : nodes[i].parameters) {
        const ParameterSlice& slice = plan->parameters()[index];
        if (!all_finite({gradients.data() + slice.offset, size_of(slice)})) return nodes[i].layer;
      }
    }
    return nodes[static_cast<std::size_t>(fused->output_node())].layer;
  }
};

Model::Model() = default;
Model::~Model() = default;

Result<std::unique_ptr<Model>> Model::create(const ModelSpec& spec, const TrainingConfig& config,
                                             const FastPaths& paths) {
  Result<std::shared_ptr<const Plan>> plan = Plan::compile(spec, paths);
  if (!plan) return plan.error();
  std::shared_ptr<const Plan> fused = paths.fusion ? fuse(*plan.value(), paths) : plan.value();
  Result<Compiled> compiled = Compiled::make(config);
  if (!compiled) return compiled.error();
  if (Status status = check_parts(*plan.value(), *fused, config, compiled.value(), 0); !status) {
    return status.error();
  }
  std::unique_ptr<Model> model(new Model);
  model->parts_ =
      std::make_unique<Parts>(std::move(plan).value(), std::move(fused), config, std::move(compiled).value());
  model->reset();
  return model;
}

const Plan& Model::plan() const {
  return *parts_->plan;
}

std::shared_ptr<const Plan> Model::shared_plan() const {
  return parts_->plan;
}

const Plan& Model::fused_plan() const {
  return *parts_->fused;
}

Status Model::reserve(std::int64_t bytes) {
  Parts& parts = *parts_;
  Status status = check_parts(*parts.plan, *parts.fused, parts.config, parts.compiled, bytes);
  if (status) parts.reserved = bytes;
  return status;
}

const TrainingConfig& Model::config() const {
  return parts_->config;
}

Status Model::configure(const TrainingConfig& config) {
  Parts& parts = *parts_;
  Result<Compiled> compiled = Compiled::make(config);
  if (!compiled) return compiled.error();
  if (Status status = check_parts(*parts.plan, *parts.fused, config, compiled.value(), parts.reserved);
      !status) {
    return status;
  }
  const int slots = compiled.value().optimizer.rule->slots();
  if (config.optimizer.class_name != parts.config.optimizer.class_name ||
      slots != parts.compiled.optimizer.rule->slots()) {
    State fresh(to_json(parts.plan->spec()), config.optimizer.class_name, parts.plan->parameter_values(),
                slots);
    std::ranges::copy(parts.state.parameters(), fresh.parameters().begin());
    fresh.header().step = parts.state.header().step;
    parts.state = std::move(fresh);
  }
  if (config.schedule != parts.config.schedule) parts.state.forget_plateau();
  const bool same_rooms = config.batch_size == parts.config.batch_size && config.loss == parts.config.loss;
  std::swap(parts.compiled, compiled.value());  // the old loss lives as long as the rooms that know it
  parts.config = config;
  if (!same_rooms) {
    parts.make_rooms();
  } else {
    std::swap(parts.compiled.loss, compiled.value().loss);
  }
  return Done{};
}

void Model::set_team(Team* team) {
  parts_->set_team(team);
}

void Model::reset() {
  Parts& parts = *parts_;
  initialize(*parts.plan, parts.config.seed, parts.state.parameters().data());
  std::ranges::fill(parts.state.slots(), 0.0F);
  std::ranges::fill(parts.gradients.span(), 0.0F);
  parts.state.header().step = 0;
  parts.state.header().optimizer_step = 0;
  parts.state.forget_plateau();
  parts.inspection.sample_is_run = false;
}

Status Model::check_target(Target target) const {
  if (target == Target::label) return Done{};
  const Parts& parts = *parts_;
  const Loss::Target wanted = parts.compiled.loss->target();
  if (wanted == Loss::Target::label) return make_error("loss.needs_labels", {parts.config.loss.class_name});
  if (target == Target::input && wanted == Loss::Target::value &&
      parts.plan->input_shape() != parts.plan->output_shape()) {
    return make_error("loss.target_shape",
                      {parts.plan->input_shape().to_string(), parts.plan->output_shape().to_string()});
  }
  return Done{};
}

std::span<float> Model::batch_inputs() {
  return parts_->training->inputs.span();
}

std::span<std::uint8_t> Model::batch_labels() {
  return parts_->training->labels.span();
}

std::span<float> Model::batch_targets() {
  return parts_->training->pass.targets();
}

StepResult Model::step(int n, Target target, StepWatcher* watcher) {
  Parts& parts = *parts_;
  TrainingRoom& room = *parts.training;
  Pass& pass = room.pass;
  const float* parameters = parts.state.parameters().data();
  const float* inputs = room.inputs.data();
  Targets targets;
  if (target == Target::label) targets.labels = room.labels.data();
  if (target == Target::value) targets.values = batch_targets().data();

  StepResult result;
  pass.runner().forward(parameters, inputs, n, TrainingStep{parts.config.seed, steps()});
  const double sum = pass.compare(n, targets, inputs);
  result.correct = pass.count_correct(n, targets, inputs);
  pass.backward(parameters, parts.gradients.data());
  if (watcher != nullptr) {
    watcher->look({static_cast<std::int64_t>(steps()) + 1, pass.runner(), parts.state.parameters(),
                   parts.gradients.span()});
  }
  result.loss = sum / n + parts.regularize();
  if (!std::isfinite(result.loss) || !parts.gradients_are_finite()) {
    result.finite = false;
    result.non_finite_layer = parts.non_finite_layer(n);
    return result;
  }
  parts.clip();
  parts.update();
  parts.state.header().epoch_loss += result.loss * n;
  parts.state.header().epoch_samples += static_cast<std::uint64_t>(n);
  return result;
}

std::uint64_t Model::steps() const {
  return parts_->state.header().step;
}

double Model::learning_rate() const {
  return parts_->learning_rate();
}

void Model::end_epoch() {
  StateHeader& header = parts_->state.header();
  if (header.epoch_samples == 0) return;
  const double mean = header.epoch_loss / static_cast<double>(header.epoch_samples);
  if (parts_->compiled.schedule.reduces(mean, header.plateau_best, header.plateau_wait)) {
    ++header.plateau_reductions;
  }
  header.epoch_loss = 0;
  header.epoch_samples = 0;
}

void Model::predict(const float* inputs, std::int64_t n, float* outputs) {
  const auto sample_values = static_cast<std::int64_t>(input_values(plan()));
  for (std::int64_t start = 0; start < n; start += kPredictionBatch) {
    const auto count = static_cast<int>(std::min<std::int64_t>(kPredictionBatch, n - start));
    parts_->run_prediction(inputs + start * sample_values, count);
    parts_->prediction->write_outputs(count, outputs + start * plan().output_size());
  }
}

void Model::evaluate(const float* inputs, const Targets& targets, std::int64_t n, Evaluation& sums) {
  const auto classes = static_cast<std::size_t>(plan().classes());
  const auto sample_values = static_cast<std::int64_t>(input_values(plan()));
  Pass& pass = *parts_->prediction;
  if (targets.labels != nullptr) {
    sums.confusion.resize(classes * classes);
    sums.ranks.resize(classes);
  }
  for (std::int64_t start = 0; start < n; start += kPredictionBatch) {
    const auto count = static_cast<int>(std::min<std::int64_t>(kPredictionBatch, n - start));
    const float* slice = inputs + start * sample_values;
    Targets of_slice = targets;
    if (targets.labels != nullptr) of_slice.labels += start;
    if (targets.values != nullptr) of_slice.values += start * plan().output_size();
    parts_->run_prediction(slice, count);
    sums.loss += pass.compare(count, of_slice, slice);
    pass.add_metrics(count, of_slice, slice, sums);
  }
  sums.samples += n;
}

std::span<const float> Model::layer_output(const float* sample, int layer) {
  InspectionRoom& room = parts_->inspection;
  const std::span<const float> given(sample, room.sample.size());
  if (!room.sample_is_run || !std::ranges::equal(given, room.sample.span())) {
    std::ranges::copy(given, room.sample.data());
    room.runner.forward(parts_->state.parameters().data(), room.sample.data(), 1);
    room.sample_is_run = true;
  }
  const int node = plan().output_node(layer);
  const Shape shape = node == PlanNode::kModelInput
                          ? plan().input_shape()
                          : plan().nodes()[static_cast<std::size_t>(node)].output_shape;
  return {room.runner.output(node), static_cast<std::size_t>(shape.size())};
}

std::span<float> Model::parameters() {
  parts_->inspection.sample_is_run = false;
  return parts_->state.parameters();
}

std::span<const float> Model::gradients() const {
  return parts_->gradients.span();
}

std::span<const std::byte> Model::state() const {
  return parts_->state.bytes();
}

Status Model::restore(std::span<const std::byte> state) {
  Status status = parts_->state.restore(state);
  if (status) parts_->inspection.sample_is_run = false;
  return status;
}

std::uint64_t Model::fingerprint() const {
  return fnv1a(state());
}

}  // namespace glassbox
