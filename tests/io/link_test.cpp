#include "engine/io/link.h"

#include <doctest.h>

#include <string>

using namespace glassbox;

namespace {

Experiment experiment() {
  Experiment experiment{course_cnn(), {}, "{\"panel\":\"curves\", \"ñ\":\"50% & more=+#\"}"};
  TrainingConfig& training = experiment.training.emplace();
  training.optimizer = {"Adam", {{"learning_rate", Value::of(0.003)}}};
  training.batch_size = 64;
  training.seed = 123;
  return experiment;
}

std::string refusal(std::string_view fragment) {
  const auto parsed = parse_link(fragment);
  return parsed ? "" : parsed.error().code;
}

/// The part of the model.
std::string model_part() {
  const std::string link = to_link(experiment());
  return link.substr(4, link.find("&training=") - 4);
}

}  // namespace

TEST_CASE("link: an experiment survives its link, with and without '#'") {
  const std::string link = to_link(experiment());
  for (const std::string& fragment : {link, "#" + link}) {
    const auto parsed = parse_link(fragment);
    REQUIRE(parsed);
    CHECK(parsed.value() == experiment());
  }
}

TEST_CASE("link: it is safe in a URL and starts with its version") {
  const std::string link = to_link(experiment());
  CHECK(link.starts_with("v=1&model=%7B%22version%22:1,"));
  for (const char character : link) {
    CAPTURE(character);
    const bool plain = (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
                       (character >= 'a' && character <= 'z');
    CHECK((plain || std::string("-._~,:@/%&=").find(character) != std::string::npos));
  }
}

TEST_CASE("link: view and training may be missing, unknown parts are passed over") {
  const auto parsed = parse_link("v=1&later=1&" + model_part());
  REQUIRE(parsed);
  CHECK(parsed.value() == Experiment{course_cnn(), std::nullopt, ""});
}

TEST_CASE("link: what is wrong is said") {
  CHECK(refusal("") == "link.format");
  CHECK(refusal("v=1") == "link.format");
  CHECK(refusal(model_part()) == "link.format");
  CHECK(refusal("v=2&" + model_part()) == "link.version");
  CHECK(refusal("v=1&model") == "link.format");
  CHECK(refusal("v=1&" + model_part() + "&" + model_part()) == "link.format");
  CHECK(refusal("v=1&model=%7") == "link.format");
  CHECK(refusal("v=1&model=%zz") == "link.format");
  CHECK(refusal("v=1&model=seven") == "spec.not_json");
  CHECK(refusal("v=1&model=%7B%22version%22:9%7D") == "spec.version");
  CHECK(refusal("v=1&" + model_part() + "&training=%7B%22batch_size%22:0%7D") == "parameter.range");
  CHECK(refusal(std::string(16 * 1024 + 1, 'a')) == "link.too_long");
}

TEST_CASE("link: cut anywhere it is refused or lacks only its end") {
  const std::string link = to_link(experiment());
  const std::size_t whole_training = link.find("&view=");
  for (std::size_t length = 0; length < link.size(); ++length) {
    CAPTURE(length);
    const auto parsed = parse_link(std::string_view(link).substr(0, length));
    if (parsed) CHECK(parsed.value().model == course_cnn());
    if (length >= whole_training + 6 && parsed) CHECK(parsed.value().training == experiment().training);
  }
}
