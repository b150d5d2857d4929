// What a Model does with losses, targets, penalties, clipping, schedules and running statistics.
#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "engine/model/schema.h"
#include "engine/train/early_stopping.h"
#include "engine/train/losses.h"
#include "engine/train/model.h"
#include "tests/model/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

TrainingConfig config_of(const char* loss, double learning_rate = 0.1) {
  TrainingConfig config;
  config.optimizer = {"SGD", {{"learning_rate", Value::of(learning_rate)}}};
  config.loss.class_name = loss;
  config.batch_size = 16;
  return config;
}

std::unique_ptr<Model> created(const ModelSpec& spec, const TrainingConfig& config) {
  auto model = Model::create(spec, config);
  REQUIRE_MESSAGE(model.ok(), (model.ok() ? "" : model.error().code));
  return std::move(model).value();
}

std::string refusal(const ModelSpec& spec, const TrainingConfig& config) {
  const auto model = Model::create(spec, config);
  return model ? "" : model.error().code;
}

ModelSpec dense(int inputs, int units, const char* activation = "linear") {
  return spec_of("[" + std::to_string(inputs) + "]", R"([{"class_name":"Dense","config":{"units":)" +
                                                         std::to_string(units) + R"(,"activation":")" +
                                                         activation + R"("}}])");
}

double kernel_norm(Model& model) {
  double squares = 0;
  const ParameterSlice& kernel = model.plan().parameters()[0];
  for (std::int64_t i = 0; i < kernel.parameter.shape.size(); ++i) {
    const double w = model.parameters()[kernel.offset + static_cast<std::size_t>(i)];
    squares += w * w;
  }
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE("every loss has a schema, is made by its name and its aliases, and trains") {
  CHECK(loss_schemas().size() == 16);
  for (const Schema& schema : loss_schemas()) {
    CAPTURE(schema.class_name);
    for (const std::string& alias : schema.aliases) CHECK(make_loss({alias, {}}).ok());
    const auto model = created(dense(6, 4, "sigmoid"), config_of(schema.class_name.c_str(), 0.05));
    double first = 0;
    double last = 0;
    for (int step = 0; step < 40; ++step) {
      fill_batch(*model, 3);
      const StepResult result = model->step(16);
      REQUIRE(result.finite);
      (step == 0 ? first : last) = result.loss;
    }
    CHECK(last < first);
  }
}

TEST_CASE("labels become rows of 0 and 1: two ways to the same bits") {
  const auto sparse = created(small_mlp(), config_of("SparseCategoricalCrossentropy"));
  const auto rows = created(small_mlp(), config_of("CategoricalCrossentropy"));
  const auto values = created(small_mlp(), config_of("CategoricalCrossentropy"));
  for (std::uint32_t b = 0; b < 5; ++b) {
    for (Model* model : {sparse.get(), rows.get(), values.get()}) fill_batch(*model, b);
    std::ranges::fill(values->batch_targets(), 0.0F);
    for (std::size_t i = 0; i < 16; ++i) values->batch_targets()[3 * i + values->batch_labels()[i]] = 1;
    const StepResult result = sparse->step(16);
    const StepResult by_rows = rows->step(16);
    const StepResult by_values = values->step(16, Model::Target::value);
    CHECK(result.loss == by_rows.loss);
    CHECK(result.correct == by_rows.correct);
    CHECK(result.loss == by_values.loss);
    CHECK(result.correct == by_values.correct);
  }
  CHECK(std::ranges::equal(sparse->parameters(), rows->parameters()));
  CHECK(std::ranges::equal(sparse->parameters(), values->parameters()));
}

TEST_CASE("a straight line is found by least squares") {
  const auto model = created(dense(1, 1), config_of("mse", 0.5));
  for (int step = 0; step < 400; ++step) {
    for (std::uint32_t i = 0; i < 16; ++i) {
      const float x = noise(static_cast<std::uint32_t>(step), i);
      model->batch_inputs()[i] = x;
      model->batch_targets()[i] = 3 * x - 1;
    }
    REQUIRE(model->step(16, Model::Target::value).finite);
  }
  CHECK(model->parameters()[model->plan().parameters()[0].offset] == doctest::Approx(3).epsilon(1e-3));
  CHECK(model->parameters()[model->plan().parameters()[1].offset] == doctest::Approx(-1).epsilon(1e-3));
  const float x = 2;
  float y = 0;
  model->predict(&x, 1, &y);
  CHECK(y == doctest::Approx(5).epsilon(1e-3));  // no link: the output as it is
}

TEST_CASE("one output tells two classes apart, from a sigmoid or from its logit") {
  for (const char* activation : {"sigmoid", "linear"}) {
    const auto model = created(dense(2, 1, activation), config_of("BinaryCrossentropy", 1));
    int correct = 0;
    for (std::uint32_t step = 0; step < 100; ++step) {
      for (std::uint32_t i = 0; i < 16; ++i) {
        model->batch_inputs()[2 * i] = noise(step, 2 * i);
        model->batch_inputs()[2 * i + 1] = noise(step, 2 * i + 1);
        model->batch_labels()[i] = model->batch_inputs()[2 * i] > model->batch_inputs()[2 * i + 1] ? 1 : 0;
      }
      correct = model->step(16).correct;
    }
    CHECK(correct >= 15);
    const std::vector<float> inputs{1, -1, -1, 1};
    std::vector<float> outputs(2);
    model->predict(inputs.data(), 2, outputs.data());
    CHECK(outputs[0] > 0.9F);
    CHECK(outputs[1] < 0.1F);
    const std::vector<std::uint8_t> labels{1, 1};
    Evaluation evaluation;
    model->evaluate(inputs.data(), {.labels = labels.data()}, 2, evaluation);
    CHECK(evaluation.confusion == std::vector<std::int32_t>{0, 0, 1, 1});
    CHECK(evaluation.ranks == std::vector<std::int32_t>{1, 1});
  }
}

TEST_CASE("several yes-or-no outputs are right together") {
  const auto model = created(dense(3, 3, "sigmoid"), config_of("BinaryCrossentropy"));
  std::ranges::fill(model->parameters(), 0.0F);
  for (std::size_t i = 0; i < 9; i += 4) model->parameters()[i] = 1;
  const std::vector<float> inputs{-2, 3, 5, -2, 3, -5};
  const std::vector<float> targets{0, 1, 1, 0, 1, 1};
  Evaluation evaluation;
  model->evaluate(inputs.data(), {.values = targets.data()}, 2, evaluation);
  CHECK(evaluation.accuracy == 1);
}

TEST_CASE("an autoencoder learns to give back what came in") {
  const ModelSpec spec = spec_of("[4,4,1]", R"([
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":8,"activation":"tanh"}},
    {"class_name":"Dense","config":{"units":16}}])");
  const auto model = created(spec, config_of("mse", 0.5));
  CHECK(model->check_target(Model::Target::input).error().code == "loss.target_shape");
  const ModelSpec flat = spec_of("[16]", R"([
    {"class_name":"Dense","config":{"units":8,"activation":"tanh"}},
    {"class_name":"Dense","config":{"units":16}}])");
  const auto autoencoder = created(flat, config_of("mse", 0.5));
  REQUIRE(autoencoder->check_target(Model::Target::input).ok());
  double first = 0;
  double last = 0;
  for (int step = 0; step < 300; ++step) {
    fill_batch<float>(static_cast<std::uint32_t>(step % 4), 2, autoencoder->batch_inputs(), {});
    const StepResult result = autoencoder->step(16, Model::Target::input);
    (step == 0 ? first : last) = result.loss;
  }
  CHECK(last < 0.5 * first);
}

