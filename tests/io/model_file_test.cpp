#include "engine/io/model_file.h"

#include <doctest.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/sentence.h"
#include "engine/train/model.h"
#include "tests/train/synthetic.h"

using namespace glassbox;

namespace {

TrainingConfig training() {
  TrainingConfig config;
  config.optimizer = {"Adam", {{"learning_rate", Value::of(0.003)}}};
  config.batch_size = 8;
  config.seed = 9;
  return config;
}

std::vector<std::byte> file_of(const Model& model) {
  const auto state = model.state();
  return write_model_file({.spec = model.plan().spec(),
                           .training = model.config(),
                           .normalization = {{1.5F}, {64.25F}},
                           .state = {state.begin(), state.end()}});
}

std::string code_of(std::span<const std::byte> bytes) {
  const auto file = read_model_file(bytes);
  return file ? "" : file.error().code;
}

/// A saved model with that header and no state.
std::vector<std::byte> with_header(std::string_view header) {
  const std::string text = "GBM1" + std::string(1, static_cast<char>(header.size())) + std::string(3, '\0');
  const std::string all = text + std::string(header);
  const auto bytes = std::as_bytes(std::span(all));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("model file: a trained model goes on from its file as if it had never been saved") {
  auto model = Model::create(linear_classifier(), training());
  REQUIRE(model);
  for (std::uint32_t step = 0; step < 3; ++step) {
    test::fill_batch(*model.value(), step);
    model.value()->step(8);
  }
  const auto file = read_model_file(file_of(*model.value()));
  REQUIRE(file);
  CHECK(file.value().normalization == Normalization{{1.5F}, {64.25F}});
  auto restored = Model::create(file.value().spec, file.value().training);
  REQUIRE(restored);
  REQUIRE(restored.value()->restore(file.value().state));
  CHECK(restored.value()->fingerprint() == model.value()->fingerprint());
  for (Model* each : {model.value().get(), restored.value().get()}) {
    test::fill_batch(*each, 3);
    each->step(8);
  }
  CHECK(restored.value()->fingerprint() == model.value()->fingerprint());
}

TEST_CASE("model file: what is none is refused") {
  const auto model = Model::create(linear_classifier(), training());
  REQUIRE(model);
  const std::vector<std::byte> file = file_of(*model.value());
  CHECK(is_model_file(file));
  CHECK_FALSE(is_model_file({}));
  CHECK(code_of({}) == "run.format");
  CHECK(code_of(std::span(file).first(20)) == "run.format");
  CHECK(code_of(with_header("{")) == "run.format");
  CHECK(code_of(with_header(R"({"spec":{}})")) == "run.format");
  CHECK(code_of(with_header(R"({"spec":{"version":2},"training":{}})")) == "spec.version");
  CHECK(code_of(with_header(
            R"({"spec":{"version":1,"input_shape":[2],"layers":[{"class_name":"Dense",)"
            R"("config":{"units":2}}]},"training":{},"normalization":{"shift":[0],"scale":[0]}})")) ==
        "run.format");
}

TEST_CASE("an error is told in a sentence, its arguments filled in") {
  CHECK(sentence({"layer.unknown_class", {"Conv3D"}, 0, ""}) == "there is no layer Conv3D");
  CHECK(sentence({"spec.version", {"2", "1"}, -1, ""}) == "the spec's version is 2, this engine reads 1");
  CHECK(sentence({"never.heard.of", {}, -1, ""}) == "never.heard.of");
}
