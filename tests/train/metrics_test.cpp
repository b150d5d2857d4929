#include "engine/train/metrics.h"

#include <doctest.h>

#include <cmath>
#include <vector>

#include "engine/train/model.h"
#include "tests/model/specs.h"

using namespace glassbox;
using namespace glassbox::test;

TEST_CASE("precision, recall and F1 of each class follow from the confusion matrix") {
  const std::vector<std::int32_t> confusion{5, 1, 0,   //
                                            2, 6, 0,   //
                                            0, 3, 0};  // the last class is never the answer
  const auto scores = class_scores(confusion);
  REQUIRE(scores.size() == 3);
  CHECK(scores[0].precision == doctest::Approx(5.0 / 7));
  CHECK(scores[0].recall == doctest::Approx(5.0 / 6));
  CHECK(scores[0].f1 == doctest::Approx(10.0 / 13));
  CHECK(scores[1].precision == doctest::Approx(0.6));
  CHECK(scores[2].precision == 0);
  CHECK(scores[2].recall == 0);
  CHECK(scores[2].f1 == 0);
  CHECK(scores[2].samples == 3);
  CHECK(class_scores({}).empty());
}

TEST_CASE("ranks give the accuracy of the k best answers") {
  // Three inputs go straight to three logits.
  TrainingConfig config;
  auto model = Model::create(
      spec_of("[3]", R"([{"class_name":"Dense","config":{"units":3,"use_bias":false}}])"), config);
  REQUIRE(model.ok());
  auto weights = model.value()->parameters();
  for (std::size_t i = 0; i < 9; ++i) weights[i] = i % 4 == 0 ? 1.0F : 0.0F;
  const std::vector<float> inputs{3, 2, 1, 3, 2, 1, 3, 2, 1, 1, 1, 0};
  const std::vector<std::uint8_t> labels{0, 1, 2, 1};  // first, second, third, tied with an earlier one
  Evaluation evaluation;
  model.value()->evaluate(inputs.data(), {.labels = labels.data()}, 4, evaluation);
  finish_evaluation(evaluation);
  CHECK(evaluation.ranks == std::vector<std::int32_t>{1, 2, 1});
  CHECK(evaluation.accuracy == 0.25);
  CHECK(top_k_accuracy(evaluation, 0) == 0);
  CHECK(top_k_accuracy(evaluation, 1) == evaluation.accuracy);
  CHECK(top_k_accuracy(evaluation, 2) == 0.75);
  CHECK(top_k_accuracy(evaluation, 5) == 1);
}

TEST_CASE("errors of a regression are means over all values") {
  TrainingConfig config;
  config.loss.class_name = "MeanSquaredError";
  auto model = Model::create(
      spec_of("[2]", R"([{"class_name":"Dense","config":{"units":2,"use_bias":false}}])"), config);
  REQUIRE(model.ok());
  auto weights = model.value()->parameters();
  for (std::size_t i = 0; i < 4; ++i) weights[i] = i % 3 == 0 ? 1.0F : 0.0F;
  const std::vector<float> inputs{1, 2, 3, 4};
  const std::vector<float> targets{2, 2, 5, 8};
  Evaluation evaluation;
  model.value()->evaluate(inputs.data(), {.values = targets.data()}, 2, evaluation);
  finish_evaluation(evaluation);
  CHECK(evaluation.squared_error == (1 + 0 + 4 + 16) / 4.0);
  CHECK(evaluation.loss == doctest::Approx(evaluation.squared_error));
  CHECK(evaluation.absolute_error == (1 + 0 + 2 + 4) / 4.0);
  CHECK(evaluation.percentage_error == doctest::Approx(100 * (0.5 + 0 + 0.4 + 0.5) / 4));
  CHECK(root_mean_squared_error(evaluation) == doctest::Approx(std::sqrt(5.25)));
  CHECK(evaluation.confusion.empty());
}
