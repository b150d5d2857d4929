#include "engine/train/history.h"

#include <doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "engine/train/compare.h"
#include "engine/train/state.h"
#include "tests/model/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

constexpr std::size_t kAmple = std::size_t{1} << 24;

ModelSpec model_with_dropout() {
  return spec_of("[6]", R"([
    {"class_name":"Dense","config":{"units":8,"activation":"relu"}},
    {"class_name":"Dropout","config":{"rate":0.4}},
    {"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])");
}

TrainingConfig config_of(const char* optimizer, double learning_rate) {
  TrainingConfig config;
  config.optimizer = {optimizer, {{"learning_rate", Value::of(learning_rate)}}};
  config.batch_size = 16;
  return config;
}

/// A model with a history of its own: what a run does, on batches that follow from the step.
struct Recorded {
  explicit Recorded(const TrainingConfig& config, std::size_t budget = kAmple)
      : model(Model::create(model_with_dropout(), config).value()), history(budget) {
    training = std::make_shared<const TrainingConfig>(config);
  }

  [[nodiscard]] std::int64_t step() const { return static_cast<std::int64_t>(model->steps()); }
  void record() { history.record({.step = step()}, training, model->state()); }
  void train_to(std::int64_t last, std::int64_t every) {
    history.go_on(step(), training);
    while (step() < last) {
      fill_batch(*model, static_cast<std::uint32_t>(step()));
      REQUIRE(model->step(16).finite);
      fingerprints[step()].push_back(model->fingerprint());
      if (step() % every == 0) record();
    }
  }
  void seek(std::int64_t to) {
    REQUIRE(history.restore(to, *model).ok());
    training = history.training(to);
  }
  [[nodiscard]] std::vector<std::int64_t> steps() const {
    std::vector<std::int64_t> all;
    for (const Moment& moment : history.moments()) all.push_back(moment.step);
    return all;
  }

  std::unique_ptr<Model> model;
  History history;
  History::Training training;
  std::map<std::int64_t, std::vector<std::uint64_t>> fingerprints;  ///< of a step, each time it was taken
};

/// A history of states that are only bytes: the moments of a long run that takes what is wanted.
History long_run(std::size_t budget, std::size_t state_bytes, std::int64_t steps,
                 std::int64_t best_step = -1) {
  History history(budget);
  const auto training = std::make_shared<const TrainingConfig>();
  const std::vector<std::byte> state(state_bytes);
  for (std::int64_t step = 0; step <= steps; ++step) {
    const bool tested = step > 0 && step % 50 == 0;
    if (!tested && !history.wants(step, state_bytes)) continue;
    const float test_loss = step == best_step ? 0.5F : 1.0F;
    history.record({step, 0, 0, tested, tested ? test_loss : 0, 0}, training, state);
    REQUIRE(history.bytes() <= budget);
    REQUIRE(history.moments().size() <= History::kMoments);
    REQUIRE(history.moments().back().step == step);
  }
  return history;
}

}  // namespace

TEST_CASE("history: a run goes on from a recorded step to the same bits, with Adam and with dropout") {
  Recorded run(config_of("Adam", 0.01));
  run.record();
  run.train_to(40, 4);
  const std::vector<std::int64_t> recorded = run.steps();
  CHECK(recorded == std::vector<std::int64_t>{0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40});
  for (const std::int64_t from : {12, 0, 36, 24}) {
    CAPTURE(from);
    run.seek(from);
    CHECK(run.step() == from);
    run.train_to(40, 4);
    CHECK(run.steps() == recorded);  // the future was the same one
  }
  for (const auto& entry : run.fingerprints) {
    CAPTURE(entry.first);
    for (const std::uint64_t fingerprint : entry.second) CHECK(fingerprint == entry.second.front());
  }
  CHECK(run.fingerprints[40].size() == 5);
}

TEST_CASE("history: a fork is a run that had those settings from there, and the old future goes") {
  Recorded run(config_of("Adam", 0.01));
  run.record();
  run.train_to(40, 10);

  const TrainingConfig other = config_of("SGD", 0.1);
  REQUIRE(run.history.fork(20, other, *run.model).ok());
  run.training = std::make_shared<const TrainingConfig>(other);
  CHECK(run.step() == 20);
  CHECK(run.model->config() == other);
  CHECK(run.steps() == std::vector<std::int64_t>{0, 10, 20, 30, 40});  // no step is taken yet
  run.train_to(30, 10);
  CHECK(run.steps() == std::vector<std::int64_t>{0, 10, 20, 30});

  Recorded expected(config_of("Adam", 0.01));
  expected.train_to(20, 100);
  REQUIRE(expected.model->configure(other).ok());
  expected.train_to(30, 100);
  CHECK(run.model->fingerprint() == expected.model->fingerprint());

  // Before the fork the old settings are in force again, and lead where they led.
  run.seek(10);
  CHECK(run.model->config() == config_of("Adam", 0.01));
  run.train_to(40, 10);
  CHECK(run.fingerprints[40].front() == run.fingerprints[40].back());
}

