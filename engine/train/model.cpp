#include "engine/train/model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/limits.h"
#include "engine/ops/loss.h"
#include "engine/ops/softmax_cross_entropy/softmax_cross_entropy.h"
#include "engine/tensor/buffer.h"
#include "engine/train/finite.h"
#include "engine/train/optimizers.h"
#include "engine/train/state.h"

namespace glassbox {
namespace {

std::size_t input_values(const Plan& plan) {
  return static_cast<std::size_t>(plan.input_shape().size());
}

/// "model.too_large" where the memory of plan, batch and optimizer would pass the limit.
Status check_memory(const Plan& plan, std::int32_t batch_size, int slots) {
  const auto parameters = static_cast<std::int64_t>(plan.parameter_values());
  const std::int64_t values = parameters * (2 + slots) + plan.input_shape().size() * (batch_size + 1) +
                              std::int64_t{2} * plan.classes() * (batch_size + Model::kPredictionBatch);
  const std::int64_t bytes = values * static_cast<std::int64_t>(sizeof(float)) +
                             Runner<float>::bytes(plan, batch_size, true) +
                             Runner<float>::bytes(plan, Model::kPredictionBatch, false);
  if (bytes > limits::kMemoryBytes) {
    constexpr std::int64_t kMebibyte = 1 << 20;
    return make_error("model.too_large", {std::to_string((bytes + kMebibyte - 1) / kMebibyte),
                                          std::to_string(limits::kMemoryBytes / kMebibyte)});
  }
  return Done{};
}

/// The class with the largest logit, -1 where the probabilities are not finite: then there is no largest.
int answer(std::span<const float> logits, const float* probabilities) {
  if (!all_finite({probabilities, logits.size()})) return -1;
  return static_cast<int>(std::ranges::max_element(logits) - logits.begin());
}

/// What training on batches of one size needs.
struct TrainingRoom {
  TrainingRoom(const std::shared_ptr<const Plan>& plan, std::int32_t batch_size)
      : runner(plan, batch_size, true),
        inputs(static_cast<std::size_t>(batch_size) * input_values(*plan)),
        labels(static_cast<std::size_t>(batch_size)),
        probabilities(static_cast<std::size_t>(batch_size) * static_cast<std::size_t>(plan->classes())),
        logits_gradient(probabilities.size()) {}

  Runner<float> runner;
  Buffer<float> inputs;
  Buffer<std::uint8_t> labels;
  Buffer<float> probabilities;
  Buffer<float> logits_gradient;
};

/// What prediction needs.
struct PredictionRoom {
  explicit PredictionRoom(const std::shared_ptr<const Plan>& plan)
      : runner(plan, Model::kPredictionBatch, false),
        no_labels(Model::kPredictionBatch),
        probabilities(static_cast<std::size_t>(Model::kPredictionBatch * plan->classes())),
        sample(input_values(*plan)) {}

  Runner<float> runner;
  Buffer<std::uint8_t> no_labels;
  Buffer<float> probabilities;
  Buffer<float> sample;        ///< what layer_output() looked at last
  bool sample_is_run = false;  ///< the runner still holds the outputs for `sample`
};

}  // namespace

struct Model::Parts {
  Parts(std::shared_ptr<const Plan> the_plan, const TrainingConfig& the_config,
        std::unique_ptr<const Optimizer> the_optimizer)
      : plan(std::move(the_plan)),
        config(the_config),
        optimizer(std::move(the_optimizer)),
        state(to_json(plan->spec()), config.optimizer.class_name, plan->parameter_values(),
              optimizer->slots()),
        gradients(plan->parameter_values()),
        training(std::make_unique<TrainingRoom>(plan, config.batch_size)),
        prediction(plan) {}

  std::shared_ptr<const Plan> plan;
  TrainingConfig config;
  std::unique_ptr<const Optimizer> optimizer;
  std::unique_ptr<const Loss> loss = make_softmax_cross_entropy();
  State state;
  Buffer<float> gradients;
  std::unique_ptr<TrainingRoom> training;
  PredictionRoom prediction;

