#include "tests/bench/sweep.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/clock.h"
#include "tests/bench/layer_passes.h"
#include "tests/bench/measure.h"
#include "tests/bench/peak.h"
#include "tests/bench/roofline.h"

namespace glassbox::bench {
namespace {

constexpr double kSlow = 0.35;      // of the median rate of its kind
constexpr double kFarFromRoof = 2;  // times the least seconds
constexpr std::int64_t kSide = 14;  // of the images
constexpr double kSampleSeconds = 0.004;
constexpr double kSeconds = 0.016;  // of all samples, at least
constexpr int kFewestSamples = 2;

// The least seconds of a call: a sample that something else has interrupted is longer.
double seconds_of(const std::function<void()>& work) {
  double best = 0;
  double spent = 0;
  for (int sample = 0; sample < kFewestSamples || spent < kSeconds; ++sample) {
    const double start = seconds();
    double elapsed = 0;
    int calls = 0;
    while (calls == 0 || elapsed < kSampleSeconds) {
      work();
      ++calls;
      elapsed = seconds() - start;
    }
    spent += elapsed;
    best = sample == 0 ? elapsed / calls : std::min(best, elapsed / calls);
  }
  return best;
}

/// What one layer's passes take.
struct PassSeconds {
  explicit PassSeconds(LayerPasses& passes)
      : forward(seconds_of([&] { passes.forward(); })),
        kernel_gradient(seconds_of([&] { passes.backward(false); })),
        both_gradients(seconds_of([&] { passes.backward(true); })) {}

