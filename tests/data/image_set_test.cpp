#include "engine/data/image_set.h"

#include <doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace glassbox;

namespace {

using Bytes = std::vector<std::uint8_t>;

Attribute integer(const std::string& name, std::int64_t value) {
  return {name, Value::of(value)};
}
Attribute text(const std::string& name, const std::string& value) {
  return {name, Value::of(value)};
}

/// A set of grey images of one pixel.
ImageSet dots(double test_split = 0, std::int64_t seed = 1) {
  const std::vector<Attribute> config{integer("image_size", 1),
                                      text("color_mode", "grayscale"),
                                      {"test_split", Value::of(test_split)},
                                      integer("seed", seed)};
  auto set = ImageSet::create(config);
  REQUIRE(set.ok());
  return std::move(set).value();
}

Status add_dot(ImageSet& set, const std::string& name, std::uint8_t grey) {
  const Bytes pixel{grey};
  return set.add(name, Picture{1, 1, 1, pixel});
}

ImageSet::Split split_of(const ImageSet& set) {
  auto split = set.split();
  REQUIRE(split.ok());
  return std::move(split).value();
}

/// {label, pixel} of all samples, sorted.
std::vector<std::pair<int, int>> content(const Dataset& data) {
  std::vector<std::pair<int, int>> samples;
  for (std::int64_t i = 0; i < data.size(); ++i) samples.emplace_back(data.label(i), data.pixels(i)[0]);
  std::ranges::sort(samples);
  return samples;
}

std::string refusal(const std::vector<Attribute>& config) {
  const auto set = ImageSet::create(config);
  return set ? "" : set.error().code + " " + set.error().parameter;
}

}  // namespace

TEST_CASE("image set: labels are the places of the sorted names") {
  ImageSet set = dots();
  REQUIRE(add_dot(set, "dogs", 1));
  REQUIRE(add_dot(set, "cats", 2));
  REQUIRE(add_dot(set, "Zebras", 3));
  REQUIRE(add_dot(set, "dogs", 4));
  const ImageSet::Split split = split_of(set);
  CHECK(split.class_names == std::vector<std::string>{"Zebras", "cats", "dogs"});
  CHECK(content(split.train) == std::vector<std::pair<int, int>>{{0, 3}, {1, 2}, {2, 1}, {2, 4}});
  CHECK(split.train.classes() == 3);
  CHECK(split.test.size() == 0);
  CHECK(split.test.classes() == 3);
}

TEST_CASE("image set: images are fitted when they come, in colour by default") {
  auto set = ImageSet::create(std::vector<Attribute>{integer("image_size", 2)});
  REQUIRE(set.ok());
  const Bytes red{255, 0, 0, 255};
  const Bytes wide(8 * 2 * 4, 255);
  REQUIRE(set.value().add("red", Picture{1, 1, 4, red}));
  REQUIRE(set.value().add("white", Picture{8, 2, 4, wide}));
  const ImageSet::Split split = split_of(set.value());
  CHECK(split.train.image_shape() == Shape{2, 2, 3});
  for (std::int64_t i = 0; i < 2; ++i) {
    const auto pixels = split.train.pixels(i);
    const Bytes expected =
        split.train.label(i) == 0 ? Bytes{255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0} : Bytes(12, 255);
    CHECK(std::ranges::equal(pixels, expected));
  }
}

TEST_CASE("image set: the split is stratified and follows from the seed") {
  const auto filled = [](std::int64_t seed) {
    ImageSet set = dots(0.25, seed);
    for (std::uint8_t i = 0; i < 40; ++i) REQUIRE(add_dot(set, "many", i));
    for (std::uint8_t i = 0; i < 8; ++i) REQUIRE(add_dot(set, "few", static_cast<std::uint8_t>(100 + i)));
    return split_of(set);
  };
  const ImageSet::Split split = filled(1);
  const auto test = content(split.test);
  CHECK(std::ranges::count(test, 1, &std::pair<int, int>::first) == 10);
  CHECK(std::ranges::count(test, 0, &std::pair<int, int>::first) == 2);
  auto all = content(split.train);
  all.insert(all.end(), test.begin(), test.end());
  std::ranges::sort(all);
  CHECK(std::ranges::adjacent_find(all) == all.end());
  CHECK(all.size() == 48);
  CHECK(content(filled(1).test) == test);
  CHECK(content(filled(2).test) != test);
}

