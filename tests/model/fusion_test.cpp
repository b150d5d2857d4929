// A fused plan computes what the plan computes, bit for bit.
#include "engine/model/fusion.h"

#include <doctest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "engine/train/model.h"
#include "tests/model/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

ModelSpec le_net() {
  return spec_of("[14,14,1]", R"([
    {"class_name":"Conv2D","config":{"filters":8,"kernel_size":5,"padding":"same","activation":"relu"}},
    {"class_name":"MaxPooling2D"},
    {"class_name":"Conv2D","config":{"filters":13,"kernel_size":5,"padding":"same","activation":"relu"}},
    {"class_name":"MaxPooling2D","config":{"pool_size":[3,2]}},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":10,"activation":"softmax"}}])");
}

ModelSpec two_convolutions() {
  return spec_of("[15,14,1]", R"([
    {"class_name":"Conv2D","config":{"filters":20,"kernel_size":3,"activation":"relu"}},
    {"class_name":"Conv2D","config":{"filters":16,"kernel_size":3,"activation":"relu","use_bias":false}},
    {"class_name":"MaxPooling2D"},
    {"class_name":"Dropout","config":{"rate":0.25}},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":24,"activation":"relu"}},
    {"class_name":"Dropout","config":{"rate":0.5}},
    {"class_name":"Dense","config":{"units":4,"activation":"softmax"}}])");
}

/// Maps so large that their gradients are listed for some filters after the others.
ModelSpec large_map() {
  return spec_of("[75,75,4]", R"([
    {"class_name":"Conv2D","config":{"filters":12,"kernel_size":2,"activation":"relu"}},
    {"class_name":"MaxPooling2D"},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":4,"activation":"softmax"}}])");
}

/// What must not be fused, or only in part: maps that two layers take, overlapping windows, padding, groups.
ModelSpec branches() {
  return spec_of("[8,8,2]", R"([
    {"class_name":"Conv2D","name":"stem","config":{"filters":4,"kernel_size":3,"padding":"same","activation":"relu"}},
    {"class_name":"MaxPooling2D","name":"near","config":{"pool_size":2,"strides":1,"padding":"same"}},
    {"class_name":"Conv2D","name":"far","inputs":["stem"],"config":{"filters":4,"kernel_size":2,"padding":"same","groups":2,"activation":"relu"}},
    {"class_name":"Add","name":"sum","inputs":["near","far"]},
    {"class_name":"Conv2D","name":"last","config":{"filters":5,"kernel_size":3,"activation":"relu"}},
    {"class_name":"MaxPooling2D","name":"pool","config":{"pool_size":3,"strides":2}},
    {"class_name":"Flatten","name":"flat"},
    {"class_name":"Softmax","name":"probabilities"}])");
}

std::vector<std::string> kinds(const Plan& plan) {
  std::vector<std::string> kinds;
  for (const PlanNode& node : plan.nodes()) kinds.push_back(node.op->kind());
  return kinds;
}

bool same_bits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

/// Digits have ink in a part of the picture only: every other batch here.
void fill_picture(Model& model, std::uint32_t step) {
  fill_batch(model, step);
  if (step % 2 == 0) return;
  const auto width = static_cast<std::size_t>(model.plan().input_shape()[1]);
  for (std::size_t i = 0; i < model.batch_inputs().size(); ++i) {
    const std::size_t column = i % width;
    if (column < 4 + step % 3 || column + 5 > width || i / 3 % 3 != 0) model.batch_inputs()[i] = 0;
  }
}

}  // namespace

TEST_CASE("fusion: several nodes become one, and a change of shape none") {
  const auto fused = [](const ModelSpec& spec) { return kinds(*fuse(*Plan::compile(spec).value(), {})); };
  using Kinds = std::vector<std::string>;
  CHECK(fused(le_net()) == Kinds{"conv2d_block", "conv2d_block", "dense", "softmax"});
  CHECK(fused(two_convolutions()) ==
        Kinds{"conv2d_block", "conv2d_block", "dropout", "dense", "relu", "dropout", "dense", "softmax"});
  CHECK(fused(branches()) == Kinds{"conv2d_block", "max_pool2d", "conv2d", "relu", "add", "conv2d_block",
                                   "max_pool2d", "reshape", "softmax"});
}

TEST_CASE("fusion: a run has the bits of the unfused one, and of one without any short way but Winograd's") {
  constexpr int kBatch = 19;  // some of the shares that a gradient is summed in have several samples
  for (const ModelSpec& spec :
       {le_net(), two_convolutions(), large_map(), branches(), small_cnn(), course_cnn()}) {
    TrainingConfig config;
    config.batch_size = kBatch;
    auto whole = Model::create(spec, config);
    auto parts = Model::create(spec, config, {.fusion = false});
    auto plain =
        Model::create(spec, config, {.fusion = false, .sparse_input = false, .sparse_gradient = false});
    REQUIRE(whole.ok());
    REQUIRE(parts.ok());
    REQUIRE(plain.ok());
    for (std::uint32_t step = 0; step < 6; ++step) {
      CAPTURE(step);
      const int n = step == 5 ? 3 : kBatch;
      for (Model* model : {whole.value().get(), parts.value().get(), plain.value().get()}) {
        fill_picture(*model, step);
        REQUIRE(model->step(n).finite);
      }
      REQUIRE(same_bits(whole.value()->parameters(), parts.value()->parameters()));
      REQUIRE(same_bits(whole.value()->parameters(), plain.value()->parameters()));
    }
    const std::span<const float> inputs = whole.value()->batch_inputs();
    std::vector<float> answers(static_cast<std::size_t>(7 * whole.value()->plan().output_size()));
    std::vector<float> expected(answers.size());
    whole.value()->predict(inputs.data(), 7, answers.data());
    plain.value()->predict(inputs.data(), 7, expected.data());
    CHECK(same_bits(answers, expected));
  }
}

TEST_CASE("fusion: looking at a layer inside gives what it would without") {
  auto whole = Model::create(two_convolutions(), {});
  auto parts = Model::create(two_convolutions(), {}, {.fusion = false});
  REQUIRE(whole.ok());
  REQUIRE(parts.ok());
  fill_batch(*whole.value(), 1);
  const float* const sample = whole.value()->batch_inputs().data();
  for (int layer = 0; layer < 8; ++layer) {
    CAPTURE(layer);
    CHECK(same_bits(whole.value()->layer_output(sample, layer), parts.value()->layer_output(sample, layer)));
  }
}
