#include "tests/ops/op_cases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/ops/activation/activation.h"
#include "engine/ops/add/add.h"
#include "engine/ops/average_pool2d/average_pool2d.h"
#include "engine/ops/batch_normalization/batch_normalization.h"
#include "engine/ops/concatenate/concatenate.h"
#include "engine/ops/conv2d/conv2d.h"
#include "engine/ops/conv2d_transpose/conv2d_transpose.h"
#include "engine/ops/dense/dense.h"
#include "engine/ops/dropout/dropout.h"
#include "engine/ops/gru/gru.h"
#include "engine/ops/layer_normalization/layer_normalization.h"
#include "engine/ops/lstm/lstm.h"
#include "engine/ops/max_pool2d/max_pool2d.h"
#include "engine/ops/maxout/maxout.h"
#include "engine/ops/multiply/multiply.h"
#include "engine/ops/prelu/prelu.h"
#include "engine/ops/reshape/reshape.h"
#include "engine/ops/simple_rnn/simple_rnn.h"
#include "engine/ops/softmax/softmax.h"
#include "engine/ops/subtract/subtract.h"
#include "engine/ops/up_sampling2d/up_sampling2d.h"

namespace glassbox {
namespace {

class Table {
 public:
  std::vector<OpCase> cases;

  void dense(std::string name, int batch, std::int64_t inputs, std::int64_t units, bool use_bias = true) {
    const Shape shape{inputs};
    put(std::move(name), batch, {shape}, make_dense({.units = units, .use_bias = use_bias}, shape));
  }
  void conv2d(std::string name, int batch, const Shape& input, const Conv2DOptions& options) {
    put(std::move(name), batch, {input}, make_conv2d(options, input));
  }
  /// The convolution with a ReLU behind it, and with a max pooling behind that.
  void conv2d_block(std::string name, int batch, const Shape& input, const Conv2DOptions& options,
                    const std::optional<Pool2DOptions>& pool, Inputs values = Inputs::normal) {
    const auto conv2d = make_conv2d(options, input);
    std::vector<std::unique_ptr<Op>> followers;
    followers.push_back(make_activation("relu", conv2d->output_shape()));
    if (pool) followers.push_back(make_max_pool2d(*pool, conv2d->output_shape()));
    std::vector<const Op*> ops;
    for (const auto& follower : followers) ops.push_back(follower.get());
    put(std::move(name), batch, {input}, conv2d->fuse(ops).op, values);
  }
  void conv2d_transpose(std::string name, int batch, const Shape& input,
                        const Conv2DTransposeOptions& options) {
    put(std::move(name), batch, {input}, make_conv2d_transpose(options, input));
  }
  void max_pool2d(std::string name, int batch, const Shape& input, const Pool2DOptions& options) {
    put(std::move(name), batch, {input}, make_max_pool2d(options, input), Inputs::distinct);
  }
  void average_pool2d(std::string name, int batch, const Shape& input, const Pool2DOptions& options) {
    put(std::move(name), batch, {input}, make_average_pool2d(options, input));
  }
  void activations(const std::string& where, int batch, const Shape& input) {
    for (const std::string_view name : activation_functions()) {
      put(std::string(name) + where, batch, {input}, make_activation(name, input), Inputs::away_from_zero);
    }
  }
  void softmax(std::string name, int batch, const Shape& input) {
    put(std::move(name), batch, {input}, make_softmax(input));
  }
  void add(std::string name, int batch, const std::vector<Shape>& inputs) {
    put(std::move(name), batch, inputs, make_add(inputs));
  }
  void subtract(std::string name, int batch, const Shape& input) {
    put(std::move(name), batch, {input, input}, make_subtract(input));
  }
  void multiply(std::string name, int batch, const std::vector<Shape>& inputs) {
    put(std::move(name), batch, inputs, make_multiply(inputs));
  }
  void concatenate(std::string name, int batch, const std::vector<Shape>& inputs) {
    put(std::move(name), batch, inputs, make_concatenate(inputs));
  }
  void up_sampling2d(std::string name, int batch, const Shape& input,
                     const std::array<std::int64_t, 2>& size) {
    put(std::move(name), batch, {input}, make_up_sampling2d(size, input));
  }
  void simple_rnn(std::string name, int batch, const Shape& input, const RecurrentOptions& options) {
    put(std::move(name), batch, {input}, make_simple_rnn(options, input));
    cases.back().parameter_scale = 0.25;
  }
  void lstm(std::string name, int batch, const Shape& input, const RecurrentOptions& options) {
    put(std::move(name), batch, {input}, make_lstm(options, input));
    cases.back().parameter_scale = 0.25;
  }
  void gru(std::string name, int batch, const Shape& input, const RecurrentOptions& options) {
    put(std::move(name), batch, {input}, make_gru(options, input));
    cases.back().parameter_scale = 0.25;
  }
  /// All three, with the same options.
  void recurrent(const std::string& where, int batch, const Shape& input, const RecurrentOptions& options) {
    simple_rnn("simple_rnn" + where, batch, input, options);
    lstm("lstm" + where, batch, input, options);
    gru("gru" + where, batch, input, options);
  }
  void dropout(std::string name, int batch, const Shape& input, double rate) {
    put(std::move(name), batch, {input}, make_dropout(rate, input));
  }
  void batch_normalization(std::string name, int batch, const Shape& input,
                           const BatchNormalizationOptions& options = {}) {
    put(std::move(name), batch, {input}, make_batch_normalization(options, input));
  }
  void reshape(std::string name, int batch, const Shape& input, const Shape& output) {
    put(std::move(name), batch, {input}, make_reshape(output));
  }
  void maxout(std::string name, int batch, std::int64_t units, std::int64_t pieces) {
    const Shape input{units * pieces};
    put(std::move(name), batch, {input}, make_maxout(pieces, input), Inputs::distinct);
  }
  void prelu(std::string name, int batch, const Shape& input, std::vector<std::int64_t> shared_axes) {
    put(std::move(name), batch, {input}, make_prelu({.shared_axes = std::move(shared_axes)}, input),
        Inputs::away_from_zero);
  }
  void layer_normalization(std::string name, int batch, const Shape& input,
                           const LayerNormalizationOptions& options = {}) {
    put(std::move(name), batch, {input}, make_layer_normalization(options, input));
  }

