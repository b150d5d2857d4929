#include "engine/train/model.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "engine/train/state.h"
#include "tests/model/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

TrainingConfig config_of(const char* optimizer, double learning_rate, std::uint64_t seed = 1) {
  TrainingConfig config;
  config.optimizer = {optimizer, {{"learning_rate", Value::of(learning_rate)}}};
  config.batch_size = 16;
  config.seed = seed;
  return config;
}

std::unique_ptr<Model> created(const ModelSpec& spec, const TrainingConfig& config) {
  auto model = Model::create(spec, config);
  REQUIRE_MESSAGE(model.ok(), (model.ok() ? "" : model.error().code));
  return std::move(model).value();
}

void train(Model& model, std::uint32_t steps, std::uint32_t first = 0) {
  for (std::uint32_t b = first; b < first + steps; ++b) {
    fill_batch(model, b);
    REQUIRE(model.step(model.config().batch_size).finite);
  }
}

std::vector<std::byte> copied(std::span<const std::byte> bytes) {
  return {bytes.begin(), bytes.end()};
}

/// Three clouds in four dimensions that a network can tell apart.
void fill_clouds(Model& model, std::uint32_t b) {
  const auto inputs = model.batch_inputs();
  const auto labels = model.batch_labels();
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    labels[i] = static_cast<std::uint8_t>(i % 3);
    for (std::uint32_t axis = 0; axis < 4; ++axis) {
      const float centre = axis == labels[i] ? 1.0F : 0.0F;
      inputs[4 * i + axis] = centre + 0.8F * noise(b, 4 * i + axis);
    }
  }
}

ModelSpec cloud_model() {
  return spec_of("[4]", R"([{"class_name":"Dense","config":{"units":16,"activation":"relu"}},
                            {"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])");
}

}  // namespace

TEST_CASE("the same seed gives the same bits, another seed others") {
  for (const char* optimizer : {"SGD", "Adam"}) {
    for (const ModelSpec& spec : {small_mlp(), small_cnn(), small_encoder(), small_graph(), small_rnn()}) {
      const auto one = created(spec, config_of(optimizer, 0.05));
      const auto two = created(spec, config_of(optimizer, 0.05));
      const auto other = created(spec, config_of(optimizer, 0.05, 2));
      CHECK(one->fingerprint() == two->fingerprint());
      CHECK(one->fingerprint() != other->fingerprint());
      for (Model* model : {one.get(), two.get(), other.get()}) train(*model, 50);
      CHECK(one->steps() == 50);
      CHECK(one->fingerprint() == two->fingerprint());
      CHECK(one->fingerprint() != other->fingerprint());
    }
  }
}

TEST_CASE("looking and predicting leave training as it is") {
  const auto plain = created(small_cnn(), config_of("Adam", 0.01));
  const auto watched = created(small_cnn(), config_of("Adam", 0.01));
  std::vector<float> inputs(150 * 9 * 8 * 2);
  std::vector<std::uint8_t> labels(150);
  fill_batch<float>(7, 3, inputs, labels);
  std::vector<float> probabilities(150 * 3);
  Evaluation sums;
  for (std::uint32_t b = 0; b < 10; ++b) {
    train(*plain, 1, b);
    watched->layer_output(inputs.data(), 1);
    watched->predict(inputs.data(), 150, probabilities.data());
    watched->evaluate(inputs.data(), {.labels = labels.data()}, 150, sums);
    train(*watched, 1, b);
  }
  CHECK(plain->fingerprint() == watched->fingerprint());
}

TEST_CASE("a restored run continues bit for bit") {
  for (const char* optimizer : {"SGD", "Adam"}) {
    TrainingConfig config = config_of(optimizer, 0.02);
    if (config.optimizer.class_name == "SGD") config.optimizer.config.push_back({"momentum", Value::of(0.9)});
    const auto whole = created(small_cnn(), config);
    train(*whole, 12);
    const std::vector<std::byte> saved = copied(whole->state());
    train(*whole, 12, 12);

    const auto continued = created(small_cnn(), config);
    std::vector<std::byte> shifted(saved.size() + 1);  // a file's bytes lie anywhere
    std::ranges::copy(saved, shifted.begin() + 1);
    REQUIRE(continued->restore(std::span(shifted).subspan(1)).ok());
    CHECK(continued->steps() == 12);
    train(*continued, 12, 12);
    CHECK(continued->fingerprint() == whole->fingerprint());
  }
}

