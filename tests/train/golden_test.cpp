#include <doctest.h>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "engine/train/model.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

ModelSpec model_of(const std::string& name) {
  if (name == "linear") return linear_classifier();
  return name == "mlp" ? mlp() : course_cnn();
}

TrainingConfig config_of(const std::string& optimizer) {
  TrainingConfig config;
  config.batch_size = 16;
  if (optimizer == "adam") {
    config.optimizer = {"Adam", {}};
  } else {
    config.optimizer = {"SGD", {{"momentum", Value::of(0.9)}}};
  }
  return config;
}

}  // namespace

TEST_CASE("ten training steps have PyTorch's losses") {
  std::ifstream file(GLASSBOX_TESTS_DIR "/golden/training.txt");
  int runs = 0;
  for (std::string line; std::getline(file, line); ++runs) {
    std::istringstream words(line);
    std::string name;
    std::string optimizer;
    words >> name >> optimizer;
    CAPTURE(name);
    CAPTURE(optimizer);
    auto created = Model::create(model_of(name), config_of(optimizer));
    REQUIRE(created.ok());
    Model& model = *created.value();
    fill_parameters(model.plan(), model.parameters().data());
    std::uint32_t step = 0;
    for (double expected = 0; words >> expected; ++step) {
      fill_batch(model, step);
      const StepResult result = model.step(16);
      CAPTURE(step);
      CHECK(std::abs(result.loss - expected) < 1e-4);
    }
    CHECK(step == 10);
  }
  CHECK(runs == 6);
}
