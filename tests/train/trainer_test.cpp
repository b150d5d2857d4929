#include "engine/train/trainer.h"

#include <doctest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <vector>

#include "engine/base/crc32.h"
#include "engine/data/dataset.h"
#include "engine/data/points.h"
#include "engine/data/toys.h"
#include "tests/model/specs.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

const std::vector<std::int32_t> kChunks{7, 5, 9};

std::vector<std::uint32_t> order_of(std::uint64_t seed, std::uint64_t epoch,
                                    const std::vector<std::int32_t>& chunks = kChunks) {
  EpochOrder order(seed, chunks);
  const auto indices = order.order(epoch);
  return {indices.begin(), indices.end()};
}

std::vector<std::uint32_t> numbers(std::uint32_t from, std::uint32_t count) {
  std::vector<std::uint32_t> values(count);
  std::iota(values.begin(), values.end(), from);
  return values;
}

std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> values) {
  std::ranges::sort(values);
  return values;
}

/// A chunk file of 2x1 images: sample i of the data set has the pixels (i, 255 - i) and the label i % 2.
std::vector<std::byte> chunk_file(int chunk) {
  std::uint32_t first = 0;
  for (int i = 0; i < chunk; ++i) first += static_cast<std::uint32_t>(kChunks[static_cast<std::size_t>(i)]);
  const auto samples = static_cast<std::uint32_t>(kChunks[static_cast<std::size_t>(chunk)]);
  std::vector<std::byte> body;
  for (std::uint32_t i = first; i < first + samples; ++i) body.push_back(static_cast<std::byte>(i % 2));
  for (std::uint32_t i = first; i < first + samples; ++i) {
    body.push_back(static_cast<std::byte>(i));
    body.push_back(static_cast<std::byte>(255 - i));
  }
  std::vector<std::byte> file;
  for (char c : {'G', 'B', 'C', '1'}) file.push_back(static_cast<std::byte>(c));
  for (std::uint32_t field : {samples, 2U, 1U, 1U, 2U, crc32(body)}) {
    for (int byte = 0; byte < 4; ++byte) file.push_back(static_cast<std::byte>(field >> (8 * byte)));
  }
  file.insert(file.end(), body.begin(), body.end());
  return file;
}

Dataset dataset() {
  return Dataset(Shape{2, 1, 1}, 2, kChunks);
}

std::unique_ptr<Model> model_with_batch(std::int32_t batch_size) {
  TrainingConfig config;
  config.batch_size = batch_size;
  auto model = Model::create(spec_of("[2,1,1]", R"([{"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"),
                             config);
  REQUIRE(model.ok());
  return std::move(model).value();
}

}  // namespace

TEST_CASE("every epoch visits every sample once, each in its own order") {
  for (std::uint64_t epoch = 0; epoch < 4; ++epoch) CHECK(sorted(order_of(1, epoch)) == numbers(0, 21));
  CHECK(order_of(1, 1) != order_of(1, 2));
  CHECK(order_of(1, 1) != numbers(0, 21));
  CHECK(order_of(1, 1) == order_of(1, 1));
  CHECK(order_of(1, 1) != order_of(2, 1));
  CHECK(order_of(1, 0) != order_of(2, 0));
}

TEST_CASE("epoch 0 takes the chunks in their order and shuffles within each") {
  const std::vector<std::uint32_t> order = order_of(1, 0);
  std::uint32_t start = 0;
  for (std::int32_t size : kChunks) {
    const auto count = static_cast<std::uint32_t>(size);
    const auto places = std::span(order).subspan(start, count);
    const std::vector<std::uint32_t> part(places.begin(), places.end());
    CHECK(sorted(part) == numbers(start, count));
    CHECK(part != numbers(start, count));
    start += count;
  }
  // Chunks of one size are shuffled differently.
  const std::vector<std::uint32_t> equal = order_of(1, 0, {50, 50});
  std::vector<std::uint32_t> second(equal.begin() + 50, equal.end());
  for (std::uint32_t& index : second) index -= 50;
  CHECK(std::vector<std::uint32_t>(equal.begin(), equal.begin() + 50) != second);
}

TEST_CASE("an order does not depend on the epochs that were asked for before") {
  EpochOrder order(1, kChunks);
  order.order(5);
  order.order(0);
  const auto indices = order.order(2);
  CHECK(std::vector<std::uint32_t>(indices.begin(), indices.end()) == order_of(1, 2));
}