  [[nodiscard]] std::span<const float> logits(const Runner<float>& runner, int sample) const {
    const auto classes = static_cast<std::size_t>(plan->classes());
    return {runner.output(plan->logits_node()) + static_cast<std::size_t>(sample) * classes, classes};
  }

  /// Runs forward on at most kPredictionBatch samples and returns the sum of their losses.
  double run_prediction(const float* inputs, int n, const std::uint8_t* labels, float* probabilities) {
    prediction.sample_is_run = false;
    prediction.runner.forward(state.parameters().data(), inputs, n);
    return loss->evaluate(n, plan->classes(), prediction.runner.output(plan->logits_node()), labels,
                          probabilities, nullptr);
  }

  /// The layer where the forward pass, or else the backward pass, first has a value that is not finite.
  [[nodiscard]] int non_finite_layer(int n) const {
    const auto& nodes = plan->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto values = static_cast<std::size_t>(nodes[i].output_shape.size() * n);
      if (!all_finite({training->runner.output(static_cast<int>(i)), values})) return nodes[i].layer;
    }
    for (std::size_t i = nodes.size(); i-- > 0;) {
      for (std::size_t index : nodes[i].parameters) {
        const ParameterSlice& slice = plan->parameters()[index];
        const auto values = static_cast<std::size_t>(slice.parameter.shape.size());
        if (!all_finite({gradients.data() + slice.offset, values})) return nodes[i].layer;
      }
    }
    return nodes[static_cast<std::size_t>(plan->logits_node())].layer;
  }
};

Model::Model() = default;
Model::~Model() = default;

Result<std::unique_ptr<Model>> Model::create(const ModelSpec& spec, const TrainingConfig& config) {
  Result<std::shared_ptr<const Plan>> plan = Plan::compile(spec);
  if (!plan) return plan.error();
  if (Status status = validate(config); !status) return status.error();
  auto optimizer = make_optimizer(config.optimizer).value();
  if (Status status = check_memory(*plan.value(), config.batch_size, optimizer->slots()); !status) {
    return status.error();
  }
  std::unique_ptr<Model> model(new Model);
  model->parts_ = std::make_unique<Parts>(std::move(plan).value(), config, std::move(optimizer));
  model->reset();
  return model;
}

const Plan& Model::plan() const {
  return *parts_->plan;
}

const TrainingConfig& Model::config() const {
  return parts_->config;
}

Status Model::configure(const TrainingConfig& config) {
  if (Status status = validate(config); !status) return status.error();
  Parts& parts = *parts_;
  auto optimizer = make_optimizer(config.optimizer).value();
  if (Status status = check_memory(*parts.plan, config.batch_size, optimizer->slots()); !status) {
    return status.error();
  }
  if (config.optimizer.class_name != parts.config.optimizer.class_name ||
      optimizer->slots() != parts.optimizer->slots()) {
    State fresh(to_json(parts.plan->spec()), config.optimizer.class_name, parts.plan->parameter_values(),
                optimizer->slots());
    std::ranges::copy(parts.state.parameters(), fresh.parameters().begin());
    fresh.header().step = parts.state.header().step;
    parts.state = std::move(fresh);
  }
  if (config.batch_size != parts.config.batch_size) {
    parts.training.reset();
    parts.training = std::make_unique<TrainingRoom>(parts.plan, config.batch_size);
  }
  parts.optimizer = std::move(optimizer);
  parts.config = config;
  return Done{};
}

void Model::reset() {
  Parts& parts = *parts_;
  initialize(*parts.plan, parts.config.seed, parts.state.parameters().data());
  std::ranges::fill(parts.state.slots(), 0.0F);
  std::ranges::fill(parts.gradients.span(), 0.0F);
  parts.state.header().step = 0;
  parts.state.header().optimizer_step = 0;
  parts.prediction.sample_is_run = false;
}

