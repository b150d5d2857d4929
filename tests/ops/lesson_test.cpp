// The worked numbers of the lessons on convolution and pooling.
#include <doctest.h>

#include "engine/ops/activation/activation.h"
#include "engine/ops/average_pool2d/average_pool2d.h"
#include "engine/ops/conv2d/conv2d.h"
#include "engine/ops/max_pool2d/max_pool2d.h"
#include "tests/ops/op_harness.h"

using namespace glassbox;

namespace {

template <class T>
std::vector<T> run(const Op& op, const Shape& input, std::vector<T> image, std::vector<T> kernel = {}) {
  OpHarness<T> harness(op, std::span<const Shape>(&input, 1), 1);
  harness.inputs[0] = std::move(image);
  if (!kernel.empty()) harness.parameters[0] = std::move(kernel);
  harness.forward();
  return harness.output;
}

}  // namespace

TEST_CASE_TEMPLATE("conv2d: the three convolutions worked by hand", T, double, float) {
  const Shape input{5, 5, 1};
  SUBCASE("a digit-like image, a cross: the feature map of zeros and ones") {
    const auto op = make_conv2d({.filters = 1, .kernel_size = {3, 3}, .use_bias = false}, input);
    const std::vector<T> map = run<T>(*op, input, {1, 1, 1, 0, 0,  //
                                                   0, 1, 1, 1, 0,  //
                                                   0, 0, 1, 1, 1,  //
                                                   0, 0, 1, 1, 0,  //
                                                   0, 1, 1, 0, 0},
                                      {1, 0, 1,  //
                                       0, 1, 0,  //
                                       1, 0, 1});
    CHECK(map == std::vector<T>{4, 3, 4, 2, 4, 3, 2, 3, 4});
  }
  SUBCASE("padding 0, stride 1") {
    const auto op = make_conv2d({.filters = 1, .kernel_size = {3, 3}, .use_bias = false}, input);
    const std::vector<T> map = run<T>(*op, input, {3, 3, 2, 1, 0,  //
                                                   0, 0, 1, 3, 1,  //
                                                   3, 1, 2, 2, 3,  //
                                                   2, 0, 0, 2, 2,  //
                                                   2, 0, 0, 0, 1},
                                      {0, 1, 2,  //
                                       2, 2, 0,  //
                                       0, 1, 2});
    CHECK(map == std::vector<T>{12, 12, 17, 10, 17, 19, 9, 6, 14});
  }
  SUBCASE("padding 1, stride 2") {
    const auto op = make_conv2d(
        {.filters = 1, .kernel_size = {3, 3}, .strides = {2, 2}, .padding = Padding::same, .use_bias = false},
        input);
    const std::vector<T> map = run<T>(*op, input, {2, 2, 3, 3, 3,  //
                                                   0, 1, 3, 0, 3,  //
                                                   2, 3, 0, 1, 3,  //
                                                   3, 3, 2, 1, 2,  //
                                                   3, 3, 0, 2, 3},
                                      {2, 0, 1,  //
                                       1, 0, 0,  //
                                       0, 1, 1});
    CHECK(map == std::vector<T>{1, 5, 6, 7, 8, 3, 3, 10, 4});
  }
}

TEST_CASE_TEMPLATE("pooling: 2x2 with stride 2 keeps the places", T, double, float) {
  const Shape input{4, 4, 1};
  const std::vector<T> image{1, 3, 2, 1,  //
                             4, 2, 0, 5,  //
                             7, 0, 1, 1,  //
                             1, 0, 1, 1};
  CHECK(run<T>(*make_max_pool2d({}, input), input, image) == std::vector<T>{4, 5, 7, 1});
  CHECK(run<T>(*make_average_pool2d({}, input), input, image) == std::vector<T>{2.5, 2, 2, 1});
}

TEST_CASE("conv2d: parameters and shapes of the course's network") {
  const auto conv = make_conv2d({.filters = 32, .kernel_size = {5, 5}}, {28, 28, 1});
  CHECK(conv->output_shape() == Shape{24, 24, 32});
  REQUIRE(conv->parameters().size() == 2);
  CHECK(conv->parameters()[0].shape == Shape{5, 5, 1, 32});
  CHECK(conv->parameters()[0].shape.size() + conv->parameters()[1].shape.size() == 832);
  CHECK(conv->parameters()[0].initial.fan_in == 25);
  CHECK(conv->parameters()[0].initial.fan_out == 800);
  CHECK(make_max_pool2d({}, {24, 24, 32})->output_shape() == Shape{12, 12, 32});
}

TEST_CASE_TEMPLATE("max_pool2d: ties go to the first cell, and NaN wins", T, double, float) {
  constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
  const Shape input{2, 6, 1};
  const auto op = make_max_pool2d({}, input);
  OpHarness<T> run(*op, std::span<const Shape>(&input, 1), 1);
  run.inputs[0] = {5, 5, 1, 3, 2,    kNan,  //
                   5, 5, 3, 3, kNan, 9};
  run.output_gradient = {1, 2, 4};
  run.forward();
  run.backward();
  CHECK(run.output[0] == 5);
  CHECK(run.output[1] == 3);
  CHECK(std::isnan(run.output[2]));
  CHECK(run.input_gradients[0] == std::vector<T>{1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0});
}

TEST_CASE_TEMPLATE("relu lets NaN through", T, double, float) {
  constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
  const Shape input{6};
  const std::vector<T> output = run<T>(*make_activation("relu", input), input, {-1, kNan, 2, 0, kNan, -3});
  CHECK(std::isnan(output[1]));
  CHECK(std::isnan(output[4]));
  CHECK(output[0] == 0);
  CHECK(output[2] == 2);
}

TEST_CASE("window: Keras' output sizes and zeros") {
  const auto same = make_window_axis(28, 2, 2, Padding::same);
  CHECK(same.output == 14);
  CHECK(same.before + same.after == 0);
  const auto even = make_window_axis(5, 4, 1, Padding::same);
  CHECK(even.output == 5);
  CHECK(even.before == 1);
  CHECK(even.after == 2);
  const auto sparse = make_window_axis(7, 2, 5, Padding::same);
  CHECK(sparse.output == 2);
  CHECK(sparse.padded() == 7);
  CHECK(make_window_axis(28, 5, 1, Padding::valid).output == 24);
  CHECK(make_window_axis(28, 5, 2, Padding::valid).output == 12);
  CHECK(make_window_axis(3, 5, 1, Padding::valid).output < 1);
}