TEST_CASE("a state that does not fit is refused and changes nothing") {
  const auto model = created(small_mlp(), config_of("Adam", 0.01));
  train(*model, 3);
  const std::uint64_t before = model->fingerprint();
  const std::vector<std::byte> good = copied(model->state());
  const auto refusal = [&](std::span<const std::byte> bytes) {
    const Status status = model->restore(bytes);
    CHECK(model->fingerprint() == before);
    return status ? std::string() : status.error().code;
  };
  const auto with_byte = [&](std::size_t position, int change) {
    std::vector<std::byte> bytes = good;
    bytes[position] = static_cast<std::byte>(static_cast<int>(bytes[position]) ^ change);
    return bytes;
  };
  const auto with_value = [&](std::size_t position, float value) {
    std::vector<std::byte> bytes = good;
    std::memcpy(bytes.data() + position, &value, sizeof value);
    return bytes;
  };

  CHECK(refusal({}) == "state.truncated");
  CHECK(refusal(std::span(good).first(63)) == "state.truncated");
  CHECK(refusal(std::span(good).first(good.size() - 1)) == "state.truncated");
  std::vector<std::byte> longer = good;
  longer.emplace_back();
  CHECK(refusal(longer) == "state.truncated");
  CHECK(refusal(with_byte(offsetof(StateHeader, magic), 1)) == "state.format");
  CHECK(refusal(with_byte(offsetof(StateHeader, version), 2)) == "state.format");
  CHECK(refusal(with_byte(offsetof(StateHeader, reserved), 1)) == "state.format");
  CHECK(refusal(with_byte(offsetof(StateHeader, step) + 7, 0x40)) == "state.format");
  CHECK(refusal(with_byte(offsetof(StateHeader, optimizer_step), 0x10)) == "state.format");
  CHECK(refusal(with_byte(offsetof(StateHeader, model), 1)) == "state.other_model");
  CHECK(refusal(with_byte(offsetof(StateHeader, optimizer), 1)) == "state.other_model");
  CHECK(refusal(with_byte(offsetof(StateHeader, parameter_values) + 3, 1)) == "state.other_model");
  CHECK(refusal(with_byte(offsetof(StateHeader, slots), 1)) == "state.other_model");
  CHECK(refusal(with_value(sizeof(StateHeader), std::numeric_limits<float>::quiet_NaN())) ==
        "state.not_finite");
  CHECK(refusal(with_value(good.size() - 4, std::numeric_limits<float>::infinity())) == "state.not_finite");
  CHECK(refusal(copied(created(small_graph(), config_of("Adam", 0.01))->state())) == "state.other_model");
  CHECK(refusal(copied(created(small_mlp(), config_of("SGD", 0.01))->state())) == "state.other_model");
  CHECK(refusal(good).empty());
}

TEST_CASE("the loss of a small problem falls to almost nothing") {
  for (const char* optimizer : {"SGD", "Adam"}) {
    const auto model = created(cloud_model(), config_of(optimizer, optimizer[0] == 'S' ? 0.5 : 0.02));
    fill_clouds(*model, 0);
    const double first = model->step(16).loss;
    StepResult last;
    for (std::uint32_t b = 1; b < 300; ++b) {
      fill_clouds(*model, b);
      last = model->step(16);
    }
    CHECK(first > 0.7);
    CHECK(last.loss < 0.02);
    CHECK(last.correct == 16);
  }
}

TEST_CASE("the biases of one step of SGD move by the learning rate times the mean error") {
  const auto model =
      created(spec_of("[2]", R"([{"class_name":"Dense","config":{"units":2}}])"), config_of("SGD", 0.5));
  std::ranges::fill(model->parameters(), 0.0F);
  const auto inputs = model->batch_inputs();
  inputs[0] = 1;
  inputs[1] = 2;
  model->batch_labels()[0] = 1;
  const StepResult result = model->step(1);
  CHECK(result.loss == doctest::Approx(std::log(2.0)));
  CHECK(result.correct == 0);
  // p - t = (0.5, -0.5)
  const auto bias = model->plan().parameters()[1].offset;
  CHECK(model->parameters()[bias] == -0.25F);
  CHECK(model->parameters()[bias + 1] == 0.25F);
  CHECK(model->parameters()[0] == -0.25F);
  CHECK(model->parameters()[3] == 0.5F);
  CHECK(model->gradients()[3] == -1.0F);
}

TEST_CASE("a value that is not finite stops the step and names the layer") {
  const auto model = created(small_mlp(), config_of("Adam", 0.01));
  train(*model, 2);
  const std::vector<std::byte> good = copied(model->state());
  const auto slice = model->plan().parameters()[2];
  REQUIRE(slice.layer == "dense_1");
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    REQUIRE(model->restore(good).ok());
    model->parameters()[slice.offset] = bad;
    const std::uint64_t before = model->fingerprint();
    fill_batch(*model, 5);
    const StepResult result = model->step(16);
    CHECK_FALSE(result.finite);
    CHECK(result.non_finite_layer == 1);
    CHECK(model->steps() == 2);
    CHECK(model->fingerprint() == before);
  }
  REQUIRE(model->restore(good).ok());
  fill_batch(*model, 5);
  const StepResult result = model->step(16);
  CHECK(result.finite);
  CHECK(result.non_finite_layer == -1);
}

