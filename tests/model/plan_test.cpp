#include "engine/model/plan.h"

#include <doctest.h>

#include <string>
#include <vector>

#include "engine/model/graph.h"
#include "tests/model/specs.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

using Sizes = std::vector<std::int64_t>;

std::shared_ptr<const Plan> compiled(const ModelSpec& spec) {
  auto plan = Plan::compile(spec);
  REQUIRE_MESSAGE(plan.ok(), (plan.ok() ? "" : plan.error().code));
  return plan.value();
}

}  // namespace

TEST_CASE("the course's CNN has the layer table of lesson 14") {
  const auto plan = compiled(course_cnn());
  const std::vector<LayerSummary> table{
      {"conv2d", "Conv2D", {24, 24, 32}, 832},
      {"max_pooling2d", "MaxPooling2D", {12, 12, 32}, 0},
      {"flatten", "Flatten", {4608}, 0},
      {"dense", "Dense", {10}, 46090},
  };
  CHECK(plan->summary() == table);
  CHECK(plan->parameter_count() == 46922);
  CHECK(plan->classes() == 10);
  CHECK(plan->input_shape() == Shape{28, 28, 1});
}

TEST_CASE("the linear classifier of lesson 2 has 7,850 parameters, the MLP 101,770") {
  CHECK(compiled(linear_classifier())->parameter_count() == 7850);
  CHECK(compiled(mlp())->parameter_count() == 101770);
}

TEST_CASE("recurrent layers have Keras' output shapes and numbers of parameters") {
  const auto plan = compiled(spec_of("[28,28]", R"([
    {"class_name":"SimpleRNN","config":{"units":32,"return_sequences":true}},
    {"class_name":"LSTM","config":{"units":128,"return_sequences":true,"use_bias":false}},
    {"class_name":"GRU","config":{"units":128}},
    {"class_name":"Dense","config":{"units":10}}])"));
  const std::vector<LayerSummary> table{
      {"simple_rnn", "SimpleRNN", {28, 32}, 1952},
      {"lstm", "LSTM", {28, 128}, 4 * (32 + 128) * 128},
      {"gru", "GRU", {128}, 3 * (2 * 128 * 128 + 2 * 128)},
      {"dense", "Dense", {10}, 1290},
  };
  CHECK(plan->summary() == table);
}

TEST_CASE("padding and strides give Keras' output shapes") {
  const auto shape_of = [](const char* config) {
    const auto plan =
        compiled(spec_of("[28,28,3]", R"([{"class_name":"Conv2D","config":)" + std::string(config) +
                                          R"(},{"class_name":"Flatten"},
                                                         {"class_name":"Dense","config":{"units":2}}])"));
    return plan->summary()[0].output_shape;
  };
  CHECK(shape_of(R"({"filters":4,"kernel_size":5})") == Sizes{24, 24, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":5,"padding":"same"})") == Sizes{28, 28, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":[3,5],"strides":2})") == Sizes{13, 12, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":[3,5],"strides":[3,2],"padding":"same"})") ==
        Sizes{10, 14, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":28})") == Sizes{1, 1, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":5,"zero_padding":[2,1]})") == Sizes{28, 26, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":30,"zero_padding":1,"strides":2})") == Sizes{1, 1, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":3,"dilation_rate":[2,3]})") == Sizes{24, 22, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":3,"dilation_rate":9,"padding":"same"})") == Sizes{28, 28, 4});
}

TEST_CASE("a transposed convolution has Keras' output shapes and kernel") {
  const auto compiled_with = [](const char* config) {
    return compiled(spec_of("[7,5,6]", R"([{"class_name":"Conv2DTranspose","config":)" + std::string(config) +
                                           R"(},{"class_name":"Flatten"},
                                              {"class_name":"Dense","config":{"units":2}}])"));
  };
  const auto shape_of = [&](const char* config) { return compiled_with(config)->summary()[0].output_shape; };
  CHECK(shape_of(R"({"filters":4,"kernel_size":3})") == Sizes{9, 7, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":3,"strides":2})") == Sizes{15, 11, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":2,"strides":[2,3]})") == Sizes{14, 15, 4});
  CHECK(shape_of(R"({"filters":4,"kernel_size":3,"strides":2,"padding":"same"})") == Sizes{14, 10, 4});
  const auto plan = compiled_with(R"({"filters":4,"kernel_size":[3,2]})");
  CHECK(plan->parameters()[0].parameter.shape == Shape{3, 2, 4, 6});
  CHECK(plan->summary()[0].name == "conv2d_transpose");
}

