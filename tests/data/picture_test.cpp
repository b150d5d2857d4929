#include "engine/data/picture.h"

#include <doctest.h>

#include <string>
#include <vector>

using namespace glassbox;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr PictureSize kGrey2x2{.height = 2, .width = 2, .channels = 1};

std::string refusal(const Picture& picture) {
  const Status status = check_picture(picture);
  return status ? "" : status.error().code;
}

/// One pixel, fitted to one.
Bytes colour(const Bytes& rgba, std::int32_t channels) {
  return fit_picture({1, 1, 4, rgba}, {1, 1, channels}, Fit::crop);
}

}  // namespace

TEST_CASE("picture: one of the right size keeps its pixels") {
  const Bytes pixels{1, 2, 3, 4};
  for (const Fit fit : {Fit::crop, Fit::pad}) {
    CHECK(fit_picture({2, 2, 1, pixels}, kGrey2x2, fit) == pixels);
    CHECK(fit_picture({2, 2, 1, pixels}, {2, 2, 3}, fit) == Bytes{1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4});
  }
}

TEST_CASE("picture: colour keeps its channels, grey is their luma") {
  CHECK(colour({10, 200, 30, 255}, 3) == Bytes{10, 200, 30});
  CHECK(colour({255, 0, 0, 255}, 1) == Bytes{76});
  CHECK(colour({0, 255, 0, 255}, 1) == Bytes{150});
  CHECK(colour({0, 0, 255, 255}, 1) == Bytes{29});
  for (int grey = 0; grey < 256; ++grey) {
    const auto byte = static_cast<std::uint8_t>(grey);
    CHECK(colour({byte, byte, byte, 255}, 1) == Bytes{byte});
    const Bytes pixel{byte};
    CHECK(fit_picture({1, 1, 1, pixel}, {1, 1, 1}, Fit::crop) == pixel);
  }
}

TEST_CASE("picture: what is transparent is white") {
  CHECK(colour({10, 200, 30, 0}, 3) == Bytes{255, 255, 255});
  CHECK(colour({0, 0, 0, 51}, 3) == Bytes{204, 204, 204});
}

TEST_CASE("picture: a smaller one is made of means, a larger one of copies") {
  const Bytes checks{0, 100, 0, 100, 100, 0, 100, 0, 0, 100, 0, 100, 100, 0, 100, 0};
  CHECK(fit_picture({4, 4, 1, checks}, kGrey2x2, Fit::crop) == Bytes{50, 50, 50, 50});
  CHECK(fit_picture({1, 1, 1, std::span(checks).subspan(1, 1)}, {2, 3, 1}, Fit::crop) == Bytes(6, 100));
}

TEST_CASE("picture: crop takes the middle, pad keeps all of it") {
  const Bytes wide{10, 20, 30, 40, 50, 60, 70, 80};  // 4 x 2
  CHECK(fit_picture({4, 2, 1, wide}, kGrey2x2, Fit::crop) == Bytes{20, 30, 60, 70});
  CHECK(fit_picture({4, 2, 1, wide}, {4, 4, 1}, Fit::pad) ==
        Bytes{0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 0, 0});
  const Bytes tall{10, 20, 30, 40, 50, 60, 70, 80};  // 2 x 4
  CHECK(fit_picture({2, 4, 1, tall}, kGrey2x2, Fit::crop) == Bytes{30, 40, 50, 60});
  CHECK(fit_picture({2, 4, 1, tall}, {4, 4, 1}, Fit::pad) ==
        Bytes{0, 10, 20, 0, 0, 30, 40, 0, 0, 50, 60, 0, 0, 70, 80, 0});
}

TEST_CASE("picture: any shape fits into any size") {
  for (const std::int32_t width : {1, 2, 7, 300}) {
    for (const std::int32_t height : {1, 3, 299}) {
      const Bytes pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, 255);
      for (const PictureSize size : {PictureSize{1, 1, 1}, PictureSize{1, 17, 3}, PictureSize{31, 2, 1}}) {
        const Bytes cropped = fit_picture({width, height, 4, pixels}, size, Fit::crop);
        CHECK(cropped == Bytes(static_cast<std::size_t>(size.height * size.width * size.channels), 255));
        CHECK(fit_picture({width, height, 4, pixels}, size, Fit::pad).size() == cropped.size());
      }
    }
  }
}

TEST_CASE("picture: one that cannot be is refused") {
  const Bytes twelve(12);
  CHECK(refusal({3, 4, 1, twelve}).empty());
  CHECK(refusal({3, 1, 4, twelve}).empty());
  CHECK(refusal({0, 4, 1, {}}) == "image.size");
  CHECK(refusal({4, 0, 1, {}}) == "image.size");
  CHECK(refusal({-3, -4, 1, twelve}) == "image.size");
  CHECK(refusal({16385, 1, 1, Bytes(16385)}) == "image.size");
  CHECK(refusal({2, 2, 3, twelve}) == "image.channels");
  CHECK(refusal({12, 1, 0, twelve}) == "image.channels");
  CHECK(refusal({3, 4, 4, twelve}) == "image.bytes");
  CHECK(refusal({3, 3, 1, twelve}) == "image.bytes");
  CHECK(refusal({16384, 16384, 4, twelve}) == "image.bytes");
}
