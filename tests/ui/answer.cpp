#include "ui/panels/answer.h"

#include <doctest.h>

#include <limits>
#include <vector>

using namespace glassbox::ui;

TEST_CASE("answer: the likeliest class, none without a digit or where a probability is not finite") {
  CHECK(answer_of(std::vector<float>{0.2F, 0.5F, 0.3F}) == 1);
  CHECK(answer_of({}) == -1);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(answer_of(std::vector<float>{nan, nan, nan}) == -1);
  CHECK(answer_of(std::vector<float>{0.1F, 0.9F, nan}) == -1);
}

TEST_CASE("answer: the classes shown are all that fit in their order, else the likeliest and the label") {
  const std::vector<float> shares{0.05F, 0.3F, 0.1F, 0.35F, 0.2F};
  CHECK(shown_classes(shares, 5, 2, 5) == std::vector<int>{0, 1, 2, 3, 4});
  CHECK(shown_classes(shares, 5, -1, 3) == std::vector<int>{3, 1, 4});
  CHECK(shown_classes(shares, 5, 1, 3) == std::vector<int>{3, 1, 4});
  CHECK(shown_classes(shares, 5, 0, 3) == std::vector<int>{3, 1, 0});
  CHECK(shown_classes({}, 5, -1, 3) == std::vector<int>{0, 1, 2});
  const std::vector<float> broken(5, std::numeric_limits<float>::quiet_NaN());
  CHECK(shown_classes(broken, 5, 4, 3) == std::vector<int>{0, 1, 4});
}
