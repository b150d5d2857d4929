#include <doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "engine/model/limits.h"
#include "engine/model/plan.h"
#include "engine/model/spec.h"
#include "engine/train/model.h"
#include "tests/model/specs.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

struct BadSpec {
  const char* input_shape;
  const char* layers;
  const char* code;
  int layer;
  const char* parameter;
  std::vector<std::string> arguments;  ///< checked where given
};

/// From JSON to a plan, as a link or a file goes.
Error refusal(const std::string& json) {
  const auto spec = parse_model_spec(json);
  if (!spec) return spec.error();
  const auto model = Model::create(spec.value(), {});
  return model ? Error{} : model.error();
}

const std::vector<BadSpec> kBadSpecs{
    // the model as a whole
    {"[]", "[]", "model.input_shape", -1, "input_shape", {}},
    {"[28,28,1,1]", "[]", "model.input_shape", -1, "input_shape", {}},
    {"[0]", "[]", "model.input_shape", -1, "input_shape", {}},
    {"[28,-28,1]", "[]", "model.input_shape", -1, "input_shape", {}},
    {"[65537]", "[]", "model.input_shape", -1, "input_shape", {"65536"}},
    {"[28.5,28,1]", "[]", "spec.field", -1, "", {"input_shape"}},
    {R"("28")", "[]", "spec.field", -1, "", {"input_shape"}},
    {"[65536,65536,1]", "[]", "model.input_too_large", -1, "input_shape", {"4294967296", "16777216"}},
    {"[28,28,1]", "[]", "model.no_layers", -1, "", {}},
    {"[28,28,1]", "{}", "spec.field", -1, "", {"layers"}},
    {"[28,28,1]", "[7]", "spec.field", 0, "", {"layers[0]"}},
    {"[4]", R"([{"class_name":"Softmax"}])", "model.nothing_to_train", -1, "", {}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":3}}])",
     "model.output_not_classes",
     0,
     "",
     {"(26, 26, 4)", "256"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":4}},{"class_name":"Dense","config":{"units":1}}])",
     "model.output_not_classes",
     1,
     "",
     {"(1,)", "256"}},
    {"[4]", R"([{"class_name":"Dense","config":{"units":257}}])", "model.output_not_classes", 0, "", {}},
    {"[65536]",
     R"([{"class_name":"Dense","config":{"units":1024}},{"class_name":"Dense","config":{"units":10}}])",
     "model.too_many_parameters",
     0,
     "",
     {"67108864", "33554432"}},
    {"[8192]",
     R"([{"class_name":"Dense","config":{"units":4000}},{"class_name":"Dense","config":{"units":4000}},
         {"class_name":"Dense","config":{"units":10}}])",
     "model.too_many_parameters",
     1,
     "",
     {}},
    {"[1024,1024,16]",
     R"([{"class_name":"Conv2D","config":{"filters":65536,"kernel_size":1024,"padding":"same"}}])",
     "conv2d.padded_input_too_large",
     0,
     "kernel_size",
     {"(2047, 2047, 16)", "16777216"}},
    // layers and their places
    {"[4]", R"([{"class_name":"Dance","config":{"units":4}}])", "layer.unknown_class", 0, "", {"Dance"}},
    {"[4]", R"([{"config":{"units":4}}])", "layer.unknown_class", 0, "", {""}},
    {"[4]", R"([{"class_name":7}])", "spec.field", 0, "", {"layers[0].class_name"}},
    {"[4]", R"([{"class_name":"Dense","unit":4}])", "spec.field", 0, "", {"layers[0].unit"}},
    {"[4]", R"([{"class_name":"Dense","config":[4]}])", "spec.field", 0, "", {"layers[0].config"}},
    {"[4]",
     R"([{"class_name":"Dense","inputs":"input","config":{"units":4}}])",
     "spec.field",
     0,
     "",
     {"layers[0].inputs"}},
    {"[4]",
     R"([{"class_name":"Dense","inputs":[1],"config":{"units":4}}])",
     "spec.field",
     0,
     "",
     {"layers[0].inputs"}},
    {"[4]",
     R"([{"class_name":"Dense","name":5,"config":{"units":4}}])",
     "spec.field",
     0,
     "",
     {"layers[0].name"}},
    {"[4]",
     R"([{"class_name":"Dense","name":"a b","config":{"units":4}}])",
     "layer.bad_name",
     0,
     "name",
     {"a b", "64"}},
    {"[4]",
     R"([{"class_name":"Dense","name":"input","config":{"units":4}}])",
     "layer.duplicate_name",
     0,
     "name",
     {"input"}},
    {"[4]",
     R"([{"class_name":"Dense","name":"a","config":{"units":4}},{"class_name":"Dense","name":"a","config":{"units":4}}])",
     "layer.duplicate_name",
     1,
     "name",
     {"a"}},
    {"[4]",
     R"([{"class_name":"Dense","inputs":["nobody"],"config":{"units":4}}])",
     "layer.unknown_input",
     0,
     "inputs",
     {"nobody"}},
    {"[4]",
     R"([{"class_name":"Dense","name":"me","inputs":["me"],"config":{"units":4}}])",
     "layer.unknown_input",
     0,
     "inputs",
     {"me"}},
    {"[4]",
     R"([{"class_name":"Dense","inputs":["later"],"config":{"units":4}},
         {"class_name":"Dense","name":"later","config":{"units":4}}])",
     "layer.unknown_input",
     0,
     "inputs",
     {"later"}},
    {"[4]",
     R"([{"class_name":"Dense","inputs":["input","input"],"config":{"units":4}}])",
     "layer.input_count",
     0,
     "inputs",
     {"2", "1"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":4}},{"class_name":"Add"}])",
     "layer.input_count",
     1,
     "inputs",
     {"1", "2+"}},
    {"[4]",
     R"([{"class_name":"Dense","name":"left","config":{"units":4}},
         {"class_name":"Dense","inputs":["input"],"config":{"units":4}}])",
     "layer.unused",
     0,
     "",
     {"left"}},
    // shapes
    {"[28,28,1]",
     R"([{"class_name":"Dense","config":{"units":10}}])",
     "dense.needs_flat_input",
     0,
     "",
     {"(28, 28, 1)"}},
    {"[28,28,1]",
     R"([{"class_name":"LSTM","config":{"units":10}}])",
     "recurrent.needs_sequence_input",
     0,
     "",
     {"(28, 28, 1)", "(28, 28)"}},
    {"[32,30,3]",
     R"([{"class_name":"GRU","config":{"units":10}}])",
     "recurrent.needs_sequence_input",
     0,
     "",
     {"(32, 30, 3)", "(32, 90)"}},
    {"[784]",
     R"([{"class_name":"SimpleRNN","config":{"units":10}}])",
     "recurrent.needs_sequence_input",
     0,
     "",
     {"(784,)", "(784, 1)"}},
    {"[28,28]",
     R"([{"class_name":"LSTM","config":{"units":10,"return_sequences":true}}])",
     "model.output_not_classes",
     0,
     "",
     {"(28, 10)", "256"}},
    {"[28,28]",
     R"([{"class_name":"GRU","config":{"units":10,"activation":"softmax"}}])",
     "parameter.choice",
     0,
     "activation",
     {"softmax", "tanh, relu, sigmoid"}},
    {"[28,28]",
     R"([{"class_name":"GRU","config":{"units":10,"unit_forget_bias":true}}])",
     "parameter.unknown",
     0,
     "unit_forget_bias",
     {"unit_forget_bias", "GRU"}},
    {"[28,28]",
     R"([{"class_name":"LSTM","config":{"units":2800}}])",
     "initializer.too_large",
     0,
     "recurrent_initializer",
     {"orthogonal", "2800x11200"}},
    {"[28,28]",
     R"([{"class_name":"LSTM","config":{"units":65536}}])",
     "initializer.too_large",
     0,
     "recurrent_initializer",
     {"orthogonal", "65536x262144"}},
    {"[4096]",
     R"([{"class_name":"Dense","config":{"units":2000,"kernel_initializer":"orthogonal"}}])",
     "initializer.too_large",
     0,
     "kernel_initializer",
     {"orthogonal", "4096x2000"}},
    {"[28,28]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":3}}])",
     "layer.needs_image_input",
     0,
     "",
     {"(28, 28)"}},
    {"[28,28,1]",
     R"([{"class_name":"Flatten"},{"class_name":"MaxPooling2D"},{"class_name":"Dense","config":{"units":10}}])",
     "layer.needs_image_input",
     1,
     "",
     {"(784,)"}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":29}}])",
     "conv2d.kernel_larger_than_input",
     0,
     "kernel_size",
     {"29x29", "28x28"}},
    {"[28,28,1]",
     R"([{"class_name":"MaxPooling2D","config":{"pool_size":10}},
         {"class_name":"Conv2D","config":{"filters":4,"kernel_size":[2,3]}}])",
     "conv2d.kernel_larger_than_input",
     1,
     "kernel_size",
     {"2x3", "2x2"}},
    {"[4,8,1]",
     R"([{"class_name":"MaxPooling2D","config":{"pool_size":5}}])",
     "pooling.window_larger_than_input",
     0,
     "pool_size",
     {"5x5", "4x8"}},
    {"[4,8,1]",
     R"([{"class_name":"AveragePooling2D","config":{"pool_size":[1,9]}}])",
     "pooling.window_larger_than_input",
     0,
     "pool_size",
     {"1x9", "4x8"}},
    {"[512,512,1]",
     R"([{"class_name":"Flatten"},{"class_name":"Dense","config":{"units":10}}])",
     "layer.output_too_large",
     0,
     "",
     {"(262144,)", "65536", "16777216"}},
    {"[1024,1024,1]",
     R"([{"class_name":"Conv2D","config":{"filters":64,"kernel_size":1}}])",
     "layer.output_too_large",
     0,
     "",
     {"(1024, 1024, 64)", "65536", "16777216"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":3}},{"class_name":"Add","inputs":["input","dense"]}])",
     "add.shapes_differ",
     1,
     "",
     {"(4,)", "(3,)"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":3}},{"class_name":"Multiply","inputs":["input","dense"]}])",
     "multiply.shapes_differ",
     1,
     "",
     {"(4,)", "(3,)"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":3}},{"class_name":"Subtract","inputs":["input","dense"]}])",
     "subtract.shapes_differ",
     1,
     "",
     {"(4,)", "(3,)"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":4}},
         {"class_name":"Subtract","inputs":["input","dense","dense"]}])",
     "layer.input_count",
     1,
     "inputs",
     {"3", "2"}},
    // parameters
    {"[4]", R"([{"class_name":"Dense"}])", "parameter.missing", 0, "units", {"units"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":null}}])",
     "parameter.missing",
     0,
     "units",
     {"units"}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4}}])",
     "parameter.missing",
     0,
     "kernel_size",
     {"kernel_size"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":4,"unit":4}}])",
     "parameter.unknown",
     0,
     "unit",
     {"unit", "Dense"}},
    {"[4]",
     R"([{"class_name":"Flatten","config":{"data_format":"channels_last"}}])",
     "parameter.unknown",
     0,
     "data_format",
     {"data_format", "Flatten"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":0}}])",
     "parameter.range",
     0,
     "units",
     {"0", "1", "65536"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":-3}}])",
     "parameter.range",
     0,
     "units",
     {"-3", "1", "65536"}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":1000000,"kernel_size":3}}])",
     "parameter.range",
     0,
     "filters",
     {"1000000", "1", "65536"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":9223372036854775807}}])",
     "parameter.range",
     0,
     "units",
     {}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":99999999999999999999}}])",
     "parameter.not_integer",
     0,
     "units",
     {}},
    {"[4]", R"([{"class_name":"Dense","config":{"units":2.5}}])", "parameter.not_integer", 0, "units", {}},
    {"[4]", R"([{"class_name":"Dense","config":{"units":"ten"}}])", "parameter.not_integer", 0, "units", {}},
    {"[4]", R"([{"class_name":"Dense","config":{"units":true}}])", "parameter.not_integer", 0, "units", {}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":{"value":4}}}])",
     "spec.field",
     0,
     "",
     {"layers[0].config.units"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":4,"use_bias":1}}])",
     "parameter.not_boolean",
     0,
     "use_bias",
     {}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":4,"activation":"mish"}}])",
     "parameter.choice",
     0,
     "activation",
     {"mish",
      "linear, relu, tanh, sigmoid, leaky_relu, elu, selu, softplus, swish, gelu, arctan, binary_step, "
      "softmax"}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":4,"activation":1}}])",
     "parameter.choice",
     0,
     "activation",
     {}},
    {"[4]",
     R"([{"class_name":"Dense","config":{"units":4,"kernel_initializer":"identity"}}])",
     "parameter.choice",
     0,
     "kernel_initializer",
     {}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":[3,3,3]}}])",
     "parameter.not_size",
     0,
     "kernel_size",
     {}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":[]}}])",
     "parameter.not_size",
     0,
     "kernel_size",
     {}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":"5x5"}}])",
     "parameter.not_size",
     0,
     "kernel_size",
     {}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":0}}])",
     "parameter.range",
     0,
     "kernel_size",
     {"0", "1", "1024"}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":[3,2000]}}])",
     "parameter.range",
     0,
     "kernel_size",
     {"2000", "1", "1024"}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":3,"strides":0}}])",
     "parameter.range",
     0,
     "strides",
     {}},
    {"[28,28,1]",
     R"([{"class_name":"Conv2D","config":{"filters":4,"kernel_size":3,"padding":"full"}}])",
     "parameter.choice",
     0,
     "padding",
     {"full", "valid, same"}},
};

}  // namespace

TEST_CASE("an impossible model is refused with its reason, layer and parameter") {
  for (const BadSpec& bad : kBadSpecs) {
    CAPTURE(bad.input_shape);
    CAPTURE(bad.layers);
    const Error error = refusal(spec_json(bad.input_shape, bad.layers));
    CHECK(error.code == bad.code);
    CHECK(error.layer == bad.layer);
    CHECK(error.parameter == bad.parameter);
    if (!bad.arguments.empty()) CHECK(error.arguments == bad.arguments);
  }
}

TEST_CASE("a text that is no spec is refused") {
  CHECK(refusal("").code == "spec.not_json");
  CHECK(refusal("{").code == "spec.not_json");
  CHECK(refusal("[]").code == "spec.not_json");
  CHECK(refusal("null").code == "spec.not_json");
  CHECK(refusal(R"({"version":1e999})").code == "spec.not_json");
  CHECK(refusal(std::string(100, '[')).code == "spec.not_json");
  CHECK(refusal(R"({"version":1,"input_shape":)" + std::string(50, '[') + std::string(50, ']') + "}").code ==
        "spec.not_json");
  CHECK(refusal("{}") == Error{"spec.field", {"version"}, -1, ""});
  CHECK(refusal(R"({"version":"1"})") == Error{"spec.field", {"version"}, -1, ""});
  CHECK(refusal(R"({"version":2,"new":true})") == Error{"spec.version", {"2", "1"}, -1, ""});
  CHECK(refusal(R"({"version":1,"color":1})") == Error{"spec.field", {"color"}, -1, ""});
  CHECK(refusal(R"({"version":1})") == Error{"spec.field", {"input_shape"}, -1, ""});
  CHECK(refusal(std::string(limits::kSpecBytes + 1, ' ')) ==
        Error{"spec.too_long", {"1048577", "1048576"}, -1, ""});
}

TEST_CASE("a text of a megabyte that nests or repeats is refused at once") {
  const auto repeated = [](const std::string& part) {
    std::string text;
    while (text.size() + 10 < static_cast<std::size_t>(limits::kSpecBytes)) text += part;
    return text;
  };
  CHECK(refusal(repeated("[")).code == "spec.not_json");
  CHECK(refusal(repeated(R"({"a":)")).code == "spec.not_json");
  CHECK(refusal("[" + repeated("1,") + "1]").code == "spec.not_json");
  std::string keys;
  for (int i = 0; i < 60000; ++i) keys += "\"k" + std::to_string(i) + "\":1,";
  CHECK(refusal("{" + keys + "\"last\":1}").code == "spec.not_json");
}

TEST_CASE("a model has at most 64 layers") {
  const auto relus = [](int count) {
    std::string layers = R"([{"class_name":"Dense","config":{"units":2}})";
    for (int i = 0; i < count; ++i) layers += R"(,{"class_name":"ReLU"})";
    return spec_json("[4]", layers + "]");
  };
  CHECK(refusal(relus(63)).code.empty());
  CHECK(refusal(relus(64)) == Error{"model.too_many_layers", {"65", "64"}, -1, ""});
}

TEST_CASE("a spec that never was JSON is checked as well") {
  LayerSpec dense{
      .class_name = "Dense", .name = {}, .inputs = {}, .config = {{"units", Value::of(std::int64_t{3})}}};
  const auto refusal_of = [](const ModelSpec& spec) {
    const auto plan = Plan::compile(spec);
    return plan ? Error{} : plan.error();
  };
  const ModelSpec good{.input_shape = {4}, .layers = {dense}};
  REQUIRE(refusal_of(good).code.empty());

  ModelSpec spec = good;
  spec.version = 7;
  CHECK(refusal_of(spec) == Error{"spec.version", {"7", "1"}, -1, ""});

  spec = good;
  spec.layers[0].set("units", Value::of(std::numeric_limits<double>::quiet_NaN()));
  CHECK(refusal_of(spec) == Error{"parameter.not_integer", {}, 0, "units"});
  spec.layers[0].set("units", Value::of(3.0));
  CHECK(refusal_of(spec).code.empty());
  spec.layers[0].config[0].value.kind = static_cast<Value::Kind>(99);
  CHECK(refusal_of(spec) == Error{"parameter.not_integer", {}, 0, "units"});

  spec = good;
  spec.layers[0].config.push_back(spec.layers[0].config[0]);
  CHECK(refusal_of(spec) == Error{"parameter.duplicate", {"units"}, 0, "units"});

  spec = good;
  spec.layers[0].class_name = std::string(1000, 'x');
  CHECK(refusal_of(spec).code == "layer.unknown_class");
  CHECK(refusal_of(spec).arguments.at(0).size() < 200);

  spec = good;
  spec.layers[0].name = std::string(65, 'x');
  CHECK(refusal_of(spec).code == "layer.bad_name");

  spec = good;
  spec.input_shape = {std::int64_t{1} << 62, 4, 4};
  CHECK(refusal_of(spec).code == "model.input_shape");
}