TEST_CASE("training starts on the first chunk and waits for the next where a batch needs it") {
  Dataset data = dataset();
  const auto model = model_with_batch(4);
  Trainer trainer(*model, data);
  CHECK(trainer.steps_per_epoch() == 6);
  CHECK_FALSE(trainer.can_step());
  REQUIRE(data.add_chunk(1, chunk_file(1)).ok());
  CHECK_FALSE(trainer.can_step());
  REQUIRE(data.add_chunk(0, chunk_file(0)).ok());
  // Seven samples: one batch of the first chunk alone, the second takes one sample of the second chunk.
  for (int step = 0; step < 3; ++step) {
    REQUIRE(trainer.can_step());
    CHECK(trainer.step().finite);
  }
  CHECK_FALSE(trainer.can_step());
  REQUIRE(data.add_chunk(2, chunk_file(2)).ok());
  while (trainer.epoch() == 0) {
    REQUIRE(trainer.can_step());
    if (trainer.step_in_epoch() == 5) CHECK(trainer.next_batch_size() == 1);
    trainer.step();
  }
  CHECK(model->steps() == 6);
  CHECK(trainer.step_in_epoch() == 0);
  CHECK(trainer.next_batch_size() == 4);
  CHECK(trainer.can_step());
}

TEST_CASE("the bits of a run do not depend on when the chunks arrive") {
  Dataset early = dataset();
  Dataset late = dataset();
  const auto one = model_with_batch(4);
  const auto two = model_with_batch(4);
  Trainer trainer_one(*one, early);
  Trainer trainer_two(*two, late);
  for (int chunk = 0; chunk < 3; ++chunk) REQUIRE(early.add_chunk(chunk, chunk_file(chunk)).ok());
  int arrived = 0;
  for (int step = 0; step < 14; ++step) {
    trainer_one.step();
    while (!trainer_two.can_step()) {
      REQUIRE(late.add_chunk(arrived, chunk_file(arrived)).ok());
      ++arrived;
    }
    trainer_two.step();
  }
  CHECK(one->fingerprint() == two->fingerprint());
}

TEST_CASE("a batch holds the samples of the order with their labels") {
  Dataset data = dataset();
  for (int chunk = 0; chunk < 3; ++chunk) REQUIRE(data.add_chunk(chunk, chunk_file(chunk)).ok());
  const auto model = model_with_batch(4);
  Trainer trainer(*model, data);
  for (int step = 0; step < 8; ++step) {
    const auto epoch = trainer.epoch();
    const auto start = static_cast<std::size_t>(trainer.step_in_epoch() * 4);
    const auto size = static_cast<std::size_t>(trainer.next_batch_size());
    const std::vector<std::uint32_t> order = order_of(model->config().seed, epoch);
    trainer.step();
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint32_t sample = order[start + i];
      CHECK(model->batch_inputs()[2 * i] == doctest::Approx(sample / 255.0));
      CHECK(model->batch_inputs()[2 * i + 1] == doctest::Approx((255 - sample) / 255.0));
      CHECK(model->batch_labels()[i] == sample % 2);
    }
  }
}

TEST_CASE("a trainer augments each batch by the step, from the data set's own values") {
  Dataset data = dataset();
  for (int chunk = 0; chunk < 3; ++chunk) REQUIRE(data.add_chunk(chunk, chunk_file(chunk)).ok());
  REQUIRE(data.normalize({{100}, {50}}));
  const Augmentation augmentation{.shift = 0.5, .noise = 0.1};
  const auto model = model_with_batch(4);
  Trainer trainer(*model, data, augmentation);
  Augmenter augmenter(augmentation, data.image_shape(), model->config().seed);
  for (std::uint64_t step = 0; step < 8; ++step) {
    const std::vector<std::uint32_t> order = order_of(model->config().seed, trainer.epoch());
    const auto batch = std::span(order).subspan(static_cast<std::size_t>(trainer.step_in_epoch() * 4),
                                                static_cast<std::size_t>(trainer.next_batch_size()));
    std::vector<float> expected(2 * batch.size());
    std::vector<std::uint8_t> labels(batch.size());
    data.gather(batch, expected.data(), labels.data());
    const std::vector<float> plain = expected;
    augmenter.augment(step, batch, *data.pixel_values(), expected.data());
    CHECK(expected != plain);
    trainer.step();
    CHECK(std::ranges::equal(model->batch_inputs().first(expected.size()), expected));
  }
}

TEST_CASE("an augmentation counts from the next step on, and none leaves the run as it is") {
  Dataset data = dataset();
  for (int chunk = 0; chunk < 3; ++chunk) REQUIRE(data.add_chunk(chunk, chunk_file(chunk)).ok());
  const auto run = [&](int changed_at, const Augmentation& augmentation) {
    const auto model = model_with_batch(4);
    Trainer trainer(*model, data);
    for (int step = 0; step < 9; ++step) {
      if (step == changed_at) trainer.set_augmentation(augmentation);
      trainer.step();
    }
    return model->fingerprint();
  };
  const std::uint64_t plain = run(-1, {});
  CHECK(run(3, {}) == plain);
  CHECK(run(3, {.noise = 0.5}) != plain);
  CHECK(run(3, {.noise = 0.5}) == run(3, {.noise = 0.5}));
  CHECK(run(3, {.noise = 0.5}) != run(0, {.noise = 0.5}));
}

