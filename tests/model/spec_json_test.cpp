#include <doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/plan.h"
#include "engine/model/spec.h"
#include "engine/tensor/random.h"
#include "tests/model/specs.h"

using namespace glassbox;
using namespace glassbox::test;

TEST_CASE("a spec survives the way through JSON") {
  for (const ModelSpec& spec : {linear_classifier(), mlp(), course_cnn()}) {
    CHECK(parse_model_spec(to_json(spec)).value() == spec);
    const ModelSpec full = Plan::compile(spec).value()->spec();
    CHECK(parse_model_spec(to_json(full)).value() == full);
  }
}

TEST_CASE("the JSON of the linear classifier is Keras-shaped") {
  CHECK(to_json(linear_classifier()) ==
        R"({"version":1,"input_shape":[28,28,1],"layers":[{"class_name":"Flatten"},)"
        R"({"class_name":"Dense","config":{"units":10,"activation":"softmax"}}]})");
}

TEST_CASE("Keras' own ways of writing a layer are understood") {
  const ModelSpec spec = spec_of("[28,28,1]", R"([
    {"class_name":"Conv2D","config":{"name":"first","filters":8,"kernel_size":5,"strides":[1,1],
      "padding":"valid","activation":"relu","use_bias":true}},
    {"class_name":"MaxPooling2D","config":{"pool_size":[2,2],"strides":null,"padding":"same"}},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":10.0,"activation":null}}])");
  CHECK(spec.layers[0].name == "first");
  const auto plan = Plan::compile(spec);
  REQUIRE(plan.ok());
  CHECK(plan.value()->parameter_count() == 5 * 5 * 8 + 8 + 12 * 12 * 8 * 10 + 10);
}

TEST_CASE("every kind of value survives the way through JSON") {
  LayerSpec layer{.class_name = "Dense", .name = "n", .inputs = {"input"}, .config = {}};
  layer.set("boolean", Value::of(true));
  layer.set("integer", Value::of(std::int64_t{-7}));
  layer.set("real", Value::of(0.1));
  layer.set("text", Value::of(std::string("a \"quoted\" \xF0\x9F\x99\x82 text")));
  layer.set("integers", Value::of(std::vector<std::int64_t>{1, 2, 3}));
  layer.set("nothing", Value{});
  const ModelSpec spec{.input_shape = {4}, .layers = {layer}};
  const std::string json = to_json(spec);
  CHECK(json.find(R"("real":0.1)") != std::string::npos);
  CHECK(json.find(R"("nothing":null)") != std::string::npos);
  // The parser gets as far as the schema.
  CHECK(parse_model_spec(json).error() == Error{"parameter.unknown", {"boolean", "Dense"}, 0, "boolean"});
}

TEST_CASE("bytes that are no UTF-8 do not stop a spec from being written") {
  LayerSpec layer{.class_name = "De\xFFnse", .name = {}, .inputs = {}, .config = {}};
  const ModelSpec spec{.input_shape = {4}, .layers = {layer}};
  CHECK(parse_model_spec(to_json(spec)).error().code == "layer.unknown_class");
}

namespace {

/// Damages a text as links and files are damaged: bytes changed, lost, doubled, other numbers.
std::string damaged(std::string text, const Random& random) {
  std::uint64_t draw = 0;
  const auto next = [&](std::size_t bound) {
    return random.below(draw++, static_cast<std::uint32_t>(bound));
  };
  const auto mutations = 1 + next(3);
  for (std::uint32_t i = 0; i < mutations && !text.empty(); ++i) {
    const std::size_t from = next(text.size());
    const std::size_t length = 1 + next(std::min<std::size_t>(text.size() - from, 24));
    switch (next(7)) {
      case 0:
        text[from] = static_cast<char>(next(256));
        break;
      case 1:
        text[from] = static_cast<char>(text[from] ^ (1 << next(8)));
        break;
      case 2:
        text.resize(from);
        break;
      case 3:
        text.erase(from, length);
        break;
      case 4:
        text.insert(next(text.size()), text.substr(from, length));
        break;
      case 5:
        if (const auto digit = text.find_first_of("0123456789", from); digit != std::string::npos) {
          text[digit] = static_cast<char>('0' + next(10));
        }
        break;
      default:
        text.insert(from, 1, "[]{}\",:-0.9e"[next(12)]);
        break;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("damaged specs are parsed or refused, never worse") {
  const std::string sources[] = {to_json(course_cnn()), to_json(Plan::compile(mlp()).value()->spec())};
  int accepted = 0;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 6000; ++seed) {
    const std::string text = damaged(sources[seed % 2], Random(seed, Stream::data));
    const auto spec = parse_model_spec(text);
    if (spec) {
      ++accepted;
      const auto plan = Plan::compile(spec.value());
      if (plan) CHECK(plan.value()->parameter_count() > 0);
      CHECK(parse_model_spec(to_json(spec.value())).ok());
    } else {
      ++refused;
      CHECK_FALSE(spec.error().code.empty());
    }
  }
  CHECK(accepted > 100);
  CHECK(refused > 4000);
}
