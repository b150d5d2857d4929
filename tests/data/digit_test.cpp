#include "engine/data/digit.h"

#include <doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using namespace glassbox;

namespace {

struct Box {
  int left = 28;
  int top = 28;
  int right = -1;
  int bottom = -1;
  [[nodiscard]] int width() const { return right - left + 1; }
  [[nodiscard]] int height() const { return bottom - top + 1; }
};

Box ink_box(const GreyImage& image) {
  Box box{image.width, image.height, -1, -1};
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      if (image.pixels[static_cast<std::size_t>(y * image.width + x)] == 0) continue;
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x), std::max(box.bottom, y)};
    }
  }
  return box;
}

double mass(const GreyImage& image) {
  double sum = 0;
  for (const std::uint8_t pixel : image.pixels) sum += pixel / 255.0;
  return sum;
}

/// In indices of pixels.
std::pair<double, double> centre_of_mass(const GreyImage& image) {
  double x_sum = 0;
  double y_sum = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const double ink = image.pixels[static_cast<std::size_t>(y * image.width + x)] / 255.0;
      x_sum += ink * x;
      y_sum += ink * y;
    }
  }
  return {x_sum / mass(image), y_sum / mass(image)};
}

Stroke line(StrokePoint from, StrokePoint to) {
  return {{from, to}};
}

/// A '4' in the box (x, y) to (x + size, y + size).
std::vector<Stroke> four(float x, float y, float size) {
  const auto at = [=](float a, float b) { return StrokePoint{x + a * size, y + b * size}; };
  return {{{at(0.25F, 0), at(0, 0.5F), at(0.75F, 0.5F)}}, line(at(0.625F, 0), at(0.5F, 1))};
}

std::vector<Stroke> strokes_of(const nlohmann::json& drawing) {
  std::vector<Stroke> strokes;
  for (const auto& points : drawing["strokes"]) {
    Stroke& stroke = strokes.emplace_back();
    for (const auto& point : points) stroke.points.push_back({point[0].get<float>(), point[1].get<float>()});
  }
  return strokes;
}

bool is_empty(const PreparedDigit& digit) {
  return digit.drawn.pixels.empty() && digit.cropped.pixels.empty() && digit.scaled.pixels.empty() &&
         digit.centred.width == 28 && digit.centred.height == 28 && digit.centred.pixels.size() == 784 &&
         mass(digit.centred) == 0;
}

}  // namespace

TEST_CASE("digit: the drawings of the browser tests fit MNIST's box and frame") {
  std::ifstream file(GLASSBOX_TESTS_DIR "/data/stroke_digits.json");
  const auto drawings = nlohmann::json::parse(file);
  REQUIRE(drawings.size() == 30);
  for (const auto& drawing : drawings) {
    CAPTURE(drawing["style"].get<std::string>());
    const PreparedDigit digit = prepare_digit(strokes_of(drawing));
    CHECK(std::max(digit.scaled.width, digit.scaled.height) == 20);
    const Box box = ink_box(digit.centred);
    CHECK(std::max(box.width(), box.height()) == 20);
    const auto [x, y] = centre_of_mass(digit.centred);
    CHECK(std::abs(x - 14) <= 0.5);
    CHECK(std::abs(y - 14) <= 0.5);

    const double drawn = static_cast<double>(digit.cropped.width) / digit.cropped.height;
    const double scaled = static_cast<double>(digit.scaled.width) / digit.scaled.height;
    CHECK(std::abs(drawn - scaled) < 0.16);
  }
}

TEST_CASE("digit: the pen is as wide as MNIST's whatever the drawing's size") {
  for (const float size : {0.06F, 0.1F, 0.3F, 0.9F}) {
    CAPTURE(size);
    const Stroke vertical = line({0.05F, 0.05F}, {0.05F, 0.05F + size});
    const PreparedDigit digit = prepare_digit(std::vector{vertical});
    CHECK(digit.scaled.height == 20);
    const double width = mass(digit.centred) / 20;
    CHECK(width > 2.2);
    CHECK(width < 2.7);
  }
}

TEST_CASE("digit: the drawing's place on the pad does not matter") {
  const PreparedDigit first = prepare_digit(four(0.0625F, 0.125F, 0.25F));
  const PreparedDigit moved = prepare_digit(four(0.5625F, 0.625F, 0.25F));
  CHECK(first.centred.pixels == moved.centred.pixels);
  CHECK(first.drawn.pixels != moved.drawn.pixels);
}

TEST_CASE("digit: a drawing twice as large is the same digit") {
  const PreparedDigit small = prepare_digit(four(0.25F, 0.25F, 0.25F));
  const PreparedDigit large = prepare_digit(four(0.25F, 0.25F, 0.5F));
  CHECK(small.centred.pixels == large.centred.pixels);
}