TEST_CASE("image set: the learner's own drawings, one after the other") {
  auto set = ImageSet::create(std::vector<Attribute>{
      integer("image_size", 28), text("color_mode", "grayscale"), {"test_split", Value::of(0.0)}});
  REQUIRE(set.ok());
  const PreparedDigit one = prepare_digit(std::vector<Stroke>{{{{0.5F, 0.2F}, {0.5F, 0.8F}}}});
  const PreparedDigit dash = prepare_digit(std::vector<Stroke>{{{{0.2F, 0.5F}, {0.8F, 0.5F}}}});
  REQUIRE(set.value().add("1", one.centred));
  CHECK(set.value().split().error().arguments == std::vector<std::string>{"1", "256"});
  REQUIRE(set.value().add("-", dash.centred));
  const ImageSet::Split split = split_of(set.value());
  for (std::int64_t i = 0; i < 2; ++i) {
    const GreyImage& drawn = split.class_names[split.train.label(i)] == "1" ? one.centred : dash.centred;
    CHECK(std::ranges::equal(split.train.pixels(i), drawn.pixels));
  }
}

TEST_CASE("image set: the last image can be taken back, and its class with it") {
  ImageSet set = dots();
  set.remove_last();
  REQUIRE(add_dot(set, "b", 1));
  REQUIRE(add_dot(set, "a", 2));
  REQUIRE(add_dot(set, "b", 3));
  set.remove_last();
  CHECK(set.size() == 2);
  CHECK(set.class_names() == std::vector<std::string>{"a", "b"});
  set.remove_last();
  CHECK(set.class_names() == std::vector<std::string>{"b"});
  REQUIRE(add_dot(set, "c", 4));
  CHECK(content(split_of(set).train) == std::vector<std::pair<int, int>>{{0, 1}, {1, 4}});
}

TEST_CASE("image set: what cannot be is refused, and nothing of it is kept") {
  ImageSet set = dots();
  CHECK(set.split().error().code == "data.classes");
  CHECK(add_dot(set, "", 0).error().code == "image.class_name");
  CHECK(add_dot(set, std::string(201, 'x'), 0).error().code == "image.class_name");
  CHECK(set.add("a", Picture{0, 0, 4, {}}).error().code == "image.size");
  CHECK(set.add("a", Picture{1, 1, 3, {}}).error().code == "image.channels");
  CHECK(set.add("a", GreyImage{}).error().code == "image.size");
  CHECK(set.class_names().empty());
  for (int i = 0; i < 256; ++i) REQUIRE(add_dot(set, "class " + std::to_string(i), 0));
  CHECK(add_dot(set, "one more", 0).error().arguments == std::vector<std::string>{"257", "256"});
  CHECK(add_dot(set, "class 7", 0).ok());
  CHECK(set.size() == 257);
  CHECK(split_of(set).train.classes() == 256);
}

TEST_CASE("image set: a set stays within its memory") {
  auto large = ImageSet::create(std::vector<Attribute>{integer("image_size", 1024)});
  REQUIRE(large.ok());
  const Bytes pixel{0};
  const Picture picture{1, 1, 1, pixel};
  std::int64_t added = 0;
  while (added < 100 && large.value().add("a", picture).ok()) ++added;
  CHECK(added == 85);
  CHECK(large.value().add("b", picture).error().code == "data.too_large");
  CHECK(large.value().size() == 85);
}

TEST_CASE("image set: settings are checked") {
  CHECK(refusal({}).empty());
  CHECK(refusal({integer("image_size", 0)}) == "parameter.range image_size");
  CHECK(refusal({{"image_size", Value::of(std::vector<std::int64_t>{32, 1025})}}) ==
        "parameter.range image_size");
  CHECK(refusal({text("color_mode", "rgba")}) == "parameter.choice color_mode");
  CHECK(refusal({text("fit", "stretch")}) == "parameter.choice fit");
  CHECK(refusal({{"test_split", Value::of(0.95)}}) == "parameter.range test_split");
  CHECK(refusal({integer("images", 3)}) == "parameter.unknown images");
}