TEST_CASE("history: what is not recorded, and a fork that is refused, leave the model as it is") {
  Recorded run(config_of("Adam", 0.01));
  run.record();
  run.train_to(10, 5);
  const std::uint64_t before = run.model->fingerprint();
  const Status missing = run.history.restore(7, *run.model);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == "history.not_recorded");
  CHECK(missing.error().arguments == std::vector<std::string>{"7"});
  CHECK(run.history.fork(11, config_of("SGD", 0.1), *run.model).error().code == "history.not_recorded");
  CHECK(run.history.fork(5, config_of("SGD", -1), *run.model).error().parameter == "learning_rate");
  CHECK(run.model->fingerprint() == before);
  CHECK(run.model->config() == config_of("Adam", 0.01));
}

TEST_CASE("history: stays within its budget, spread evenly, with the first, the last and the best") {
  constexpr std::size_t kState = 1000;
  for (const std::size_t room : std::initializer_list<std::size_t>{1, 2, 3, 7, 20, 100, 5000}) {
    CAPTURE(room);
    const History history = long_run(room * kState + 999, kState, 3000, 350);
    const std::vector<Moment>& moments = history.moments();
    CHECK(moments.size() == std::min(room, History::kMoments));
    CHECK(moments.back().step == 3000);
    if (room > 1) CHECK(moments.front().step == 0);
    if (room > 2) CHECK(history.has(350));
    if (room < 20) continue;
    for (std::size_t i = 1; i < moments.size(); ++i) {
      CAPTURE(moments[i].step);
      CHECK(moments[i].step - moments[i - 1].step <= 3000 * 4 / static_cast<std::int64_t>(moments.size()));
    }
  }
}

TEST_CASE("history: single steps at the end of a long run stay for a while") {
  History history = long_run(20000, 1000, 2000);
  const auto training = std::make_shared<const TrainingConfig>();
  const std::vector<std::byte> state(1000);
  for (std::int64_t step = 2001; step <= 2030; ++step) history.record({.step = step}, training, state);
  for (std::int64_t step = 2030; step > 2030 - static_cast<std::int64_t>(History::kRecent); --step) {
    CHECK(history.has(step));
  }
  CHECK(history.moments().size() == 20);
}

TEST_CASE("history: a state larger than the budget is not recorded") {
  History history(999);
  const std::vector<std::byte> state(1000);
  CHECK_FALSE(history.wants(0, state.size()));
  history.record({.step = 0}, std::make_shared<const TrainingConfig>(), state);
  CHECK(history.moments().empty());
  CHECK(history.bytes() == 0);
}

TEST_CASE("history: what the test set says of a recorded step is added to it") {
  Recorded run(config_of("SGD", 0.1));
  run.train_to(3, 1);
  const std::uint64_t before = fnv1a(run.history.state(2));
  run.history.record({2, 9, 9, true, 0.75F, 0.5F}, run.training, run.model->state());
  CHECK(run.history.moment(2) == Moment{2, 0, 0, true, 0.75F, 0.5F});
  run.history.record({.step = 2}, run.training, run.model->state());
  CHECK(run.history.moment(2).tested);
  CHECK(fnv1a(run.history.state(2)) == before);
  CHECK(run.steps() == std::vector<std::int64_t>{1, 2, 3});
}

TEST_CASE("history: two moments are compared tensor by tensor") {
  Recorded run(config_of("SGD", 0.1));
  run.record();
  run.train_to(20, 20);
  const Plan& plan = run.model->plan();
  const auto same = compare(plan, run.history.parameters(20), run.model->parameters());
  const auto changed = compare(plan, run.history.parameters(0), run.history.parameters(20));
  REQUIRE(changed.size() == 4);
  CHECK(changed[0].layer == "dense");
  CHECK(changed[0].parameter == "kernel");
  CHECK(changed[3].layer == "dense_1");
  CHECK(changed[3].parameter == "bias");
  for (std::size_t k = 0; k < changed.size(); ++k) {
    CAPTURE(k);
    CHECK(same[k].distance == 0);
    CHECK(same[k].largest == 0);
    CHECK(same[k].cosine == doctest::Approx(1));
    CHECK(same[k].norm_before == changed[k].norm_after);
    CHECK(changed[k].distance > 0);
    CHECK(changed[k].largest <= changed[k].distance);
    CHECK(changed[k].largest > 0);
  }
  CHECK(changed[1].norm_before == 0);  // a bias starts at zero: no direction
  CHECK(changed[1].cosine == 0);

  std::vector<float> before(plan.parameter_values());
  std::vector<float> after(plan.parameter_values());
  const std::size_t bias = plan.parameters()[3].offset;
  before[bias] = 3;
  before[bias + 1] = 4;
  after[bias + 1] = 2;
  const TensorDifference by_hand = compare(plan, before, after)[3];
  CHECK(by_hand.norm_before == 5);
  CHECK(by_hand.norm_after == 2);
  CHECK(by_hand.distance == doctest::Approx(std::sqrt(13.0)));
  CHECK(by_hand.cosine == doctest::Approx(0.8));
  CHECK(by_hand.largest == 3);
}
