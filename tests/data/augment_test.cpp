#include "engine/data/augment.h"

#include <doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using namespace glassbox;

namespace {

using Values = std::vector<float>;

constexpr Augmentation kEverything{.shift = 0.1,
                                   .rotation = 20,
                                   .zoom = 0.2,
                                   .shear = 10,
                                   .elastic_alpha = 34,
                                   .elastic_sigma = 4,
                                   .noise = 0.1};

/// A bright disc in the middle of each image.
Values discs(const Shape& image, std::size_t samples) {
  Values values;
  for (std::size_t sample = 0; sample < samples; ++sample) {
    for (std::int64_t i = 0; i < image.size(); ++i) {
      const std::int64_t row = i / image[2] / image[1];
      const std::int64_t column = i / image[2] % image[1];
      const double y = static_cast<double>(row) - 0.5 * static_cast<double>(image[0] - 1);
      const double x = static_cast<double>(column) - 0.5 * static_cast<double>(image[1] - 1);
      values.push_back(std::hypot(x, y) < 0.2 * static_cast<double>(image[0]) ? 1.0F : 0.0F);
    }
  }
  return values;
}

Values augmented(const Augmentation& augmentation, const Shape& image, std::vector<std::uint32_t> indices,
                 std::uint64_t step = 0, std::uint64_t seed = 1, const PixelValues& values = PixelValues()) {
  Values batch = discs(image, indices.size());
  Augmenter(augmentation, image, seed).augment(step, indices, values, batch.data());
  return batch;
}

std::string refusal(const Augmentation& augmentation) {
  const Status status = validate(augmentation);
  return status ? "" : status.error().code + " " + status.error().parameter;
}

const Shape kDigit{28, 28, 1};

float mean(const Values& values) {
  return std::accumulate(values.begin(), values.end(), 0.0F) / static_cast<float>(values.size());
}

}  // namespace

TEST_CASE("augmentation: zero everywhere changes no bit") {
  CHECK(augmented({}, kDigit, {0, 1, 2}) == discs(kDigit, 3));
  CHECK(augmented({.elastic_sigma = 16}, kDigit, {7}) == discs(kDigit, 1));
}

TEST_CASE("augmentation: each setting alone changes the image") {
  Augmentation::fields(kEverything, [](const std::string& changed, double value) {
    if (changed == "elastic_sigma") return;
    CAPTURE(changed);
    Augmentation one;
    Augmentation::fields(one, [&](const std::string& name, double& field) {
      if (name == changed) field = value;
    });
    const Shape uneven{20, 28, 1};
    CHECK(augmented(one, uneven, {3}) != discs(uneven, 1));
  });
}

TEST_CASE("augmentation: an image depends on seed, step and its index alone") {
  const Values three = augmented(kEverything, kDigit, {5, 6, 5});
  const Values alone = augmented(kEverything, kDigit, {6});
  const std::vector<Values> parts{{three.begin(), three.begin() + 784},
                                  {three.begin() + 784, three.begin() + 1568},
                                  {three.begin() + 1568, three.end()}};
  CHECK(parts[1] == alone);
  CHECK(parts[0] == parts[2]);
  CHECK(parts[0] != parts[1]);
  CHECK(augmented(kEverything, kDigit, {6}, 1) != alone);
  CHECK(augmented(kEverything, kDigit, {6}, 0, 2) != alone);
  // A step's images are not another sample's of a later step.
  CHECK(augmented(kEverything, kDigit, {7}, 6) != augmented(kEverything, kDigit, {6}, 7));
}

TEST_CASE("augmentation: the same bits in every build") {
  std::uint32_t checksum = 0;
  for (const float value : augmented(kEverything, Shape{17, 23, 3}, {0, 59999})) {
    checksum = (checksum ^ std::bit_cast<std::uint32_t>(value)) * 16777619U;
  }
  CHECK(checksum == 726268121U);
}

