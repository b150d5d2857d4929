#include <doctest.h>

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error_codes.h"
#include "engine/data/augment.h"
#include "engine/data/image_set.h"
#include "engine/data/toys.h"
#include "engine/model/schema.h"
#include "ui/i18n/rows.h"
#include "ui/i18n/tr.h"

namespace glassbox::ui {
namespace {

std::vector<Row> all_rows() {
  std::vector<Row> all;
  for (const auto rows : {app_rows(), model_rows(), training_rows(), instrument_rows(), model_error_rows(),
                          inspect_error_rows(), data_error_rows()}) {
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

/// The numbers of the gaps in a text.
std::set<int> gaps(std::string_view text) {
  std::set<int> numbers;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '{' && text[i + 2] == '}') numbers.insert(text[i + 1] - '0');
  }
  return numbers;
}

const Row* find(std::string_view id) {
  static const std::vector<Row> rows = all_rows();
  for (const Row& row : rows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

/// Back to English at the end, whatever a test chose.
struct Language {
  explicit Language(std::string_view code) { set_language(code); }
  ~Language() { set_language("en"); }
  Language(const Language&) = delete;
  Language& operator=(const Language&) = delete;
};

}  // namespace

TEST_CASE("every text is there in both languages, with the same gaps") {
  std::set<std::string_view> ids;
  for (const Row& row : all_rows()) {
    CAPTURE(row.id);
    CHECK(ids.insert(row.id).second);
    CHECK_FALSE(row.english.empty());
    CHECK_FALSE(row.spanish.empty());
    CHECK(gaps(row.english) == gaps(row.spanish));
  }
}

TEST_CASE("texts write an ellipsis and name a digit in one way") {
  for (const Row& row : all_rows()) {
    CAPTURE(row.id);
    for (const std::string_view text : {row.english, row.spanish}) {
      CHECK(text.find(" …") == std::string_view::npos);
      CHECK(text.find("cifra") == std::string_view::npos);
    }
  }
}

TEST_CASE("every error code has a sentence that asks for no argument the error does not have") {
  for (const ErrorCode& code : kErrorCodes) {
    CAPTURE(code.code);
    const Row* row = find(code.code);
    REQUIRE(row != nullptr);
    for (const int gap : gaps(row->english)) CHECK(gap < static_cast<int>(code.arguments));
  }
}

TEST_CASE("every parameter that can be edited has a name to read") {
  for (const auto schemas :
       {layer_schemas(), optimizer_schemas(), classification_toys(), regression_toys()}) {
    for (const Schema& schema : schemas) {
      for (const ParameterSchema& parameter : schema.parameters) {
        CAPTURE(parameter.name);
        CHECK(find("parameter." + parameter.name) != nullptr);
      }
    }
  }
}

TEST_CASE("every setting of an augmentation or of a set of images has a name to read") {
  for (const Schema* schema : {&augmentation_schema(), &ImageSet::schema()}) {
    for (const ParameterSchema& parameter : schema->parameters) {
      CAPTURE(parameter.name);
      CHECK(find("parameter." + parameter.name) != nullptr);
    }
  }
}

TEST_CASE("an error becomes a sentence in the language in force") {
  const Error error{"conv2d.kernel_larger_than_input", {"40x40", "28x28"}, 0, "kernel_size"};
  CHECK(tr(error).find("40x40 kernel") != std::string::npos);
  const Language spanish("es-MX");
  CHECK(tr(error).find("núcleo de 40x40") != std::string::npos);
}

TEST_CASE("the numbers of an error are written as the language writes them, and nothing else is") {
  const Error range{"parameter.range", {"1.5", "0", "0.999999"}, -1, "beta_1"};
  const Error name{"layer.duplicate_name", {"conv.a"}, 0, "name"};
  CHECK(tr(range).find("0.999999") != std::string::npos);
  const Language spanish("es");
  CHECK(tr(range) == "1,5 no es posible aquí. Elige un valor de 0 a 0,999999.");
  CHECK(tr(name).find("conv.a") != std::string::npos);
}

TEST_CASE("gaps are filled in any order, and one without an argument stays") {
  CHECK(tr("train.position", {"2", "470", "1,875"}) == "Epoch 2 · step 470 of 1,875");
  CHECK(tr("train.position", {"2"}) == "Epoch 2 · step {1} of {2}");
  CHECK(tr("nothing.of.this.name") == "nothing.of.this.name");
  CHECK(tr_or("parameter.brand_new", "brand_new") == "brand_new");
}

TEST_CASE("numbers read as the language writes them") {
  CHECK(format_count(46922) == "46,922");
  CHECK(format_count(999) == "999");
  CHECK(format_count(-1234567) == "-1,234,567");
  CHECK(format_percent(0.9731) == "97.3 %");
  CHECK(format_number(0.001, 6) == "0.001");
  CHECK(read_real(format_number(0.001, 6), number_marks()) == 0.001);
  const Language spanish("es");
  CHECK(format_count(46922) == "46.922");
  CHECK(format_percent(0.9731) == "97,3 %");
  CHECK(format_number(0.001, 6) == "0,001");
  CHECK(format_number(1e-7, 6) == "1e-07");
  CHECK(read_real(format_number(0.999999, 6), number_marks()) == 0.999999);
}

}  // namespace glassbox::ui