  double forward;
  double kernel_gradient;
  double both_gradients;
};

constexpr std::array<std::string_view, 3> kKinds = {"forward", "dW", "dX"};

struct Point {
  std::int64_t kernel, stride, channels, filters;
  int batch;
  double multiply_adds = 0;
  std::array<double, 3> rates{};   ///< multiply-adds a second of each kind
  std::array<double, 3> shares{};  ///< of the peak at that moment
};

Value square(std::int64_t side) {
  return Value::of(std::vector<std::int64_t>{side, side});
}

LayerSpec layer(std::string class_name, std::vector<Attribute> config) {
  return {std::move(class_name), "", {}, std::move(config)};
}

void measure_point(Point& point) {
  LayerPasses passes({kSide, kSide, point.channels},
                     layer("Conv2D", {{"filters", Value::of(point.filters)},
                                      {"kernel_size", square(point.kernel)},
                                      {"strides", square(point.stride)},
                                      {"padding", Value::of(std::string("same"))}}),
                     point.batch);
  const PassSeconds taken(passes);
  const double peak = multiply_add_peak();
  point.multiply_adds = passes.multiply_adds();
  const double of_inputs =
      std::max(taken.both_gradients - taken.kernel_gradient, 0.05 * taken.both_gradients);
  const std::array<double, 3> each = {taken.forward, taken.kernel_gradient, of_inputs};
  for (std::size_t kind = 0; kind < each.size(); ++kind) {
    point.rates[kind] = point.multiply_adds / each[kind];
    point.shares[kind] = point.rates[kind] / peak;
  }
}

std::vector<Point> measure_points() {
  std::vector<Point> points;
  for (const std::int64_t kernel : {1, 2, 3, 4, 5, 6, 7}) {
    for (const std::int64_t stride : {1, 2}) {
      for (const std::int64_t channels : {1, 3, 8, 16, 32, 33, 64}) {
        for (const std::int64_t filters : {8, 32}) {
          for (const int batch : {1, 7, 32, 100, 128}) {
            measure_point(points.emplace_back(Point{kernel, stride, channels, filters, batch}));
          }
        }
      }
    }
  }
  return points;
}

constexpr std::int64_t kFewTaps = 9;
constexpr double kShortPass = 10e-6;

/// Why a slow point is slow.
std::string reason_of(const Point& point, double taken) {
  if (point.kernel * point.kernel * point.channels <= kFewTaps) return "few taps";
  if (taken < kShortPass) return "short pass";
  return "no reason known";
}

/// The slow points of one kind, slowest first.
Json report_kind(std::vector<Point> points, std::size_t kind) {
  std::vector<double> rates;
  for (const Point& point : points) rates.push_back(point.rates[kind]);
  const double middle = median(rates);
  std::vector<double> shares;
  for (const Point& point : points) shares.push_back(point.shares[kind]);
  std::erase_if(points, [&](const Point& point) { return point.rates[kind] >= kSlow * middle; });
  std::ranges::sort(points, {}, [&](const Point& point) { return point.rates[kind]; });
  const std::string name(kKinds[kind]);
  std::printf(
      "%s: median %.2f billion multiply-adds a second, %.0f %% of the peak; %zu of %zu under %.0f %% of it\n",
      name.c_str(), middle / 1e9, 100 * median(shares), points.size(), rates.size(), 100 * kSlow);
  Json slow = Json::array();
  for (const Point& point : points) {
    const double ratio = point.rates[kind] / middle;
    const std::string reason = reason_of(point, point.multiply_adds / point.rates[kind]);
    std::printf(
        "  kernel %d stride %d channels %2d filters %2d batch %3d: %4.0f %% of the median, %4.1f %% of the "
        "peak, %s\n",
        static_cast<int>(point.kernel), static_cast<int>(point.stride), static_cast<int>(point.channels),
        static_cast<int>(point.filters), point.batch, 100 * ratio, 100 * point.shares[kind], reason.c_str());
    slow.push_back({{"kernel", point.kernel},
                    {"stride", point.stride},
                    {"channels", point.channels},
                    {"filters", point.filters},
                    {"batch", point.batch},
                    {"of_median", ratio},
                    {"share_of_peak", point.shares[kind]},
                    {"reason", reason}});
  }
  return {{"pass", name},
          {"points", rates.size()},
          {"median_multiply_adds_per_second", middle},
          {"median_share_of_peak", median(shares)},
          {"slow", std::move(slow)}};
}

/// What is computed for every value beside the products that Op::multiply_adds() counts, in multiply-adds; an
/// addition, a multiplication or a division alone counts as one, since it takes a multiply-add's place.
struct ValueWork {
  double values = 0;  ///< of one sample
  double forward = 0;
  double backward = 0;
};

// Of engine/simd/math.h: the polynomial, the split into powers of two and the bounds.
constexpr double kSigmoid = 23;
constexpr double kTanh = 26;

struct LayerCase {
  std::string name;
  std::vector<std::int64_t> input_shape;
  LayerSpec spec;
  ValueWork work = {};
};

std::vector<LayerCase> layer_cases() {
  const auto units = [](std::int64_t count) { return Attribute{"units", Value::of(count)}; };
  const auto size = [](const char* name, std::int64_t side) { return Attribute{name, square(side)}; };
  std::vector<LayerCase> cases;
  struct Recurrent {
    const char* name;
    double forward, backward;  // for each unit and step
  };
  constexpr std::array<Recurrent, 3> kRecurrent = {{{"SimpleRNN", kTanh, 3},
                                                    {"LSTM", 3 * kSigmoid + 2 * kTanh + 3, kTanh + 16},
                                                    {"GRU", 2 * kSigmoid + kTanh + 6, 14}}};
  for (const auto& [name, forward, backward] : kRecurrent) {
    for (const std::int64_t count : {32, 128}) {
      cases.push_back({std::string(name) + " " + std::to_string(count),
                       {28, 28},
                       layer(name, {units(count)}),
                       {static_cast<double>(28 * count), forward, backward}});
    }
  }
  // Forward: a sum, the sum of the squared deviations (2), then these shifted and scaled. Back: two sums of
  // slopes (3), then the gradient. A row's own sums and scale are more than a channel's.
  const auto batch_work = [](double values) { return ValueWork{values, 5, 6}; };
  const auto layer_work = [](double values) { return ValueWork{values, 6, 10}; };
  const Attribute same{"padding", Value::of(std::string("same"))};
  const auto filters = [](std::int64_t count) { return Attribute{"filters", Value::of(count)}; };
  cases.push_back({"BatchNormalization, images",
                   {28, 28, 32},
                   layer("BatchNormalization", {}),
                   batch_work(28 * 28 * 32)});
  cases.push_back({"BatchNormalization, vectors", {128}, layer("BatchNormalization", {}), batch_work(128)});
  cases.push_back({"LayerNormalization, images",
                   {28, 28, 32},
                   layer("LayerNormalization", {}),
                   layer_work(28 * 28 * 32)});
  cases.push_back({"LayerNormalization, vectors", {128}, layer("LayerNormalization", {}), layer_work(128)});
  cases.push_back({"DepthwiseConv2D 3x3, stride 1",
                   {28, 28, 32},
                   layer("DepthwiseConv2D", {size("kernel_size", 3), same})});
  cases.push_back({"DepthwiseConv2D 3x3, stride 2",
                   {28, 28, 32},
                   layer("DepthwiseConv2D", {size("kernel_size", 3), size("strides", 2), same})});
  cases.push_back({"DepthwiseConv2D 5x5, 3 channels",
                   {28, 28, 3},
                   layer("DepthwiseConv2D", {size("kernel_size", 5), same})});
  cases.push_back({"Conv2DTranspose 3x3, stride 1",
                   {14, 14, 32},
                   layer("Conv2DTranspose", {filters(16), size("kernel_size", 3), same})});
  cases.push_back(
      {"Conv2DTranspose 3x3, stride 2",
       {14, 14, 32},
       layer("Conv2DTranspose", {filters(16), size("kernel_size", 3), size("strides", 2), same})});
  cases.push_back({"Conv2DTranspose 2x2, stride 2",
                   {14, 14, 32},
                   layer("Conv2DTranspose", {filters(16), size("kernel_size", 2), size("strides", 2)})});
  return cases;
}

Json report_pass(const std::string& name, const char* pass, double taken, double least) {
  const double ratio = taken / least;
  std::printf("%-34s %-9s %9.1f us %9.1f us %7.1f x%s\n", name.c_str(), pass, 1e6 * taken, 1e6 * least, ratio,
              ratio > kFarFromRoof ? "  far" : "");
  return {{"layer", name}, {"pass", pass}, {"seconds", taken}, {"least_seconds", least}, {"times", ratio}};
}

Json measure_layers() {
  constexpr int kBatch = 32;
  std::printf("\n%-34s %-9s %12s %12s   %s\n", "batch 32", "", "taken", "roofline", "taken / roofline");
  Json layers = Json::array();
  for (const auto& [name, input_shape, spec, work] : layer_cases()) {
    LayerPasses passes(input_shape, spec, kBatch);
    const PassSeconds taken(passes);
    const double in = passes.input_bytes();
    const double out = passes.output_bytes();
    const double weights = passes.parameter_bytes();
    const double of_products = passes.multiply_adds();
    const double values = kBatch * work.values;
    layers.push_back(report_pass(name, "forward", taken.forward,
                                 least_seconds(of_products + work.forward * values, in + out + weights)));
    layers.push_back(
        report_pass(name, "backward", taken.both_gradients,
                    least_seconds(2 * of_products + work.backward * values, 2 * in + out + 2 * weights)));
  }
  return layers;
}

}  // namespace

Json sweep() {
  const std::vector<Point> points = measure_points();
  std::printf(
      "Reasons. Few taps: a window of %d values or fewer is so short a product that a tile of sums begins "
      "and ends for longer than it multiplies. Short pass: %.0f microseconds or less in all, mostly calls.\n",
      static_cast<int>(kFewTaps), 1e6 * kShortPass);
  Json kinds = Json::array();
  for (std::size_t kind = 0; kind < kKinds.size(); ++kind) kinds.push_back(report_kind(points, kind));
  Json layers = measure_layers();
  return {{"convolution", std::move(kinds)}, {"layers", std::move(layers)}};
}

}  // namespace glassbox::bench