TEST_CASE("augmentation: elastic deformation keeps the ink about what it was, and in its place") {
  double before = 0;
  double after = 0;
  for (std::uint32_t i = 0; i < 50; ++i) {
    const Values bent = augmented({.elastic_alpha = 34, .elastic_sigma = 4}, kDigit, {i});
    before += static_cast<double>(mean(discs(kDigit, 1)));
    after += static_cast<double>(mean(bent));
    CHECK(bent[14 * 28 + 14] > 0.99F);
    CHECK(bent[0] == 0.0F);
    CHECK(*std::ranges::max_element(bent) <= 1.00001F);
    CHECK(*std::ranges::min_element(bent) >= 0.0F);
  }
  CHECK(after / before == doctest::Approx(1).epsilon(0.05));
}

TEST_CASE("augmentation: shifts stay within their share of the image") {
  bool full = false;
  for (std::uint32_t i = 0; i < 200; ++i) {
    const Values shifted = augmented({.shift = 0.25}, kDigit, {i});
    float moment = 0;
    float mass = 0;
    for (std::size_t p = 0; p < shifted.size(); ++p) {
      moment += shifted[p] * (static_cast<float>(p % 28) - 13.5F);
      mass += shifted[p];
    }
    CHECK(std::abs(moment / mass) < 7.001F);
    full = full || std::abs(moment / mass) > 6.5F;
  }
  CHECK(full);
}

TEST_CASE("augmentation: noise has its deviation in units of what white is above black") {
  const Values black(10000, 0.0F);
  const Shape image{100, 100, 1};
  for (const float scale : {255.0F, 1.0F, 51.0F}) {
    Values batch = black;
    const std::vector<std::uint32_t> index{0};
    Augmenter({.noise = 0.2}, image, 1).augment(0, index, PixelValues({{0}, {scale}}), batch.data());
    float squares = 0;
    for (const float value : batch) squares += value * value;
    CHECK(std::sqrt(squares / 10000) == doctest::Approx(0.2F * 255 / scale).epsilon(0.03));
    CHECK(std::abs(mean(batch)) < 0.01F * 255 / scale);
  }
}

TEST_CASE("augmentation: what comes in from outside is black, whatever black counts as") {
  const PixelValues values({{100, 50}, {50, 25}});
  const Shape image{4, 4, 2};
  const Values black(32, -2);
  Values batch = black;
  const std::vector<std::uint32_t> index{0};
  Augmenter({.shift = 1, .rotation = 180, .zoom = 0.5}, image, 1).augment(0, index, values, batch.data());
  for (std::size_t i = 0; i < 32; ++i) CHECK(batch[i] == doctest::Approx(black[i]).epsilon(1e-5));
}

TEST_CASE("augmentation: images of any size") {
  Augmentation extreme{.shift = 1,
                       .rotation = 180,
                       .zoom = 0.9,
                       .shear = 60,
                       .elastic_alpha = 200,
                       .elastic_sigma = 16,
                       .noise = 1};
  for (const Shape& image :
       {Shape{1, 1, 1}, Shape{1, 1, 4}, Shape{1, 50, 1}, Shape{50, 1, 3}, Shape{2, 2, 33}}) {
    for (const double sigma : {0.5, 16.0}) {
      extreme.elastic_sigma = sigma;
      for (const float value : augmented(extreme, image, {0, 1, 2, 3, 1073741823}, 4294967295)) {
        CHECK(std::isfinite(value));
      }
    }
  }
}

TEST_CASE("augmentation: values out of range are refused") {
  CHECK(refusal({}).empty());
  CHECK(refusal(kEverything).empty());
  CHECK(refusal({.shift = 1.01}) == "parameter.range shift");
  CHECK(refusal({.rotation = -1}) == "parameter.range rotation");
  CHECK(refusal({.zoom = 1}) == "parameter.range zoom");
  CHECK(refusal({.shear = 90}) == "parameter.range shear");
  CHECK(refusal({.elastic_alpha = 201}) == "parameter.range elastic_alpha");
  CHECK(refusal({.elastic_sigma = 0}) == "parameter.range elastic_sigma");
  CHECK(refusal({.noise = std::numeric_limits<double>::quiet_NaN()}) == "parameter.not_number noise");
}

TEST_CASE("augmentation: the schema's defaults are the fields'") {
  const Augmentation defaults;
  Augmentation::fields(defaults, [](const char* name, double value) {
    REQUIRE(augmentation_schema().find(name) != nullptr);
    CHECK(augmentation_schema().find(name)->default_value == Value::of(value));
  });
}