TEST_CASE("a sample whose probabilities are not finite has no answer: it is wrong, and in no column") {
  const auto model =
      created(spec_of("[2]", R"([{"class_name":"Dense","config":{"units":3}}])"), config_of("SGD", 0.01));
  std::ranges::fill(model->parameters(), 0.0F);
  model->parameters()[0] = 3e38F;                        // the first input into the first class
  const std::vector<float> inputs = {2, 0, 1, 0, 0, 1};  // infinity, a sure answer, a tie
  const std::vector<std::uint8_t> labels = {0, 0, 1};
  Evaluation sums;
  model->evaluate(inputs.data(), {.labels = labels.data()}, 3, sums);
  finish_evaluation(sums);
  CHECK(sums.samples == 3);
  CHECK(sums.accuracy == doctest::Approx(1.0 / 3));
  CHECK(sums.confusion == std::vector<std::int32_t>{1, 0, 0, 1, 0, 0, 0, 0, 0});
  CHECK_FALSE(std::isfinite(sums.loss));

  std::ranges::copy(inputs, model->batch_inputs().begin());
  std::ranges::copy(labels, model->batch_labels().begin());
  CHECK(model->step(3).correct == 1);
}

TEST_CASE("a gradient that overflows stops the step too") {
  const auto model = created(spec_of("[2]", R"([{"class_name":"Dense","config":{"units":2}},
                                               {"class_name":"Dense","config":{"units":2}}])"),
                             config_of("SGD", 0.01));
  // Outputs stay 0, while the gradient of the first kernel is input times second kernel.
  std::ranges::fill(model->parameters(), 0.0F);
  const std::size_t second = model->plan().parameters()[2].offset;
  model->parameters()[second] = 3e38F;
  model->parameters()[second + 1] = -3e38F;
  model->batch_inputs()[0] = 1e10F;
  model->batch_inputs()[1] = 0;
  model->batch_labels()[0] = 0;
  const std::uint64_t before = model->fingerprint();
  const StepResult result = model->step(1);
  CHECK(std::isfinite(result.loss));
  CHECK_FALSE(result.finite);
  CHECK(result.non_finite_layer == 0);
  CHECK(model->fingerprint() == before);
}

TEST_CASE("a learning rate far too large is noticed") {
  const auto model = created(spec_of("[4]", R"([{"class_name":"Dense","config":{"units":8}},
                                               {"class_name":"Dense","config":{"units":8}},
                                               {"class_name":"Dense","config":{"units":3}}])"),
                             config_of("SGD", 1000));
  StepResult result;
  for (std::uint32_t b = 0; b < 50 && result.finite; ++b) {
    fill_batch(*model, b);
    result = model->step(16);
  }
  CHECK_FALSE(result.finite);
  CHECK(result.non_finite_layer >= 0);
  CHECK(model->steps() < 50);
}

TEST_CASE("predictions are probabilities, and do not depend on how many are asked for") {
  const auto model = created(small_cnn(), config_of("SGD", 0.1));
  constexpr std::size_t kSample = 9 * 8 * 2;
  constexpr std::size_t kSamples = 2 * Model::kPredictionBatch + 17;
  std::vector<float> inputs(kSamples * kSample);
  std::vector<std::uint8_t> labels(kSamples);
  fill_batch<float>(3, 3, inputs, labels);
  std::vector<float> together(kSamples * 3);
  model->predict(inputs.data(), kSamples, together.data());
  for (std::size_t i = 0; i < kSamples; ++i) {
    float alone[3];
    model->predict(inputs.data() + i * kSample, 1, alone);
    REQUIRE(std::equal(alone, alone + 3, together.begin() + static_cast<std::ptrdiff_t>(3 * i)));
    REQUIRE(alone[0] + alone[1] + alone[2] == doctest::Approx(1));
  }

  Evaluation sums;
  model->evaluate(inputs.data(), {.labels = labels.data()}, 100, sums);
  model->evaluate(inputs.data() + 100 * kSample, {.labels = labels.data() + 100}, kSamples - 100, sums);
  finish_evaluation(sums);
  double loss = 0;
  std::int64_t correct = 0;
  std::vector<std::int32_t> confusion(9);
  for (std::size_t i = 0; i < kSamples; ++i) {
    const auto row = std::span(together).subspan(3 * i, 3);
    const auto prediction = static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
    loss -= std::log(row[labels[i]]);
    correct += prediction == labels[i] ? 1 : 0;
    ++confusion[labels[i] * 3U + prediction];
  }
  CHECK(sums.samples == kSamples);
  CHECK(sums.loss == doctest::Approx(loss / kSamples).epsilon(1e-5));
  CHECK(sums.accuracy == doctest::Approx(static_cast<double>(correct) / kSamples));
  CHECK(sums.confusion == confusion);
}