TEST_CASE("digit: the stages lead from the drawing to the image") {
  const PreparedDigit digit = prepare_digit(four(0.25F, 0.25F, 0.5F), 0.1F);
  CHECK(digit.drawn.width == 280);
  const Box drawn = ink_box(digit.drawn);
  CHECK(digit.cropped.width == drawn.width());
  CHECK(digit.cropped.height == drawn.height());
  CHECK(drawn.height() == doctest::Approx(0.6 * 280).epsilon(0.02));  // the drawing and a pen's width
  CHECK(mass(digit.scaled) == doctest::Approx(mass(digit.centred)));
}

TEST_CASE("digit: gaps between points are bridged") {
  const PreparedDigit digit = prepare_digit(std::vector{line({0, 0}, {1, 1})});
  for (int i = 1; i < 19; ++i) CHECK(digit.scaled.pixels[static_cast<std::size_t>(i * 21)] > 200);
}

TEST_CASE("digit: a dot stays a dot") {
  const PreparedDigit digit = prepare_digit(std::vector{Stroke{{{0.9F, 0.1F}}}});
  CHECK(digit.scaled.width == 3);
  CHECK(digit.scaled.height == 3);
  CHECK(mass(digit.centred) == doctest::Approx(3.14159 * 1.25 * 1.25).epsilon(0.05));
  CHECK(digit.centred.pixels[14 * 28 + 14] == 255);
}

TEST_CASE("digit: nothing drawn gives a blank image") {
  CHECK(is_empty(prepare_digit(std::vector<Stroke>{})));
  CHECK(is_empty(prepare_digit(std::vector<Stroke>{{}, {}})));
}

TEST_CASE("digit: points outside of the pad are clamped, those that are no numbers skipped") {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  CHECK(is_empty(prepare_digit(std::vector{Stroke{{{kNan, 0.5F}, {0.5F, kInfinity}}}})));

  const PreparedDigit plain = prepare_digit(std::vector{line({0, 0}, {1, 0.5F})});
  const PreparedDigit wild = prepare_digit(std::vector{Stroke{{{-1e30F, -7}, {kNan, kNan}, {3e38F, 0.5F}}}});
  CHECK(wild.centred.pixels == plain.centred.pixels);
}

TEST_CASE("digit: an image is cropped, scaled by area with its aspect, and centred") {
  GreyImage image{100, 60, std::vector<std::uint8_t>(6000)};
  for (int y = 10; y < 50; ++y) {
    for (int x = 60; x < 80; ++x) image.pixels[static_cast<std::size_t>(y * 100 + x)] = 200;
  }
  const PreparedDigit digit = prepare_digit(image);
  CHECK(digit.cropped.width == 20);
  CHECK(digit.cropped.height == 40);
  CHECK(digit.scaled.width == 10);
  CHECK(digit.scaled.height == 20);
  CHECK(std::ranges::all_of(digit.scaled.pixels, [](std::uint8_t pixel) { return pixel == 200; }));
  const auto [x, y] = centre_of_mass(digit.centred);
  CHECK(std::abs(x - 14) <= 0.5);
  CHECK(std::abs(y - 14) <= 0.5);
}

TEST_CASE("digit: an image larger than the frame keeps its mean ink") {
  GreyImage checkered{400, 400, std::vector<std::uint8_t>(160000)};
  for (std::size_t i = 0; i < checkered.pixels.size(); ++i) {
    checkered.pixels[i] = (i + i / 400) % 2 == 0 ? 255 : 0;
  }
  const PreparedDigit digit = prepare_digit(checkered);
  CHECK(mass(digit.scaled) == doctest::Approx(200).epsilon(0.01));
}

TEST_CASE("digit: a malformed image counts as empty") {
  CHECK(is_empty(prepare_digit(GreyImage{})));
  CHECK(is_empty(prepare_digit(GreyImage{10, 10, std::vector<std::uint8_t>(99, 255)})));
  CHECK(is_empty(prepare_digit(GreyImage{-1, -1, {255}})));
  CHECK(is_empty(prepare_digit(GreyImage{5000, 1, std::vector<std::uint8_t>(5000, 255)})));
}

TEST_CASE("digit: ink at one end is not cut off by centring") {
  // Heavy at the left: its centre of mass would push the long tail out of the frame.
  std::vector<Stroke> strokes{line({0, 0.5F}, {1, 0.5F})};
  for (int i = 0; i < 12; ++i) {
    strokes.push_back(line({0.01F * static_cast<float>(i), 0}, {0.01F * static_cast<float>(i), 1}));
  }
  const PreparedDigit digit = prepare_digit(strokes);
  CHECK(mass(digit.centred) == mass(digit.scaled));
}
