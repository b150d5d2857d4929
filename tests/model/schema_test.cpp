#include "engine/model/schema.h"

#include <doctest.h>

#include <set>
#include <string>

#include "engine/base/error_codes.h"
#include "engine/data/augment.h"
#include "engine/data/image_set.h"
#include "engine/data/toys.h"
#include "engine/model/settings.h"

using namespace glassbox;

namespace {

/// What an editor starts with: every parameter said.
std::vector<Attribute> all_defaults(const Schema& schema) {
  std::vector<Attribute> config;
  for (const ParameterSchema& parameter : schema.parameters) {
    config.push_back({parameter.name, parameter.default_value});
  }
  return config;
}

void check_schema(const Schema& schema) {
  CAPTURE(schema.class_name);
  CHECK(Settings::read(schema, all_defaults(schema)).ok());
  std::set<std::string> names;
  for (const ParameterSchema& parameter : schema.parameters) {
    CAPTURE(parameter.name);
    CHECK(names.insert(parameter.name).second);
    CHECK(schema.find(parameter.name) == &parameter);
    CHECK((parameter.type == ParameterSchema::Type::choice) == !parameter.choices.empty());
    const bool ranged =
        parameter.type != ParameterSchema::Type::choice && parameter.type != ParameterSchema::Type::boolean;
    CHECK((parameter.minimum < parameter.maximum) == ranged);
  }
  CHECK(schema.find("no such parameter") == nullptr);
}

}  // namespace

TEST_CASE("every default is allowed by its own schema") {
  for (const Schema& schema : layer_schemas()) check_schema(schema);
  for (const Schema& schema : optimizer_schemas()) check_schema(schema);
  for (const Schema& schema : classification_toys()) check_schema(schema);
  for (const Schema& schema : regression_toys()) check_schema(schema);
  check_schema(augmentation_schema());
  check_schema(ImageSet::schema());
}

TEST_CASE("classes are found by their names and aliases") {
  CHECK(find_layer_schema("Conv2D")->class_name == "Conv2D");
  CHECK(find_layer_schema("MaxPool2D")->class_name == "MaxPooling2D");
  CHECK(find_layer_schema("conv2d") == nullptr);
  CHECK(find_layer_schema("") == nullptr);
  CHECK(find_optimizer_schema("Adam")->pytorch == "torch.optim.Adam");
  CHECK(find_optimizer_schema("Sgd") == nullptr);
}

TEST_CASE("the defaults are Keras'") {
  const Settings sgd = Settings::read(*find_optimizer_schema("SGD"), {}).value();
  CHECK(sgd.real("learning_rate") == 0.01);
  CHECK(sgd.real("momentum") == 0);
  CHECK_FALSE(sgd.boolean("nesterov"));
  const Settings adam = Settings::read(*find_optimizer_schema("Adam"), {}).value();
  CHECK(adam.real("learning_rate") == 0.001);
  CHECK(adam.real("beta_1") == 0.9);
  CHECK(adam.real("beta_2") == 0.999);
  CHECK(adam.real("epsilon") == 1e-7);
  const Attribute units{"units", Value::of(std::int64_t{4})};
  const Settings dense = Settings::read(*find_layer_schema("Dense"), std::span(&units, 1)).value();
  CHECK(dense.boolean("use_bias"));
  CHECK(dense.choice("activation") == "linear");
  CHECK(dense.choice("kernel_initializer") == "glorot_uniform");
  CHECK(dense.choice("bias_initializer") == "zeros");
  CHECK(activation_names().front() == "linear");
}

TEST_CASE("error codes are listed once, and their sentences name their arguments") {
  std::set<std::string_view> codes;
  for (const ErrorCode& entry : kErrorCodes) {
    CAPTURE(entry.code);
    CHECK(codes.insert(entry.code).second);
    CHECK_FALSE(entry.meaning.empty());
    for (std::size_t i = 0; i < 5; ++i) {
      const bool named = entry.meaning.find("{" + std::to_string(i) + "}") != std::string_view::npos;
      CHECK(named == (i < entry.arguments));
    }
  }
}

TEST_CASE("long texts from outside are cut between characters") {
  const std::string umlauts = [] {
    std::string text = "x";
    for (int i = 0; i < 100; ++i) text += "\xC3\xA4";
    return text;
  }();
  const std::string cut = shortened(umlauts);
  CHECK(cut.size() == 119 + 3);
  CHECK(cut.substr(0, 119) == umlauts.substr(0, 119));
  CHECK(shortened("short") == "short");
}
