#include "ui/widgets/wrap.h"

#include <doctest.h>

namespace glassbox::ui {
namespace {

/// Of letters that are all one wide.
std::string wrap(std::string_view text, float width) {
  return wrap_at_spaces(text, width, [](std::string_view part) { return static_cast<float>(part.size()); });
}

}  // namespace

TEST_CASE("a text wraps at spaces, never inside a number") {
  CHECK(wrap("from 0 to 0.999999.", 13) == "from 0 to\n0.999999.");
  CHECK(wrap("from 0 to 0,999999.", 19) == "from 0 to 0,999999.");
  CHECK(wrap("one two three four", 8) == "one two\nthree\nfour");
  CHECK(wrap("one\ntwo three", 7) == "one\ntwo\nthree");
  CHECK(wrap("incomprehensible is it", 5) == "incomprehensible\nis it");
  CHECK(wrap("", 5).empty());
  CHECK(wrap("word", 1) == "word");
}

}  // namespace glassbox::ui
