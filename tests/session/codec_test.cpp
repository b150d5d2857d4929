#include "engine/session/codec.h"

#include <doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "engine/tensor/random.h"
#include "tests/session/examples.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

std::vector<std::byte> encoded(const auto& message) {
  std::vector<std::byte> bytes;
  encode(message, bytes);
  return bytes;
}

void set_count(std::vector<std::byte>& bytes, std::size_t offset, std::uint32_t count) {
  for (std::size_t i = 0; i < 4; ++i) bytes[offset + i] = static_cast<std::byte>(count >> (8 * i));
}

template <class C>
C parsed(const std::string& json) {
  const auto command = parse_command(json);
  REQUIRE(command);
  REQUIRE(std::holds_alternative<C>(command.value()));
  return std::get<C>(command.value());
}

std::string json_refusal(const std::string& json) {
  const auto command = parse_command(json);
  REQUIRE_FALSE(command);
  std::string text = command.error().code;
  for (const std::string& argument : command.error().arguments) text += " " + argument;
  return text;
}

/// All damage that one random byte, and one cut, can do.
template <class Decode>
void attack(const std::vector<std::byte>& good, const Decode& decode) {
  const Random random(5, Stream::data);
  for (std::uint32_t i = 0; i < 4000; ++i) {
    auto bytes = good;
    const std::uint32_t changes = 1 + random.below(4 * i, 3);
    for (std::uint32_t change = 0; change < changes; ++change) {
      const auto at = random.below(4 * i + 1 + change, static_cast<std::uint32_t>(bytes.size()));
      bytes[at] = static_cast<std::byte>(random.bits(100000 + 4 * i + change) >> 24);
    }
    const auto message = decode(bytes);
    if (message) CHECK(encoded(message.value()).size() == bytes.size());
  }
}

}  // namespace

TEST_CASE("codec: every command survives its bytes") {
  const auto commands = example_commands();
  REQUIRE(commands.size() == std::variant_size_v<Command>);
  for (std::size_t i = 0; i < commands.size(); ++i) {
    CAPTURE(i);
    CHECK(commands[i].index() == i);
    const auto bytes = encoded(commands[i]);
    const auto decoded = decode_command(bytes);
    REQUIRE(decoded);
    CHECK(decoded.value().index() == i);
    CHECK(encoded(decoded.value()) == bytes);
  }
  const auto model = decode_command(encoded(commands[0]));
  CHECK(std::get<command::SetModel>(model.value()).model == course_cnn());
}

TEST_CASE("codec: a snapshot survives its bytes") {
  const Snapshot snapshot = example_snapshot();
  const auto bytes = encoded(snapshot);
  const auto decoded = decode_snapshot(bytes);
  REQUIRE(decoded);
  CHECK(encoded(decoded.value()) == bytes);
  CHECK(decoded.value().model == snapshot.model);
  CHECK(decoded.value().run.status == RunStatus::diverged);
  CHECK(decoded.value().refusals == snapshot.refusals);
  CHECK(decoded.value().weights[0].values == snapshot.weights[0].values);
  CHECK(decoded.value().report.at(0).layer.parameters.at(0).gradients.histogram ==
        std::vector<std::int64_t>{1, 1});
}

TEST_CASE("codec: a message cut at any byte is refused as truncated, one with a byte more as trailing") {
  std::vector<std::vector<std::byte>> commands;
  for (const Command& command : example_commands()) commands.push_back(encoded(command));
  for (auto& bytes : commands) {
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      const auto decoded = decode_command(std::span(bytes).first(length));
      REQUIRE_FALSE(decoded);
      CHECK(decoded.error().code == "message.truncated");
    }
    bytes.push_back(std::byte{0});
    CHECK(decode_command(bytes).error().code == "message.trailing");
  }
  const auto snapshot = encoded(example_snapshot());
  for (std::size_t length = 0; length < snapshot.size(); ++length) {
    const auto decoded = decode_snapshot(std::span(snapshot).first(length));
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().code == "message.truncated");
  }
}

TEST_CASE("codec: random damage is refused or gives some other message of the same length") {
  for (const Command& command : example_commands()) attack(encoded(command), decode_command);
  attack(encoded(example_snapshot()), decode_snapshot);
}

TEST_CASE("codec: a count larger than the message takes no memory") {
  auto bytes = encoded(Command(command::Draw{{Stroke{{{0, 0}}}}}));
  for (const std::uint32_t count : {2U, 0x10000000U, 0xFFFFFFFFU}) {
    CAPTURE(count);
    auto strokes = bytes;
    set_count(strokes, 8, count);
    CHECK(decode_command(strokes).error().code == "message.truncated");
    auto points = bytes;
    set_count(points, 12, count);
    CHECK(decode_command(points).error().code == "message.truncated");
  }
  auto chunks = encoded(Command(command::OpenData{{}, 10, {1, 2}, {}}));
  set_count(chunks, 16, 0xFFFFFFFFU);
  CHECK(decode_command(chunks).error().code == "message.truncated");
}

