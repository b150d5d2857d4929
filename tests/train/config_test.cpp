#include "engine/train/config.h"

#include <doctest.h>

#include <limits>
#include <string>

#include "engine/train/optimizers.h"

using namespace glassbox;

namespace {

Error refusal(const std::string& json) {
  const auto config = parse_training_config(json);
  return config ? Error{} : config.error();
}

TrainingConfig with(const char* parameter, Value value) {
  TrainingConfig config;
  config.optimizer.config = {{parameter, std::move(value)}};
  return config;
}

Error refusal(const TrainingConfig& config) {
  const Status status = validate(config);
  return status ? Error{} : status.error();
}

}  // namespace

TEST_CASE("the default training config is a good one, and survives JSON") {
  CHECK(validate(TrainingConfig{}).ok());
  CHECK(parse_training_config("{}").value() == TrainingConfig{});
  TrainingConfig config;
  config.optimizer = {"Adam", {{"learning_rate", Value::of(0.002)}, {"beta_1", Value::of(0.8)}}};
  config.batch_size = 100;
  config.seed = (std::uint64_t{1} << 53) - 1;
  CHECK(parse_training_config(to_json(config)).value() == config);
  CHECK(to_json(TrainingConfig{}) ==
        R"({"optimizer":{"class_name":"SGD","config":{}},"batch_size":32,"seed":1})");
}

TEST_CASE("a bad training config is refused with its parameter") {
  const auto range = [](std::vector<std::string> arguments, const char* parameter) {
    return Error{"parameter.range", std::move(arguments), -1, parameter};
  };
  CHECK(refusal(R"({"batch_size":0})") == range({"0", "1", "4096"}, "batch_size"));
  CHECK(refusal(R"({"batch_size":5000000000})") == range({"5000000000", "1", "4096"}, "batch_size"));
  CHECK(refusal(R"({"batch_size":1.5})") == Error{"spec.field", {"batch_size"}, -1, ""});
  CHECK(refusal(R"({"seed":-1})").parameter == "seed");
  CHECK(refusal(R"({"seed":9007199254740992})").parameter == "seed");
  CHECK(refusal(R"({"seed":"1"})") == Error{"spec.field", {"seed"}, -1, ""});
  CHECK(refusal(R"({"epochs":3})") == Error{"spec.field", {"epochs"}, -1, ""});
  CHECK(refusal(R"({"optimizer":"SGD"})") == Error{"spec.field", {"optimizer"}, -1, ""});
  CHECK(refusal(R"({"optimizer":{"class_name":"Sgd"}})") ==
        Error{"optimizer.unknown_class", {"Sgd"}, -1, "optimizer"});
  CHECK(refusal(R"({"optimizer":{"config":{"lr":0.1}}})") ==
        Error{"parameter.unknown", {"lr", "SGD"}, -1, "lr"});
  CHECK(refusal(R"({"optimizer":{"config":{"learning_rate":"fast"}}})") ==
        Error{"parameter.not_number", {}, -1, "learning_rate"});
  CHECK(refusal(R"({"optimizer":{"config":{"learning_rate":-0.1}}})") ==
        range({"-0.1", "0", "1000"}, "learning_rate"));
  CHECK(refusal("training").code == "spec.not_json");

  CHECK(refusal(with("learning_rate", Value::of(std::numeric_limits<double>::quiet_NaN()))).code ==
        "parameter.not_number");
  CHECK(refusal(with("learning_rate", Value::of(std::numeric_limits<double>::infinity()))).code ==
        "parameter.not_number");
  CHECK(refusal(with("momentum", Value::of(1.01))).parameter == "momentum");
  CHECK(refusal(with("nesterov", Value::of(1.0))).code == "parameter.not_boolean");
  CHECK(refusal(with("learning_rate", Value::of(std::int64_t{1}))).code.empty());
}

TEST_CASE("an optimizer is made with its settings") {
  const auto plain = make_optimizer({"SGD", {{"learning_rate", Value::of(0.5)}}}).value();
  double parameter = 1;
  const double gradient = 0.25;
  std::vector<double> slots(2);
  plain.rule->update({1, plain.learning_rate}, 1, &parameter, &gradient, slots.data(), 1);
  CHECK(parameter == 1 - 0.5 * 0.25);

  const auto nesterov =
      make_optimizer(
          {"SGD",
           {{"learning_rate", Value::of(0.5)}, {"momentum", Value::of(0.5)}, {"nesterov", Value::of(true)}}})
          .value();
  REQUIRE(nesterov.rule->slots() == 1);
  nesterov.rule->update({1, nesterov.learning_rate}, 1, &parameter, &gradient, slots.data(), 1);
  CHECK(parameter == 0.875 - 0.5 * 0.25 - 0.5 * 0.5 * 0.25);

  const auto adam = make_optimizer({"Adam", {{"learning_rate", Value::of(0.1)}}}).value();
  REQUIRE(adam.rule->slots() == 2);
  slots = {0, 0};
  parameter = 1;
  adam.rule->update({1, adam.learning_rate}, 1, &parameter, &gradient, slots.data(), 1);
  CHECK(parameter == doctest::Approx(0.9));
}

TEST_CASE("every part of a training config survives JSON") {
  TrainingConfig config;
  config.loss = {"Huber", {{"delta", Value::of(0.5)}}};
  config.schedule = {"CosineDecay", {{"decay_steps", Value::of(std::int64_t{500})}}};
  config.regularization = {.l1 = 0.25, .l2 = 1e-3, .max_norm = 3};
  config.clipping.global_clipnorm = 1.5;
  config.early_stopping = {.patience = 4, .min_delta = 0.01};
  CHECK(parse_training_config(to_json(config)).value() == config);
}

TEST_CASE("a bad part of a training config is refused with its place") {
  CHECK(refusal(R"({"loss":{"class_name":"Sum"}})") == Error{"loss.unknown_class", {"Sum"}, -1, "loss"});
  CHECK(refusal(R"({"loss":{"class_name":"Huber","config":{"delta":-1}}})").parameter == "delta");
  CHECK(refusal(R"({"loss":"mse"})").code == "spec.field");
  CHECK(refusal(R"({"schedule":{"class_name":"Wave"}})").code == "schedule.unknown_class");
  CHECK(refusal(R"({"regularization":{"l3":1}})") == Error{"spec.field", {"regularization"}, -1, ""});
  CHECK(refusal(R"({"regularization":{"l2":"much"}})") == Error{"spec.field", {"regularization.l2"}, -1, ""});
  CHECK(refusal(R"({"regularization":{"l2":-0.5}})").parameter == "l2");
  CHECK(refusal(R"({"regularization":5})") == Error{"spec.field", {"regularization"}, -1, ""});
  CHECK(refusal(R"({"early_stopping":{"patience":1.5}})").code == "spec.field");
  CHECK(refusal(R"({"early_stopping":{"patience":5000000000}})").code == "spec.field");
  CHECK(refusal(R"({"early_stopping":{"patience":-1}})").parameter == "patience");
  CHECK(refusal(R"({"clipping":{"clipnorm":1,"clipvalue":1}})").code == "clipping.several");
  CHECK(refusal(R"({"clipping":{"clipnorm":1e300}})").parameter == "clipnorm");
}
