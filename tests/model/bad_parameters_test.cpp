// Whatever a schema says of a parameter holds: for every parameter of every layer, optimizer, loss, schedule
// and small data set, a value outside of its type, range or choices is refused by its name.
#include <doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/model/schema.h"
#include "engine/model/settings.h"

using namespace glassbox;

namespace {

using Type = ParameterSchema::Type;

/// Values that no parameter of that schema takes.
std::vector<Value> bad_values(const ParameterSchema& parameter) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Value text = Value::of(std::string("no such thing"));
  const Value list = Value::of(std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  std::vector<Value> bad{text};
  switch (parameter.type) {
    case Type::boolean:
      bad.push_back(Value::of(std::int64_t{1}));
      bad.push_back(Value::of(0.5));
      break;
    case Type::integer:
      bad.push_back(Value::of(static_cast<std::int64_t>(parameter.minimum) - 1));
      bad.push_back(Value::of(static_cast<std::int64_t>(parameter.maximum) + 1));
      bad.push_back(Value::of(std::numeric_limits<std::int64_t>::min()));
      bad.push_back(Value::of(std::numeric_limits<std::int64_t>::max()));
      bad.push_back(Value::of(parameter.minimum + 0.5));
      bad.push_back(Value::of(std::nan("")));
      bad.push_back(Value::of(1e300));
      bad.push_back(Value::of(true));
      bad.push_back(list);
      break;
    case Type::real:
      bad.push_back(Value::of(parameter.minimum - 1));
      bad.push_back(Value::of(parameter.maximum * 2 + 1));
      bad.push_back(Value::of(std::nan("")));
      bad.push_back(Value::of(kInfinity));
      bad.push_back(Value::of(-kInfinity));
      bad.push_back(Value::of(false));
      bad.push_back(list);
      break;
    case Type::choice:
      bad.push_back(Value::of(std::string()));
      bad.push_back(Value::of(parameter.choices.front() + " "));
      bad.push_back(Value::of(std::int64_t{0}));
      bad.push_back(list);
      break;
    case Type::integers:
      bad.push_back(Value::of(std::vector<std::int64_t>{static_cast<std::int64_t>(parameter.minimum) - 1}));
      bad.push_back(
          Value::of(std::vector<std::int64_t>{1, static_cast<std::int64_t>(parameter.maximum) + 1}));
      bad.push_back(Value::of(0.5));
      bad.push_back(Value::of(true));
      break;
    case Type::size2:
      bad.push_back(Value::of(std::vector<std::int64_t>{}));
      bad.push_back(Value::of(std::vector<std::int64_t>{std::numeric_limits<std::int64_t>::max(), 1}));
      bad.push_back(Value::of(std::vector<std::int64_t>{-7, 1}));
      bad.push_back(Value::of(0.5));
      bad.push_back(list);
      break;
  }
  return bad;
}

int check_all(std::span<const Schema> schemas) {
  int cases = 0;
  for (const Schema& schema : schemas) {
    CAPTURE(schema.class_name);
    std::vector<Attribute> good;
    for (const ParameterSchema& parameter : schema.parameters) {
      if (parameter.required) good.push_back({parameter.name, parameter.default_value});
    }
    CHECK(Settings::read(schema, good).ok());
    for (const ParameterSchema& parameter : schema.parameters) {
      CAPTURE(parameter.name);
      for (const Value& value : bad_values(parameter)) {
        std::vector<Attribute> config = good;
        std::erase_if(config, [&](const Attribute& attribute) { return attribute.name == parameter.name; });
        config.push_back({parameter.name, value});
        const auto settings = Settings::read(schema, config);
        CAPTURE(cases);
        REQUIRE_FALSE(settings.ok());
        CHECK(settings.error().parameter == parameter.name);
        CHECK(settings.error().code.starts_with("parameter."));
        ++cases;
      }
    }
    std::vector<Attribute> unknown = good;
    unknown.push_back({"no_such_parameter", Value::of(1.0)});
    CHECK(Settings::read(schema, unknown).error().code == "parameter.unknown");
    ++cases;
  }
  return cases;
}

}  // namespace

TEST_CASE("every parameter refuses what its schema excludes") {
  CHECK(check_all(layer_schemas()) > 300);
  CHECK(check_all(optimizer_schemas()) > 200);
  CHECK(check_all(loss_schemas()) > 20);
  CHECK(check_all(schedule_schemas()) > 80);
}