  void put(std::string name, int batch, std::vector<Shape> inputs, std::unique_ptr<Op> op,
           Inputs values = Inputs::normal) {
    cases.push_back({std::move(name), std::move(inputs), batch, std::move(op), values});
  }
};

void add_golden_cases(Table& table) {
  constexpr auto kSame = Padding::same;
  table.dense("dense", 7, 33, 10);
  table.dense("dense without bias", 1, 5, 3, false);
  table.conv2d("conv2d", 2, {7, 6, 3}, {.filters = 5, .kernel_size = {3, 3}});
  table.conv2d("conv2d 5x5 of one channel", 1, {9, 9, 1}, {.filters = 4, .kernel_size = {5, 5}});
  table.conv2d("conv2d same, even kernel", 2, {5, 6, 2},
               {.filters = 3, .kernel_size = {2, 4}, .padding = kSame});
  table.conv2d("conv2d same, stride 2", 1, {7, 6, 2},
               {.filters = 4, .kernel_size = {3, 3}, .strides = {2, 2}, .padding = kSame});
  table.conv2d("conv2d without bias, stride 3 and 2", 2, {8, 7, 1},
               {.filters = 3, .kernel_size = {2, 3}, .strides = {3, 2}, .use_bias = false});
  table.max_pool2d("max_pool2d", 2, {6, 5, 3}, {});
  table.max_pool2d("max_pool2d overlapping, same", 1, {6, 7, 2},
                   {.pool_size = {3, 3}, .strides = {2, 2}, .padding = kSame});
  table.average_pool2d("average_pool2d", 2, {6, 5, 3}, {});
  table.average_pool2d("average_pool2d overlapping, same", 1, {6, 7, 2},
                       {.pool_size = {3, 2}, .strides = {2, 1}, .padding = kSame});
  table.activations("", 3, {11});
  table.softmax("softmax", 3, {10});
  table.add("add", 2, {{6}, {6}, {6}});
  table.reshape("flatten", 2, {3, 2, 2}, {12});
  table.concatenate("concatenate", 2, {{2, 3, 1}, {2, 3, 4}, {2, 3, 2}});
  table.up_sampling2d("up_sampling2d", 2, {3, 2, 5}, {2, 3});
  table.batch_normalization("batch_normalization", 5, {7});
  table.batch_normalization("batch_normalization of maps", 3, {4, 3, 5});
  table.conv2d("conv2d with zeros around", 2, {5, 4, 3},
               {.filters = 4, .kernel_size = {3, 4}, .strides = {2, 1}, .zero_padding = {2, 1}});
  table.conv2d("conv2d dilated", 2, {9, 8, 2},
               {.filters = 3, .kernel_size = {3, 2}, .dilation_rate = {2, 3}});
  table.conv2d("conv2d dilated, same", 1, {5, 6, 2},
               {.filters = 3, .kernel_size = {2, 3}, .padding = kSame, .dilation_rate = {3, 2}});
  table.conv2d("conv2d in groups", 2, {6, 5, 6},
               {.filters = 9, .kernel_size = {3, 2}, .strides = {1, 2}, .groups = 3});
  table.conv2d("depthwise_conv2d", 2, {6, 5, 3}, {.filters = 3, .kernel_size = {3, 3}, .depthwise = true});
  table.conv2d("depthwise_conv2d with two filters a channel, same, stride 2", 2, {6, 7, 3},
               {.filters = 6, .kernel_size = {2, 3}, .strides = {2, 2}, .padding = kSame, .depthwise = true});
  table.conv2d_transpose("conv2d_transpose", 2, {3, 4, 3}, {.filters = 2, .kernel_size = {3, 2}});
  table.conv2d_transpose("conv2d_transpose stride 2, same", 2, {3, 4, 2},
                         {.filters = 3, .kernel_size = {3, 4}, .strides = {2, 2}, .padding = kSame});
  table.conv2d_transpose("conv2d_transpose stride beyond the kernel", 1, {3, 2, 2},
                         {.filters = 3, .kernel_size = {2, 2}, .strides = {3, 2}});
  table.maxout("maxout", 3, 5, 3);
  table.prelu("prelu", 3, {2, 3, 4}, {});
  table.prelu("prelu with one slope a channel", 2, {3, 4, 5}, {1, 2});
  table.prelu("prelu with one slope", 2, {11}, {1});
  table.layer_normalization("layer_normalization", 3, {10});
  table.layer_normalization("layer_normalization of an image, z alone", 2, {2, 3, 5},
                            {.epsilon = 0.5, .center = false, .scale = false});
  table.recurrent("", 3, {5, 4}, {.units = 3});
  table.recurrent(" all states, without bias", 2, {4, 3},
                  {.units = 5, .use_bias = false, .return_sequences = true});
  table.simple_rnn("simple_rnn relu", 2, {4, 3}, {.units = 3, .activation = "relu"});
  table.subtract("subtract", 2, {6});
  table.multiply("multiply", 2, {{6}, {6}, {6}});
}

void add_extreme_cases(Table& table) {
  table.dense("dense 1 to 1", 1, 1, 1);
  table.dense("dense of a long input", 3, 4608, 10);
  table.dense("dense deeper than one block", 33, 400, 33);
  table.dense("dense wider than a tile", 50, 7, 129);
  table.conv2d("conv2d of one pixel", 1, {1, 1, 1}, {.filters = 1, .kernel_size = {1, 1}});
  table.conv2d("conv2d 1x1 same", 1, {1, 1, 3},
               {.filters = 10, .kernel_size = {3, 3}, .padding = Padding::same});
  table.conv2d("conv2d kernel = input", 33, {4, 5, 3}, {.filters = 10, .kernel_size = {4, 5}});
  table.conv2d("conv2d stride beyond the kernel", 7, {10, 11, 3},
               {.filters = 33, .kernel_size = {2, 1}, .strides = {3, 4}});
  table.conv2d("conv2d stride beyond the kernel, same", 2, {10, 11, 1},
               {.filters = 3, .kernel_size = {2, 2}, .strides = {5, 3}, .padding = Padding::same});
  table.conv2d("conv2d kernel beyond the input, same", 2, {2, 3, 2},
               {.filters = 3, .kernel_size = {5, 6}, .padding = Padding::same});
  table.conv2d("conv2d of the course", 2, {28, 28, 1}, {.filters = 32, .kernel_size = {5, 5}});
  table.conv2d_block("conv2d_block", 2, {7, 6, 3}, {.filters = 5, .kernel_size = {3, 3}}, std::nullopt);
  table.conv2d_block("conv2d_block without bias, odd maps", 2, {8, 9, 1},
                     {.filters = 9, .kernel_size = {2, 3}, .use_bias = false}, Pool2DOptions{});
  table.conv2d_block("conv2d_block, its gradients sparse", 2, {9, 9, 7},
                     {.filters = 6, .kernel_size = {3, 3}, .padding = Padding::same},
                     Pool2DOptions{{3, 2}, {3, 2}});
  table.conv2d_block("conv2d_block of a sparse image", 2, {12, 11, 1},
                     {.filters = 10, .kernel_size = {5, 5}, .padding = Padding::same}, Pool2DOptions{},
                     Inputs::sparse);
  table.conv2d_block("conv2d_block of many small maps", 33, {4, 3, 2}, {.filters = 3, .kernel_size = {2, 2}},
                     Pool2DOptions{{2, 1}, {2, 1}});
  table.conv2d_block("conv2d_block by Winograd", 1, {7, 10, 16},
                     {.filters = 32, .kernel_size = {3, 3}, .padding = Padding::same}, std::nullopt);
  table.put("conv2d of a sparse image", 2, {{10, 9, 1}},
            make_conv2d({.filters = 11, .kernel_size = {3, 4}}, {10, 9, 1}), Inputs::sparse);
  table.put("dense of sparse inputs", 9, {{70}}, make_dense({.units = 37}, {70}), Inputs::sparse);
  table.conv2d("conv2d deeper than one block", 1, {8, 8, 33}, {.filters = 10, .kernel_size = {3, 3}});
  table.conv2d("conv2d with more zeros than pixels", 7, {1, 2, 1},
               {.filters = 3, .kernel_size = {3, 3}, .strides = {4, 1}, .zero_padding = {3, 4}});
  table.conv2d(
      "conv2d dilated as far as the input, groups of one filter", 33, {5, 7, 6},
      {.filters = 3, .kernel_size = {3, 2}, .dilation_rate = {2, 6}, .groups = 3, .use_bias = false});
  table.conv2d("conv2d in groups, many small maps", 33, {2, 3, 10},
               {.filters = 33 * 2, .kernel_size = {2, 2}, .padding = Padding::same, .groups = 2});
  table.conv2d("conv2d with as many groups as channels", 2, {5, 5, 4},
               {.filters = 8, .kernel_size = {3, 3}, .zero_padding = {1, 1}, .groups = 4});
  table.conv2d("depthwise_conv2d of one pixel", 1, {1, 1, 1},
               {.filters = 1, .kernel_size = {1, 1}, .depthwise = true});
  table.conv2d("depthwise_conv2d kernel = input", 33, {4, 5, 10},
               {.filters = 10, .kernel_size = {4, 5}, .depthwise = true, .use_bias = false});
  table.conv2d("depthwise_conv2d of 33 channels, dilated", 7, {8, 9, 33},
               {.filters = 33,
                .kernel_size = {3, 3},
                .padding = Padding::same,
                .dilation_rate = {2, 3},
                .depthwise = true});
  table.conv2d("depthwise_conv2d stride beyond the kernel", 2, {10, 11, 3},
               {.filters = 9, .kernel_size = {2, 1}, .strides = {3, 4}, .depthwise = true});
  table.conv2d("depthwise_conv2d 3x3 of 10 channels, same", 2, {5, 9, 10},
               {.filters = 10, .kernel_size = {3, 3}, .padding = Padding::same, .depthwise = true});
  table.conv2d(
      "depthwise_conv2d 5x5 of 7 channels, same, stride 2", 2, {11, 31, 7},
      {.filters = 7, .kernel_size = {5, 5}, .strides = {2, 2}, .padding = Padding::same, .depthwise = true});
  table.conv2d("depthwise_conv2d 4x7, stride 2 and 1, two filters a channel", 2, {9, 17, 5},
               {.filters = 10, .kernel_size = {4, 7}, .strides = {2, 1}, .depthwise = true});
  table.conv2d(
      "depthwise_conv2d dilated as its strides", 2, {12, 20, 4},
      {.filters = 4, .kernel_size = {2, 3}, .strides = {4, 2}, .dilation_rate = {2, 2}, .groups = 4});
  table.conv2d(
      "depthwise_conv2d dilated beyond its strides", 2, {17, 16, 4},
      {.filters = 4, .kernel_size = {2, 2}, .strides = {2, 3}, .dilation_rate = {3, 7}, .groups = 4});
  table.conv2d(
      "depthwise_conv2d dilated beyond its strides, columns", 2, {16, 17, 4},
      {.filters = 8, .kernel_size = {3, 2}, .strides = {3, 2}, .dilation_rate = {7, 3}, .groups = 4});
  table.conv2d("depthwise_conv2d, all rows between the windows", 2, {1, 28, 6},
               {.filters = 6, .kernel_size = {1, 1}, .strides = {2, 1}, .zero_padding = {1, 0}, .groups = 6});
  table.conv2d("depthwise_conv2d, more zeros than its window", 2, {4, 15, 6},
               {.filters = 6, .kernel_size = {1, 2}, .strides = {2, 3}, .zero_padding = {3, 4}, .groups = 6});
  table.conv2d_transpose("conv2d_transpose of one pixel", 1, {1, 1, 1},
                         {.filters = 1, .kernel_size = {1, 1}});
  table.conv2d_transpose("conv2d_transpose of one pixel to an image", 7, {1, 1, 33},
                         {.filters = 10, .kernel_size = {4, 5}, .use_bias = false});
  table.conv2d_transpose("conv2d_transpose stride beyond the kernel, same", 33, {2, 3, 3},
                         {.filters = 4, .kernel_size = {1, 2}, .strides = {4, 3}, .padding = Padding::same});
  table.max_pool2d("max_pool2d of one pixel", 1, {1, 1, 1}, {.pool_size = {1, 1}, .strides = {1, 1}});
  table.max_pool2d("max_pool2d window = input", 7, {3, 4, 10}, {.pool_size = {3, 4}, .strides = {3, 4}});
  table.average_pool2d("average_pool2d window = input", 7, {3, 4, 10},
                       {.pool_size = {3, 4}, .strides = {3, 4}});
  table.softmax("softmax of one class", 2, {1});
  table.softmax("softmax over the channels of an image", 2, {2, 3, 33});
  table.activations(" of an image", 7, {3, 5, 3});
  table.dropout("dropout", 7, {3, 5, 3}, 0.25);
  table.dropout("dropout of nothing", 1, {5}, 0);
  table.batch_normalization("batch_normalization of one value", 1, {1, 1, 1});
  table.batch_normalization("batch_normalization plain", 33, {33}, {.center = false, .scale = false});
  table.batch_normalization("batch_normalization of many rows", 7, {9, 10, 1}, {.scale = false});
  table.batch_normalization("batch_normalization of short rows, many and a rest", 7, {9, 11, 3});
  table.batch_normalization("batch_normalization of long rows", 3, {2, 3, 70});
  table.concatenate("concatenate of vectors", 7, {{33}, {1}, {10}});
  table.up_sampling2d("up_sampling2d of one pixel", 1, {1, 1, 1}, {1, 1});
  table.up_sampling2d("up_sampling2d along one axis", 7, {3, 4, 33}, {1, 4});
  table.reshape("reshape to an image", 7, {12}, {2, 2, 3});
  table.maxout("maxout of one piece", 7, 33, 1);
  table.maxout("maxout of one unit", 1, 1, 5);
  table.layer_normalization("layer_normalization of 33 channels", 7, {3, 33}, {});
  table.prelu("prelu of one value", 1, {1}, {});
  table.prelu("prelu of 33 channels", 7, {3, 5, 33}, {2, 1});
  table.prelu("prelu with one slope for an image", 7, {3, 5, 3}, {1, 2, 3});
  table.prelu("prelu with one slope a row", 33, {3, 5, 7}, {2, 3});
  table.prelu("prelu with slopes along two axes that are not neighbours", 2, {3, 5, 10}, {2});
  table.layer_normalization("layer_normalization of one channel", 7, {2, 2, 1});
  table.layer_normalization("layer_normalization of 33 channels", 33, {33}, {.center = false});
  table.layer_normalization("layer_normalization of 128 channels", 2, {3, 128}, {.scale = false});
  table.layer_normalization("layer_normalization of more rows than a block", 5, {3, 9, 10});
  table.recurrent(" of one step", 1, {1, 1}, {.units = 1});
  table.recurrent(" of an image's rows", 7, {28, 28}, {.units = 33});
  table.recurrent(" wide, all states", 33, {3, 33}, {.units = 10, .return_sequences = true});
  table.recurrent(" relu", 7, {5, 3}, {.units = 4, .activation = "relu", .return_sequences = true});
  table.recurrent(" sigmoid, without bias", 2, {6, 1},
                  {.units = 7, .activation = "sigmoid", .use_bias = false});
  table.add("add of two images", 7, {{3, 5, 3}, {3, 5, 3}});
  table.subtract("subtract of one value", 1, {1});
  table.subtract("subtract of images", 33, {3, 5, 33});
  table.multiply("multiply of two values", 1, {{1}, {1}});
  table.multiply("multiply of images", 33, {{3, 5, 33}, {3, 5, 33}});
}

// Sizes that are awkward for vectors and tiles.
void add_random_cases(Table& table) {
  constexpr std::array<std::int64_t, 8> kCounts{1, 2, 3, 4, 7, 10, 16, 33};
  constexpr std::array<int, 5> kBatches{1, 2, 5, 7, 33};
  constexpr int kCases = 40;
  for (int i = 0; i < kCases; ++i) {
    const Random random(2024, Stream::data, static_cast<std::uint64_t>(i));
    std::uint64_t draw = 0;
    const auto below = [&](std::uint32_t bound) { return random.below(draw++, bound); };
    const auto count = [&] { return kCounts[below(static_cast<std::uint32_t>(kCounts.size()))]; };
    const int batch = kBatches[below(static_cast<std::uint32_t>(kBatches.size()))];
    const std::string label = " random " + std::to_string(i);
    const std::int64_t inputs = count() * count();
    const std::int64_t units = count();
    table.dense("dense" + label, batch, inputs, units);

    const Shape image{1 + below(9), 1 + below(9), count()};
    const Padding padding = below(2) == 0 ? Padding::valid : Padding::same;
    std::array<std::int64_t, 2> window{};
    for (int axis = 0; axis < 2; ++axis) {
      const auto limit =
          static_cast<std::uint32_t>(padding == Padding::valid ? std::min<std::int64_t>(image[axis], 5) : 5);
      window[static_cast<std::size_t>(axis)] = 1 + below(limit);
    }
    const std::array<std::int64_t, 2> strides{1 + below(3), 1 + below(3)};
    table.conv2d("conv2d" + label, batch, image,
                 {.filters = count(), .kernel_size = window, .strides = strides, .padding = padding});
    const std::int64_t multiplier = 1 + below(3);
    table.conv2d("depthwise_conv2d" + label, batch, image,
                 {.filters = image[2] * multiplier,
                  .kernel_size = window,
                  .strides = strides,
                  .padding = padding,
                  .depthwise = true});
    table.conv2d_transpose(
        "conv2d_transpose" + label, batch, {1 + below(4), 1 + below(4), image[2]},
        {.filters = count(), .kernel_size = window, .strides = strides, .padding = padding});
    const std::int64_t groups = 1 + below(4);
    table.conv2d("conv2d in groups, dilated" + label, batch, {image[0], image[1], groups * (1 + below(4))},
                 {.filters = groups * (1 + below(9)),
                  .kernel_size = window,
                  .padding = Padding::same,
                  .dilation_rate = {1 + below(3), 1 + below(3)},
                  .groups = groups});
    const Pool2DOptions pool{.pool_size = window, .strides = strides, .padding = padding};
    table.max_pool2d("max_pool2d" + label, batch, image, pool);
    table.average_pool2d("average_pool2d" + label, batch, image, pool);

    table.recurrent(label, batch, {1 + below(6), count()},
                    {.units = count(), .use_bias = below(2) == 0, .return_sequences = below(2) == 0});
  }
}

}  // namespace

std::vector<OpCase> op_cases() {
  Table table;
  add_golden_cases(table);
  add_extreme_cases(table);
  add_random_cases(table);
  return std::move(table.cases);
}

std::vector<double> make_values(Inputs kind, std::size_t count, std::uint64_t seed) {
  const Random random(seed, Stream::data);
  std::vector<double> values(count);
  if (kind == Inputs::distinct) {
    std::vector<std::uint32_t> ranks(count);
    for (std::size_t i = 0; i < count; ++i) ranks[i] = static_cast<std::uint32_t>(i);
    random.shuffle(ranks);
    for (std::size_t i = 0; i < count; ++i) {
      values[i] = (static_cast<double>(ranks[i]) - static_cast<double>(count) / 2) / 64;
    }
    return values;
  }
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = random.normal(i);
    if (kind == Inputs::away_from_zero) values[i] += std::copysign(0.125, values[i]);
    values[i] = std::round(values[i] * 1024) / 1024;
    if (kind == Inputs::sparse && random.below(count + i, 4) != 0) values[i] = 0;
  }
  return values;
}

}  // namespace glassbox
