#include <doctest.h>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "engine/train/model.h"
#include "tests/model/specs.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

ModelSpec model_of(const std::string& name) {
  const std::map<std::string, const char*> kLayers{
      {"lenet", R"([
        {"class_name":"Conv2D","config":{"filters":8,"kernel_size":5,"padding":"same","activation":"relu"}},
        {"class_name":"MaxPooling2D"},
        {"class_name":"Conv2D","config":{"filters":16,"kernel_size":5,"padding":"same","activation":"relu"}},
        {"class_name":"MaxPooling2D"},
        {"class_name":"Flatten"},
        {"class_name":"Dense","config":{"units":10,"activation":"softmax"}}])"},
      {"mnist_cnn", R"([
        {"class_name":"Conv2D","config":{"filters":32,"kernel_size":3,"activation":"relu"}},
        {"class_name":"Conv2D","config":{"filters":64,"kernel_size":3,"activation":"relu"}},
        {"class_name":"MaxPooling2D"},
        {"class_name":"Dropout","config":{"rate":0}},
        {"class_name":"Flatten"},
        {"class_name":"Dense","config":{"units":128,"activation":"relu"}},
        {"class_name":"Dropout","config":{"rate":0}},
        {"class_name":"Dense","config":{"units":10,"activation":"softmax"}}])"},
      {"residual", R"([
        {"class_name":"Conv2D","name":"stem","config":{"filters":8,"kernel_size":3,"padding":"same","activation":"relu"}},
        {"class_name":"Conv2D","name":"branch","config":{"filters":8,"kernel_size":3,"padding":"same"}},
        {"class_name":"Add","inputs":["stem","branch"]},
        {"class_name":"ReLU"},
        {"class_name":"GlobalAveragePooling2D"},
        {"class_name":"Dense","config":{"units":10,"activation":"softmax"}}])"},
      {"batch_normalization", R"([
        {"class_name":"Conv2D","config":{"filters":8,"kernel_size":3,"padding":"same"}},
        {"class_name":"BatchNormalization"},
        {"class_name":"ReLU"},
        {"class_name":"MaxPooling2D"},
        {"class_name":"Flatten"},
        {"class_name":"Dense","config":{"units":10,"activation":"softmax"}}])"},
      {"lstm", R"([
        {"class_name":"Reshape","config":{"target_shape":[28,28]}},
        {"class_name":"LSTM","config":{"units":16}},
        {"class_name":"Dense","config":{"units":10,"activation":"softmax"}}])"},
  };
  if (const auto found = kLayers.find(name); found != kLayers.end())
    return spec_of("[28,28,1]", found->second);
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
  CHECK(runs == 11);
}