TEST_CASE("a loss that does not fit the output or the targets is refused") {
  CHECK(refusal(dense(3, 1), config_of("SparseCategoricalCrossentropy")) == "model.output_not_classes");
  CHECK(refusal(dense(3, 1), config_of("CategoricalCrossentropy")) == "model.output_not_classes");
  CHECK(refusal(dense(3, 1), config_of("mse")).empty());
  CHECK(refusal(dense(3, 300), config_of("SparseCategoricalCrossentropy")) == "model.output_not_classes");
  CHECK(refusal(dense(3, 300), config_of("CategoricalCrossentropy")).empty());
  CHECK(refusal(dense(3, 3), config_of("SumOfErrors")) == "loss.unknown_class");
  const auto model = created(dense(3, 3), config_of("SparseCategoricalCrossentropy"));
  CHECK(model->check_target(Model::Target::value).error().code == "loss.needs_labels");
  CHECK(model->batch_targets().empty());
  TrainingConfig regression = config_of("mse");
  REQUIRE(model->configure(regression).ok());
  CHECK(model->batch_targets().size() == 48);
  CHECK(model->check_target(Model::Target::value).ok());
  CHECK(model->step(16, Model::Target::value).finite);
}

TEST_CASE("L2 and L1 belong to the loss and draw the weights to zero, max-norm ends where it says") {
  TrainingConfig plain = config_of("SparseCategoricalCrossentropy");
  TrainingConfig penalized = plain;
  penalized.regularization = {.l1 = 0.01, .l2 = 0.05, .max_norm = 0};
  TrainingConfig limited = plain;
  limited.regularization.max_norm = 0.25;
  const auto free = created(dense(6, 3), plain);
  const auto held = created(dense(6, 3), penalized);
  const auto bounded = created(dense(6, 3), limited);
  fill_batch(*free, 0);
  fill_batch(*held, 0);
  const double norm = kernel_norm(*free);
  double l1 = 0;
  for (std::size_t i = 0; i < 18; ++i) l1 += std::abs(free->parameters()[i]);
  CHECK(held->step(16).loss - free->step(16).loss == doctest::Approx(0.01 * l1 + 0.05 * norm * norm));
  for (std::uint32_t b = 0; b < 100; ++b) {
    for (Model* model : {free.get(), held.get(), bounded.get()}) {
      fill_batch(*model, b);
      model->step(16);
    }
  }
  CHECK(kernel_norm(*held) < 0.7 * kernel_norm(*free));
  CHECK(kernel_norm(*bounded) <= std::sqrt(3.0) * 0.25 + 1e-6);
}