TEST_CASE("a batch larger than the data set is the data set") {
  Dataset data = dataset();
  for (int chunk = 0; chunk < 3; ++chunk) REQUIRE(data.add_chunk(chunk, chunk_file(chunk)).ok());
  const auto model = model_with_batch(64);
  Trainer trainer(*model, data);
  CHECK(trainer.steps_per_epoch() == 1);
  CHECK(trainer.next_batch_size() == 21);
  CHECK(trainer.step().finite);
  CHECK(trainer.epoch() == 1);
}

TEST_CASE("without data there is nothing to train on") {
  const Dataset data;
  const auto model = model_with_batch(4);
  Trainer trainer(*model, data);
  CHECK_FALSE(trainer.can_step());
  CHECK(trainer.steps_per_epoch() == 0);
  CHECK(trainer.epoch() == 0);
  CHECK(trainer.next_batch_size() == 0);
}

TEST_CASE("points with classes are learnt: the corners of the exclusive or") {
  const auto toy = make_toy({"xor", {}});
  REQUIRE(toy.ok());
  const PointSet train(toy.value().train, 2);
  const LabelledPoints& held = toy.value().test;
  TrainingConfig config;
  config.optimizer = {"Adam", {{"learning_rate", Value::of(0.05)}}};
  auto created =
      Model::create(spec_of("[2]", R"([{"class_name":"Dense","config":{"units":8,"activation":"tanh"}},
    {"class_name":"Dense","config":{"units":2,"activation":"softmax"}}])"),
                    config);
  REQUIRE(created.ok());
  Model& model = *created.value();
  REQUIRE(check_data(model.plan(), train));
  REQUIRE(model.check_target(target_of(train)));
  Trainer trainer(model, train, {.shift = 0.5, .noise = 1});  // counts for images only
  while (trainer.epoch() < 40) REQUIRE(trainer.step().finite);
  Evaluation result;
  model.evaluate(held.inputs.data(), {.labels = held.labels.data()},
                 static_cast<std::int64_t>(held.labels.size()), result);
  finish_evaluation(result);
  CHECK(result.accuracy > 0.95);
}

TEST_CASE("points with numbers are learnt: a period of the sine") {
  const auto toy = make_toy({"sine", {}});
  REQUIRE(toy.ok());
  const PointSet train(toy.value().train, 0);
  const LabelledPoints& held = toy.value().test;
  TrainingConfig config;
  config.optimizer = {"Adam", {{"learning_rate", Value::of(0.02)}}};
  config.loss = {"MeanSquaredError", {}};
  config.batch_size = 10;
  auto created =
      Model::create(spec_of("[1]", R"([{"class_name":"Dense","config":{"units":16,"activation":"tanh"}},
    {"class_name":"Dense","config":{"units":1}}])"),
                    config);
  REQUIRE(created.ok());
  Model& model = *created.value();
  REQUIRE(check_data(model.plan(), train));
  REQUIRE(model.check_target(target_of(train)));
  Trainer trainer(model, train);
  while (trainer.epoch() < 200) REQUIRE(trainer.step().finite);
  Evaluation result;
  model.evaluate(held.inputs.data(), {.values = held.targets.data()},
                 static_cast<std::int64_t>(held.targets.size()), result);
  finish_evaluation(result);
  CHECK(result.squared_error < 0.01);
  CHECK(check_data(model_with_batch(4)->plan(), train).error().code == "data.image_shape");
}

TEST_CASE("values that the output does not have are refused") {
  const PointSet numbers({2, {1, 2}, {}, {3}}, 0);
  CHECK(check_data(model_with_batch(4)->plan(), numbers).error().code == "loss.target_shape");
  CHECK(target_of(numbers) == Model::Target::value);
  CHECK(target_of(dataset()) == Model::Target::label);
}

TEST_CASE("a data set that does not fit the model is refused") {
  const auto model = model_with_batch(4);
  CHECK(check_data(model->plan(), dataset()).ok());
  CHECK(check_data(model->plan(), Dataset(Shape{3, 1, 1}, 2, {1})).error() ==
        Error{"data.image_shape", {"(3, 1, 1)", "(2, 1, 1)"}, -1, ""});
  CHECK(check_data(model->plan(), Dataset(Shape{2, 1, 1}, 3, {1})).error() ==
        Error{"data.too_many_classes", {"3", "2"}, -1, ""});
}