TEST_CASE("kernels of groups and of depthwise convolutions have Keras' shapes and fans") {
  const auto plan = compiled(spec_of("[8,8,6]", R"([
    {"class_name":"Conv2D","config":{"filters":4,"kernel_size":[3,2],"groups":2}},
    {"class_name":"DepthwiseConv2D","config":{"kernel_size":3,"depth_multiplier":5}},
    {"class_name":"Flatten"},{"class_name":"Dense","config":{"units":2}}])"));
  const Parameter& grouped = plan->parameters()[0].parameter;
  CHECK(grouped.shape == Shape{3, 2, 3, 4});
  CHECK(grouped.initial.fan_in == 3 * 2 * 3);
  CHECK(grouped.initial.fan_out == 3 * 2 * 4);
  const Parameter& depthwise = plan->parameters()[2].parameter;
  CHECK(depthwise.shape == Shape{3, 3, 4, 5});
  CHECK(depthwise.initial.fan_in == 3 * 3 * 4);
  CHECK(depthwise.initial.fan_out == 3 * 3 * 5);
  CHECK(plan->summary()[1].output_shape == Sizes{4, 5, 20});
  CHECK(plan->summary()[1].name == "depthwise_conv2d");
  CHECK(plan->summary()[1].parameters == 9 * 20 + 20);
}

TEST_CASE("a reshape takes the sizes that it is given, and one that follows from the others") {
  const auto plan = compiled(spec_of("[4,6,1]", R"([
    {"class_name":"Reshape","config":{"target_shape":[2,-1]}},
    {"class_name":"Reshape","config":{"target_shape":[2,3,4]}},
    {"class_name":"Reshape","config":{"target_shape":-1}},
    {"class_name":"Dense","config":{"units":2}}])"));
  CHECK(plan->summary()[0].output_shape == Sizes{2, 12});
  CHECK(plan->summary()[1].output_shape == Sizes{2, 3, 4});
  CHECK(plan->summary()[2].output_shape == Sizes{24});
}

TEST_CASE("maxout, PReLU and layer normalization have the parameters of their papers") {
  const auto plan = compiled(spec_of("[4,6,3]", R"([
    {"class_name":"PReLU","config":{"shared_axes":[1,2]}},
    {"class_name":"LayerNormalization"},
    {"class_name":"Flatten"},
    {"class_name":"Maxout","config":{"units":5,"pieces":3}},
    {"class_name":"PReLU"},
    {"class_name":"LayerNormalization","config":{"center":false}},
    {"class_name":"Dense","config":{"units":2}}])"));
  std::vector<std::pair<std::string, Shape>> parameters;
  for (const ParameterSlice& slice : plan->parameters()) {
    parameters.emplace_back(slice.layer + "/" + slice.parameter.name, slice.parameter.shape);
  }
  CHECK(parameters == decltype(parameters){{"p_re_lu/alpha", {1, 1, 3}},
                                           {"layer_normalization/gamma", {3}},
                                           {"layer_normalization/beta", {3}},
                                           {"maxout/kernel", {72, 15}},
                                           {"maxout/bias", {15}},
                                           {"p_re_lu_1/alpha", {5}},
                                           {"layer_normalization_1/gamma", {5}},
                                           {"dense/kernel", {5, 2}},
                                           {"dense/bias", {2}}});
  CHECK(plan->summary()[3].output_shape == Sizes{5});
}

TEST_CASE("pooling strides are the pool size unless they are said") {
  const auto shape_of = [](const char* config) {
    const auto plan = compiled(
        spec_of("[9,9,2]", R"([{"class_name":"AveragePooling2D","config":)" + std::string(config) +
                               R"(},{"class_name":"Flatten"},{"class_name":"Dense","config":{"units":2}}])"));
    return plan->summary()[0].output_shape;
  };
  CHECK(shape_of("{}") == Sizes{4, 4, 2});
  CHECK(shape_of(R"({"pool_size":3})") == Sizes{3, 3, 2});
  CHECK(shape_of(R"({"pool_size":3,"strides":1})") == Sizes{7, 7, 2});
  CHECK(shape_of(R"({"pool_size":2,"strides":null,"padding":"same"})") == Sizes{5, 5, 2});
}