TEST_CASE("clipping bounds what one step changes") {
  const auto change = [](const Clipping& clipping) {
    TrainingConfig config = config_of("SparseCategoricalCrossentropy", 1);
    config.clipping = clipping;
    const auto model = created(dense(6, 3), config);
    const std::vector<float> before(model->parameters().begin(), model->parameters().end());
    fill_batch(*model, 0);
    std::ranges::fill(model->batch_labels(), std::uint8_t{2});
    model->step(16);
    std::vector<double> moved;
    for (std::size_t i = 0; i < before.size(); ++i) moved.push_back(model->parameters()[i] - before[i]);
    return moved;
  };
  const auto norm = [](const std::vector<double>& values) {
    double squares = 0;
    for (const double value : values) squares += value * value;
    return std::sqrt(squares);
  };
  const auto largest = [](const std::vector<double>& values) {
    double most = 0;
    for (const double value : values) most = std::max(most, std::abs(value));
    return most;
  };
  CHECK(norm(change({})) > 0.3);
  CHECK(largest(change({.clipvalue = 0.01})) == doctest::Approx(0.01).epsilon(1e-4));
  CHECK(norm(change({.global_clipnorm = 0.1})) == doctest::Approx(0.1).epsilon(1e-4));
  CHECK(norm(change({.clipnorm = 0.1})) == doctest::Approx(0.1 * std::sqrt(2.0)).epsilon(1e-4));
  TrainingConfig both = config_of("mse");
  both.clipping = {.clipvalue = 1, .clipnorm = 1};
  CHECK(validate(both).error().code == "clipping.several");
}

TEST_CASE("the schedule's rate is the one of the step, and its plateau is part of the state") {
  TrainingConfig config = config_of("SparseCategoricalCrossentropy", 0.5);
  config.schedule = {"StepDecay", {{"decay_steps", Value::of(std::int64_t{2})}}};
  const auto model = created(dense(6, 3), config);
  std::vector<double> rates;
  for (std::uint32_t b = 0; b < 5; ++b) {
    rates.push_back(model->learning_rate());
    fill_batch(*model, b);
    model->step(16);
  }
  CHECK(rates == std::vector<double>{0.5, 0.5, 0.25, 0.25, 0.125});

  config.schedule = {"ReduceLROnPlateau", {{"patience", Value::of(std::int64_t{1})}}};
  config.optimizer.config = {{"learning_rate", Value::of(1e-6)}};
  const auto slow = created(dense(6, 3), config);
  const auto epoch = [&](Model& trained) {
    fill_batch(trained, 0);
    trained.step(16);
    trained.end_epoch();
  };
  for (int i = 0; i < 3; ++i) epoch(*slow);
  CHECK(slow->learning_rate() == doctest::Approx(1e-8));
  const std::vector<std::byte> saved(slow->state().begin(), slow->state().end());
  const auto other = created(dense(6, 3), config);
  REQUIRE(other->restore(saved).ok());
  CHECK(other->learning_rate() == slow->learning_rate());
  epoch(*slow);
  epoch(*other);
  CHECK(other->fingerprint() == slow->fingerprint());
}

TEST_CASE("training ends early after epochs without improvement") {
  StoppingRule rule;
  const EarlyStopping patient{.patience = 2, .min_delta = 0.1};
  std::vector<bool> ended;
  for (const double loss : {1.0, 0.95, 0.8, 0.75, 0.9}) ended.push_back(rule.ends(patient, loss));
  CHECK(ended == std::vector<bool>{false, false, false, false, true});
  StoppingRule never;
  for (int epoch = 0; epoch < 20; ++epoch) CHECK_FALSE(never.ends({}, 1));
}

TEST_CASE("batch normalization learns the statistics of the data, which prediction then uses") {
  const ModelSpec spec = spec_of("[3]", R"([
    {"class_name":"BatchNormalization","config":{"momentum":0.8}},
    {"class_name":"Dense","config":{"units":2}}])");
  const auto model = created(spec, config_of("SparseCategoricalCrossentropy", 0.01));
  REQUIRE(model->plan().parameter_count() == 12 + 8);
  for (std::uint32_t b = 0; b < 60; ++b) {
    fill_batch(*model, b);
    for (std::size_t i = 0; i < 48; ++i) model->batch_inputs()[i] = 10 + 4 * model->batch_inputs()[i];
    REQUIRE(model->step(16).finite);
  }
  const auto& slices = model->plan().parameters();
  REQUIRE(slices[2].parameter.name == "moving_mean");
  CHECK(slices[2].offset >= model->plan().trainable_values());
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(model->parameters()[slices[2].offset + c] == doctest::Approx(12).epsilon(0.1));
    CHECK(model->parameters()[slices[3].offset + c] == doctest::Approx(16.0 / 12).epsilon(0.4));
  }
  // A sample alone has the same answer as among others.
  fill_batch(*model, 7);
  std::vector<float> together(32);
  model->predict(model->batch_inputs().data(), 16, together.data());
  float alone[2];
  model->predict(model->batch_inputs().data() + 3 * 5, 1, alone);
  CHECK(alone[0] == together[10]);
}
