#include "engine/data/normalization.h"

#include <doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/data/dataset.h"
#include "tests/data/chunk_file.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

/// Two colour images of 1x2: red 0 to 30, green always 7, blue 0 or 255.
Dataset colours() {
  return Dataset(Shape{1, 2, 3}, 2, {0, 1}, {0, 7, 0, 10, 7, 255, 20, 7, 255, 30, 7, 0});
}

std::vector<float> gathered(const Dataset& set) {
  std::vector<std::uint32_t> indices;
  for (std::uint32_t i = 0; i < set.size(); ++i) indices.push_back(i);
  std::vector<float> inputs(static_cast<std::size_t>(set.size() * set.image_shape().size()));
  std::vector<std::uint8_t> labels(indices.size());
  set.gather(indices, inputs.data(), labels.data());
  return inputs;
}

std::string refusal(Dataset set, const Normalization& normalization) {
  const Status status = set.normalize(normalization);
  return status ? "" : status.error().code;
}

constexpr float kInfinity = std::numeric_limits<float>::infinity();

}  // namespace

TEST_CASE("normalization: unit is the default, and its values are the pixel's 255ths") {
  const Dataset set = colours();
  for (int pixel = 0; pixel < 256; ++pixel) {
    const auto byte = static_cast<std::uint8_t>(pixel);
    CHECK(set.pixel_values()->value(byte, 2) == pixel_value(byte));
  }
  CHECK(make_normalization("unit", set).value() == Normalization{});
  CHECK(gathered(set)[5] == 1.0F);
}

TEST_CASE("normalization: none keeps the pixels") {
  Dataset set = colours();
  REQUIRE(set.normalize(make_normalization("none", set).value()));
  CHECK(gathered(set) == std::vector<float>{0, 7, 0, 10, 7, 255, 20, 7, 255, 30, 7, 0});
}

TEST_CASE("normalization: standard gives each channel the mean 0 and the deviation 1") {
  Dataset set = colours();
  const Normalization standard = make_normalization("standard", set).value();
  CHECK(standard.shift == std::vector<float>{15, 7, 127.5F});
  CHECK(standard.scale == std::vector<float>{std::sqrt(125.0F), 1, 127.5F});
  REQUIRE(set.normalize(standard));
  const std::vector<float> values = gathered(set);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    float sum = 0;
    float squares = 0;
    for (std::size_t i = channel; i < values.size(); i += 3) {
      sum += values[i];
      squares += values[i] * values[i];
    }
    CHECK(sum == doctest::Approx(0.0F));
    CHECK(squares / 4 == doctest::Approx(channel == 1 ? 0.0F : 1.0F));
  }
}

TEST_CASE("normalization: test data take the training set's") {
  const Dataset train = colours();
  Dataset test(Shape{1, 1, 3}, 2, {0}, {15, 8, 255});
  REQUIRE(test.normalize(make_normalization("standard", train).value()));
  CHECK(gathered(test) == std::vector<float>{0, 1, 1});
}

TEST_CASE("normalization: one pair counts for all channels") {
  Dataset set = colours();
  REQUIRE(set.normalize({{10}, {2}}));
  CHECK(gathered(set) ==
        std::vector<float>{-5, -1.5F, -5, 0, -1.5F, 122.5F, 5, -1.5F, 122.5F, 10, -1.5F, -5});
}

TEST_CASE("normalization: what cannot be is refused, and the present one stays") {
  CHECK(make_normalization("Unit", colours()).error().code == "parameter.choice");
  CHECK(make_normalization("", colours()).error().parameter == "normalization");
  for (const std::string& name : normalization_names()) CHECK(make_normalization(name, colours()).ok());

  CHECK(refusal(colours(), {{0, 0}, {1, 1}}) == "data.normalization");
  CHECK(refusal(colours(), {{0, 0, 0}, {1}}) == "data.normalization");
  CHECK(refusal(colours(), {{}, {}}) == "data.normalization");
  CHECK(refusal(colours(), {{0}, {0}}) == "data.normalization");
  CHECK(refusal(colours(), {{0}, {kInfinity}}) == "data.normalization");
  CHECK(refusal(colours(), {{std::nanf("")}, {1}}) == "data.normalization");
  Dataset set = colours();
  REQUIRE_FALSE(set.normalize({{0}, {0}}));
  CHECK(gathered(set)[5] == 1.0F);
}

TEST_CASE("normalization: standard waits for the whole training set") {
  Dataset set(Shape{1, 1, 1}, 10, {1, 1});
  CHECK(make_normalization("standard", set).error().code == "data.incomplete");
  REQUIRE(set.add_chunk(0, make_chunk_file({{1, 1, 1}, 10, {0}, {200}})));
  CHECK(make_normalization("standard", set).error().arguments == std::vector<std::string>{"1", "2"});
  CHECK(make_normalization("unit", set).ok());
  REQUIRE(set.add_chunk(1, make_chunk_file({{1, 1, 1}, 10, {0}, {100}})));
  CHECK(make_normalization("standard", set).value() == Normalization{{150}, {50}});
  CHECK(make_normalization("standard", Dataset(Shape{1, 1, 1}, 10, {})).value() == Normalization{{0}, {1}});
}