TEST_CASE("layers without a name get Keras' names, and their inputs are said") {
  const auto plan = compiled(spec_of("[4]", R"([
    {"class_name":"Dense","config":{"units":4}},
    {"class_name":"ReLU"},
    {"class_name":"Dense","name":"dense_1","config":{"units":4}},
    {"class_name":"Dense","config":{"units":4}},
    {"class_name":"Add","inputs":["re_lu","dense_2"]},
    {"class_name":"Dense","config":{"units":3}}])"));
  std::vector<std::string> names;
  for (const LayerSpec& layer : plan->spec().layers) names.push_back(layer.name);
  CHECK(names == std::vector<std::string>{"dense", "re_lu", "dense_1", "dense_2", "add", "dense_3"});
  CHECK(plan->spec().layers[0].inputs == std::vector<std::string>{"input"});
  CHECK(plan->spec().layers[3].inputs == std::vector<std::string>{"dense_1"});
  CHECK(plan->spec().layers[5].inputs == std::vector<std::string>{"add"});
  CHECK(Plan::compile(plan->spec()).value()->spec() == plan->spec());
}

TEST_CASE("names in snake case are Keras'") {
  CHECK(snake_case("Conv2D") == "conv2d");
  CHECK(snake_case("MaxPooling2D") == "max_pooling2d");
  CHECK(snake_case("AveragePooling2D") == "average_pooling2d");
  CHECK(snake_case("ReLU") == "re_lu");
}

TEST_CASE("Keras' other name of max pooling is understood") {
  const auto plan = compiled(spec_of("[8,8,1]", R"([{"class_name":"MaxPool2D"},{"class_name":"Flatten"},
                                                  {"class_name":"Dense","config":{"units":2}}])"));
  CHECK(plan->summary()[0].class_name == "MaxPooling2D");
  CHECK(plan->summary()[0].name == "max_pooling2d");
}

TEST_CASE("the loss takes what comes before a last softmax, however it is written") {
  const char* const endings[] = {
      R"([{"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])",
      R"([{"class_name":"Dense","config":{"units":3}},{"class_name":"Softmax"}])",
      R"([{"class_name":"Dense","config":{"units":3}},{"class_name":"Activation","config":{"activation":"softmax"}}])",
      R"([{"class_name":"Dense","config":{"units":3}}])",
  };
  for (const char* ending : endings) {
    CAPTURE(ending);
    const auto plan = compiled(spec_of("[4]", ending));
    CHECK(plan->loss_node(Link::softmax) == 0);
    CHECK(plan->nodes()[0].op->kind() == "dense");
    CHECK(plan->classes() == 3);
  }
}

TEST_CASE("a layer with an activation is two nodes, and its output is the second") {
  const auto plan = compiled(mlp());
  REQUIRE(plan->nodes().size() == 5);
  CHECK(plan->output_node(0) == 0);
  CHECK(plan->output_node(1) == 2);
  CHECK(plan->output_node(2) == 4);
  CHECK(plan->nodes()[2].layer == 1);
  CHECK(plan->nodes()[2].inputs == std::vector<int>{1});
  CHECK(plan->loss_node(Link::softmax) == 3);
}

TEST_CASE("a linear activation hands its input on") {
  const auto plan = compiled(spec_of("[4]", R"([
    {"class_name":"Activation","config":{"activation":"linear"}},
    {"class_name":"Dense","config":{"units":3}},
    {"class_name":"Activation","config":{"activation":"linear"}}])"));
  CHECK(plan->nodes().size() == 1);
  CHECK(plan->output_node(0) == PlanNode::kModelInput);
  CHECK(plan->output_node(2) == 0);
  CHECK(plan->summary()[0].output_shape == Sizes{4});
}

TEST_CASE("parameters lie one after another on boundaries of 16 values") {
  const auto plan = compiled(course_cnn());
  std::vector<std::string> names;
  std::size_t end = 0;
  for (const ParameterSlice& slice : plan->parameters()) {
    names.push_back(slice.layer + "/" + slice.parameter.name);
    CHECK(slice.offset % 16 == 0);
    CHECK(slice.offset >= end);
    CHECK(slice.offset < end + 16);
    end = slice.offset + static_cast<std::size_t>(slice.parameter.shape.size());
  }
  CHECK(names == std::vector<std::string>{"conv2d/kernel", "conv2d/bias", "dense/kernel", "dense/bias"});
  CHECK(plan->parameter_values() >= end);
  CHECK(plan->parameter_values() % 16 == 0);
  CHECK(plan->parameters()[0].parameter.shape == Shape{5, 5, 1, 32});
  CHECK(plan->parameters()[2].parameter.shape == Shape{4608, 10});
}

TEST_CASE("a layer without bias has a kernel only") {
  const auto plan =
      compiled(spec_of("[6]", R"([{"class_name":"Dense","config":{"units":3,"use_bias":false}}])"));
  CHECK(plan->parameter_count() == 18);
  CHECK(plan->parameters().size() == 1);
}