TEST_CASE("codec: other versions, unknown commands and values are refused") {
  auto bytes = encoded(Command(command::Subscribe{}));
  auto other = bytes;
  other[0] = std::byte{2};
  CHECK(decode_command(other).error().code == "message.version");
  CHECK(decode_snapshot(other).error().code == "message.version");

  other = bytes;
  set_count(other, 4, static_cast<std::uint32_t>(std::variant_size_v<Command>));
  CHECK(decode_command(other).error().code == "message.unknown");
  other = bytes;
  other[8] = std::byte{2};  // a bool
  CHECK(decode_command(other).error().code == "message.unknown");

  Snapshot snapshot = example_snapshot();
  snapshot.digit.source = static_cast<DigitSource>(3);
  CHECK(decode_snapshot(encoded(snapshot)).error().code == "message.unknown");
}

TEST_CASE("codec: commands from JSON") {
  CHECK(parsed<command::Step>(R"({"command": "step", "count": 20})").count == 20);
  CHECK(parsed<command::Step>(R"({"command": "step"})").count == 1);
  parsed<command::Train>(R"({"command": "train"})");
  const auto draw = parsed<command::Draw>(R"({"command":"draw","strokes":[{"points":[{"x":0.5,"y":1}]}]})");
  CHECK(draw.strokes == std::vector<Stroke>{{{{0.5F, 1}}}});
  CHECK(parsed<command::Subscribe>(R"({"command":"subscribe","weights":true})").weights);

  const auto model = parsed<command::SetModel>(
      R"({"command":"set_model","model":{"version":1,"input_shape":[28,28,1],"layers":[
          {"class_name":"Conv2D","config":{"filters":8,"kernel_size":[5,5],"activation":"relu"}}]}})");
  REQUIRE(model.model.layers.size() == 1);
  CHECK(*model.model.layers[0].find("filters") == Value::of(std::int64_t{8}));
  CHECK(*model.model.layers[0].find("kernel_size") == Value::of(std::vector<std::int64_t>{5, 5}));

  const auto training = parsed<command::SetTraining>(
      R"({"command":"set_training","training":{"optimizer":{"class_name":"Adam","config":{"learning_rate":0.01}}}})");
  CHECK(training.training.optimizer.class_name == "Adam");
  CHECK(training.training.batch_size == TrainingConfig{}.batch_size);
}

TEST_CASE("codec: JSON that is no command is refused with its reason") {
  CHECK(json_refusal("") == "message.not_json");
  CHECK(json_refusal("{") == "message.not_json");
  CHECK(json_refusal("[]") == "message.not_json");
  CHECK(json_refusal("{}") == "message.field command");
  CHECK(json_refusal(R"({"command": 3})") == "message.field command");
  CHECK(json_refusal(R"({"command": "fly"})") == "message.unknown");
  CHECK(json_refusal(R"({"command": "step", "count": 1.5})") == "message.field count");
  CHECK(json_refusal(R"({"command": "step", "count": 3000000000})") == "message.field count");
  CHECK(json_refusal(R"({"command": "step", "cuont": 3})") == "message.field ?");
  CHECK(json_refusal(R"({"command": "draw", "strokes": [{"points": [{"x": "left"}]}]})") ==
        "message.field strokes[0].points[0].x");
  CHECK(json_refusal(R"({"command": "set_training", "training": {"seed": -1}})") ==
        "message.field training.seed");
  CHECK(json_refusal(std::string(5000, '[')) == "message.not_json");
  CHECK(json_refusal(std::string(2 << 20, ' ')) == "message.too_long 2097152 1048576");
}

TEST_CASE("codec: a snapshot as JSON") {
  Snapshot snapshot = example_snapshot();
  snapshot.refused_command = "\xff\"";  // no UTF-8
  const auto json = nlohmann::json::parse(to_json(snapshot));
  CHECK(json["sequence"] == 7);
  CHECK(json["run"]["status"] == 4);
  CHECK(json["run"]["test"][1]["accuracy"] == 0.5);
  CHECK(json["training"]["optimizer"]["config"]["learning_rate"] == 0.001);
  CHECK(json["model"]["layers"][1]["config"]["units"] == 128);
  CHECK(json["report"][0]["layer"]["activations"]["deviation"] == 1.5);
  CHECK(json["digit"]["image"]["pixels"] == nlohmann::json::array({0, 255}));
  CHECK(json["data"]["problems"][0]["code"] == "chunk.checksum");
  CHECK(json["refused_command"] == "\xef\xbf\xbd\"");
}

TEST_CASE("codec: TypeScript knows every command and field") {
  const std::string types = typescript_types();
  for (const Command& command : example_commands()) {
    const std::string name = std::visit([](const auto& alternative) { return alternative.kName; }, command);
    CHECK(types.find("command: '" + name + "'") != std::string::npos);
  }
  CHECK(types.find("{ command: 'step'; count?: Partly<number> }") != std::string::npos);
  CHECK(types.find("  probabilities: number[];\n") != std::string::npos);
  CHECK(types.find("  config: Config;\n") != std::string::npos);
  CHECK(types.find("  report: StepReport[];\n") != std::string::npos);
  CHECK(types.find("export type RunStatus = 0 | 1 | 2 | 3 | 4;") != std::string::npos);
  CHECK(types.find("export interface Snapshot {\n  sequence: number;\n") != std::string::npos);
}
