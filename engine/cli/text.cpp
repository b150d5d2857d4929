#include "engine/cli/text.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "engine/tensor/shape.h"

namespace glassbox::cli {
namespace {

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string fixed(double value, int digits) {
  std::array<char, 400> text{};  // a double has at most 309 digits before its point
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string percent(double share) {
  return fixed(100 * share, 2) + "%";
}

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

std::string duration(double seconds) {
  const std::int64_t whole = std::llround(seconds);
  const std::string rest = two_digits(whole % 60);
  if (whole < 3600) return std::to_string(whole / 60) + ":" + rest;
  return std::to_string(whole / 3600) + ":" + two_digits(whole / 60 % 60) + ":" + rest;
}

std::string shape(const std::vector<std::int64_t>& sizes) {
  Shape shape;
  for (const std::int64_t size : sizes) shape.push_back(size);
  return shape.to_string();
}

}  // namespace glassbox::cli
