#include "ui/i18n/read_number.h"

#include <doctest.h>

#include <string>

namespace glassbox::ui {
namespace {

constexpr NumberMarks kEnglish{'.', ','};
constexpr NumberMarks kSpanish{',', '.'};

}  // namespace

TEST_CASE("a whole number is read with the grouping of the language, and in full or not at all") {
  struct Row {
    const char* text;
    std::optional<std::int64_t> english;
    std::optional<std::int64_t> spanish;
  };
  constexpr std::int64_t kMost = INT64_MAX;
  const Row rows[] = {
      {"32", 32, 32},
      {" 32 ", 32, 32},
      {"+7", 7, 7},
      {"-5", -5, -5},
      {"007", 7, 7},
      {"1,000", 1000, {}},
      {"1.000", {}, 1000},
      {"12,345,678", 12345678, {}},
      {"12.345.678", {}, 12345678},
      {"-1,000", -1000, {}},
      {"9007199254740991", 9007199254740991, 9007199254740991},
      {"99999999999999999999", kMost, kMost},
      {"-99999999999999999999", INT64_MIN, INT64_MIN},
      {"1,5", {}, {}},
      {"1,00", {}, {}},
      {"1,0000", {}, {}},
      {"1000,000", {}, {}},
      {"0,001", {}, {}},
      {",100", {}, {}},
      {"100,", {}, {}},
      {"1,,000", {}, {}},
      {"3.7", {}, {}},
      {"1e2", {}, {}},
      {"0x10", {}, {}},
      {"5x5x5", {}, {}},
      {"1 000", {}, {}},
      {"--5", {}, {}},
      {"-", {}, {}},
      {"", {}, {}},
      {" ", {}, {}},
      {"nan", {}, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read_whole(row.text, kEnglish) == row.english);
    CHECK(read_whole(row.text, kSpanish) == row.spanish);
  }
}

TEST_CASE("a real number is read with the marks of the language; a mark that cannot group is a decimal one") {
  struct Row {
    const char* text;
    std::optional<double> english;
    std::optional<double> spanish;
  };
  const Row rows[] = {
      {"0.001", 0.001, 0.001},
      {"0,001", 0.001, 0.001},
      {"1,5", 1.5, 1.5},
      {"1.5", 1.5, 1.5},
      {".5", 0.5, 0.5},
      {"5.", 5.0, 5.0},
      {"-0.25", -0.25, -0.25},
      {"1,000", 1000.0, 1.0},
      {"1.000", 1.0, 1000.0},
      {"1,000.5", 1000.5, {}},
      {"1.000,5", {}, 1000.5},
      {"1e-3", 0.001, 0.001},
      {"2.5E+2", 250.0, 250.0},
      {"1e999", {}, {}},
      {"1e", {}, {}},
      {"e5", {}, {}},
      {"1.2.3", {}, {}},
      {"0x10", {}, {}},
      {"5x5", {}, {}},
      {"inf", {}, {}},
      {".", {}, {}},
      {"-", {}, {}},
      {"", {}, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read_real(row.text, kEnglish) == row.english);
    CHECK(read_real(row.text, kSpanish) == row.spanish);
  }
}

TEST_CASE("a size is one whole number or two") {
  using Sizes = std::vector<std::int64_t>;
  struct Row {
    const char* text;
    std::optional<Sizes> sizes;
  };
  const Row rows[] = {
      {"5", Sizes{5, 5}},
      {"5x3", Sizes{5, 3}},
      {"5X3", Sizes{5, 3}},
      {"5 x 3", Sizes{5, 3}},
      {"5, 3", Sizes{5, 3}},
      {"5 3", Sizes{5, 3}},
      {"(5, 3)", Sizes{5, 3}},
      {"[5;3]", Sizes{5, 3}},
      {" 5 ", Sizes{5, 5}},
      {"3.7", {}},
      {"-5", {}},
      {"1e2", {}},
      {"5x5x5", {}},
      {"5x", {}},
      {"x5", {}},
      {"(5", {}},
      {"5, , 3", {}},
      {"", {}},
      {"()", {}},
      {"five", {}},
      {"0x10", Sizes{0, 10}},
      {"99999999999999999999", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read_size(row.text) == row.sizes);
  }
}

TEST_CASE("a list is whole numbers, written as a shape is") {
  using Integers = std::vector<std::int64_t>;
  struct Row {
    const char* text;
    std::optional<Integers> integers;
  };
  const Row rows[] = {
      {"7, 7, 16", Integers{7, 7, 16}},
      {"7x7x16", Integers{7, 7, 16}},
      {"[1; 2]", Integers{1, 2}},
      {"-1 16", Integers{-1, 16}},
      {"(10,)", Integers{10}},
      {" 5 ", Integers{5}},
      {"7, , 16", {}},
      {",", {}},
      {"7,,", {}},
      {"1.5", {}},
      {"1-2", {}},
      {"", {}},
      {"()", {}},
      {"99999999999999999999", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(read_integers(row.text) == row.integers);
  }
}

}  // namespace glassbox::ui
