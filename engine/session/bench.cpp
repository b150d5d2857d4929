#include "engine/session/bench.h"

#include <string>
#include <utility>

#include "engine/base/error_codes.h"

namespace glassbox {

void Bench::clear() {
  ++version_;
  source_ = DigitSource::none;
  index_ = -1;
  label_ = -1;
  image_ = {};
  stages_ = {};
  input_.clear();
}

void Bench::set_input(std::span<const std::uint8_t> pixels) {
  input_.clear();
  for (const std::uint8_t pixel : pixels) input_.push_back(pixel_value(pixel));
}

Status Bench::draw(std::span<const Stroke> strokes) {
  std::size_t points = 0;
  for (const Stroke& stroke : strokes) points += stroke.points.size();
  if (points > kLargestDrawing) {
    return make_error("draw.too_many_points", {std::to_string(kLargestDrawing)});
  }
  clear();
  PreparedDigit prepared = prepare_digit(strokes);
  if (prepared.drawn.pixels.empty()) return Done{};
  source_ = DigitSource::drawn;
  stages_ = std::move(prepared);
  image_ = stages_.centred;
  set_input(image_.pixels);
  return Done{};
}

Status Bench::choose(const Dataset& test, std::int64_t index) {
  if (!test.has_sample(index)) return make_error("digit.not_available", {std::to_string(index)});
  clear();
  source_ = DigitSource::test;
  index_ = index;
  label_ = test.label(index);
  const auto pixels = test.pixels(index);
  const Shape shape = test.image_shape();
  if (shape[2] == 1) {
    image_ = {static_cast<std::int32_t>(shape[1]), static_cast<std::int32_t>(shape[0]),
              std::vector<std::uint8_t>(pixels.begin(), pixels.end())};
  }
  set_input(pixels);
  return Done{};
}

}  // namespace glassbox