TEST_CASE("an evaluation of nothing stays empty") {
  Evaluation sums;
  finish_evaluation(sums);
  CHECK(sums.loss == 0);
  CHECK(sums.accuracy == 0);
}

TEST_CASE("a layer's output is that of the present weights and sample") {
  const auto model = created(cloud_model(), config_of("SGD", 0.1));
  std::vector<float> sample{0.5F, -1, 2, 0.25F};
  const auto hidden = [&] {
    const auto output = model->layer_output(sample.data(), 0);
    return std::vector<float>(output.begin(), output.end());
  };
  const auto expected = [&] {
    const auto parameters = model->parameters();
    const std::size_t bias = model->plan().parameters()[1].offset;
    std::vector<float> values(16);
    for (std::size_t u = 0; u < 16; ++u) {
      double sum = parameters[bias + u];
      for (std::size_t i = 0; i < 4; ++i) sum += static_cast<double>(sample[i]) * parameters[i * 16 + u];
      values[u] = static_cast<float>(std::max(sum, 0.0));
    }
    return values;
  };
  const auto check = [&] {
    const std::vector<float> got = hidden();
    const std::vector<float> want = expected();
    for (std::size_t u = 0; u < 16; ++u) CHECK(got[u] == doctest::Approx(want[u]).epsilon(1e-5));
  };
  CHECK(model->layer_output(sample.data(), 1).size() == 3);
  check();
  sample[2] = -2;
  check();
  fill_clouds(*model, 0);
  model->step(16);
  check();
  float probabilities[3];
  const std::vector<float> zeros(4);
  model->predict(zeros.data(), 1, probabilities);
  check();
  model->reset();
  check();
}

TEST_CASE("settings change in mid-run, and slots stay where the optimizer does") {
  TrainingConfig momentum = config_of("SGD", 0.05);
  momentum.optimizer.config.push_back({"momentum", Value::of(0.9)});
  const auto model = created(small_mlp(), momentum);
  train(*model, 5);
  const std::uint64_t before = model->fingerprint();

  TrainingConfig slower = momentum;
  slower.optimizer.config[0].value = Value::of(0.01);
  REQUIRE(model->configure(slower).ok());
  CHECK(model->fingerprint() == before);
  CHECK(model->config() == slower);

  const std::vector<float> weights(model->parameters().begin(), model->parameters().end());
  TrainingConfig adam = config_of("Adam", 0.01);
  REQUIRE(model->configure(adam).ok());
  CHECK(model->steps() == 5);
  CHECK(std::ranges::equal(model->parameters(), weights));
  // Adam's first step moves every weight by almost the learning rate, however late in the run it comes.
  train(*model, 1);
  double largest = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(model->parameters()[i]) - weights[i]));
  }
  CHECK(largest == doctest::Approx(0.01).epsilon(1e-3));

  TrainingConfig wrong = adam;
  wrong.batch_size = 0;
  CHECK(model->configure(wrong).error().parameter == "batch_size");
  CHECK(model->config() == adam);

  TrainingConfig wider = adam;
  wider.batch_size = 24;
  REQUIRE(model->configure(wider).ok());
  CHECK(model->batch_labels().size() == 24);
  CHECK(model->batch_inputs().size() == 24 * 6);
  train(*model, 1);
  CHECK(model->steps() == 7);
}

TEST_CASE("reset starts the run anew") {
  const auto model = created(small_mlp(), config_of("Adam", 0.01));
  const std::uint64_t start = model->fingerprint();
  train(*model, 3);
  CHECK(model->fingerprint() != start);
  model->reset();
  CHECK(model->steps() == 0);
  CHECK(model->fingerprint() == start);
}

TEST_CASE("a model that needs too much memory is refused before it takes it") {
  const ModelSpec spec = spec_of("[256,256,1]", R"([
    {"class_name":"Conv2D","config":{"filters":64,"kernel_size":3,"activation":"tanh"}},
    {"class_name":"MaxPooling2D","config":{"pool_size":16}},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":10}}])");
  TrainingConfig config;
  config.batch_size = 4096;
  const auto model = Model::create(spec, config);
  REQUIRE_FALSE(model.ok());
  CHECK(model.error().code == "model.too_large");
  CHECK(std::stoll(model.error().arguments.at(0)) > 100000);
  CHECK(model.error().arguments.at(1) == "1024");
}

TEST_CASE("a model is refused for its spec and its training config") {
  CHECK(Model::create({}, {}).error().code == "model.input_shape");
  TrainingConfig config;
  config.batch_size = -1;
  CHECK(Model::create(linear_classifier(), config).error().parameter == "batch_size");
}