std::span<float> Model::batch_inputs() {
  return parts_->training->inputs.span();
}

std::span<std::uint8_t> Model::batch_labels() {
  return parts_->training->labels.span();
}

StepResult Model::step(int n) {
  Parts& parts = *parts_;
  TrainingRoom& room = *parts.training;
  const float* parameters = parts.state.parameters().data();
  StepResult result;

  room.runner.forward(parameters, room.inputs.data(), n, TrainingStep{parts.config.seed, steps()});
  const double sum =
      parts.loss->evaluate(n, parts.plan->classes(), room.runner.output(parts.plan->logits_node()),
                           room.labels.data(), room.probabilities.data(), room.logits_gradient.data());
  result.loss = sum / n;
  for (int i = 0; i < n; ++i) {
    const float* probabilities = room.probabilities.data() + std::ptrdiff_t{i} * parts.plan->classes();
    const int label = room.labels[static_cast<std::size_t>(i)];
    if (answer(parts.logits(room.runner, i), probabilities) == label) ++result.correct;
  }
  room.runner.backward(parameters, room.logits_gradient.data(), parts.gradients.data());
  if (!std::isfinite(sum) || !all_finite(parts.gradients.span())) {
    result.finite = false;
    result.non_finite_layer = parts.non_finite_layer(n);
    return result;
  }
  StateHeader& header = parts.state.header();
  parts.optimizer->update(header.optimizer_step + 1, parts.gradients.size(), parts.state.parameters().data(),
                          parts.gradients.data(), parts.state.slots().data());
  ++header.step;
  ++header.optimizer_step;
  parts.prediction.sample_is_run = false;
  return result;
}

std::uint64_t Model::steps() const {
  return parts_->state.header().step;
}

void Model::predict(const float* inputs, std::int64_t n, float* probabilities) {
  const auto sample_values = static_cast<std::int64_t>(input_values(plan()));
  for (std::int64_t start = 0; start < n; start += kPredictionBatch) {
    const auto count = static_cast<int>(std::min<std::int64_t>(kPredictionBatch, n - start));
    parts_->run_prediction(inputs + start * sample_values, count, parts_->prediction.no_labels.data(),
                           probabilities + start * plan().classes());
  }
}

void Model::evaluate(const float* inputs, const std::uint8_t* labels, std::int64_t n, Evaluation& sums) {
  const auto classes = static_cast<std::size_t>(plan().classes());
  const auto sample_values = static_cast<std::int64_t>(input_values(plan()));
  sums.confusion.resize(classes * classes);
  for (std::int64_t start = 0; start < n; start += kPredictionBatch) {
    const auto count = static_cast<int>(std::min<std::int64_t>(kPredictionBatch, n - start));
    sums.loss += parts_->run_prediction(inputs + start * sample_values, count, labels + start,
                                        parts_->prediction.probabilities.data());
    for (int i = 0; i < count; ++i) {
      const float* probabilities =
          parts_->prediction.probabilities.data() + std::ptrdiff_t{i} * plan().classes();
      const int prediction = answer(parts_->logits(parts_->prediction.runner, i), probabilities);
      const std::uint8_t label = labels[start + i];
      if (prediction < 0) continue;
      if (prediction == label) sums.accuracy += 1;
      ++sums.confusion[label * classes + static_cast<std::size_t>(prediction)];
    }
  }
  sums.samples += n;
}

std::span<const float> Model::layer_output(const float* sample, int layer) {
  PredictionRoom& room = parts_->prediction;
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
  parts_->prediction.sample_is_run = false;
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
  if (status) parts_->prediction.sample_is_run = false;
  return status;
}

std::uint64_t Model::fingerprint() const {
  return fnv1a(state());
}

void finish_evaluation(Evaluation& sums) {
  if (sums.samples == 0) return;
  sums.loss /= static_cast<double>(sums.samples);
  sums.accuracy /= static_cast<double>(sums.samples);
}

}  // namespace glassbox
