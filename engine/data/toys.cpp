#include "engine/data/toys.h"

#include <algorithm>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/data/parameters.h"
#include "engine/data/split.h"
#include "engine/model/settings.h"
#include "engine/simd/math.h"
#include "engine/tensor/random.h"

namespace glassbox {
namespace {

/// Where the random numbers of a data set come from: the step of the stream.
enum class Purpose : std::uint8_t { place, noise, split };

Random random_of(const Settings& settings, Purpose purpose) {
  return Random(static_cast<std::uint64_t>(settings.integer("seed")), Stream::data,
                static_cast<std::uint64_t>(purpose));
}

/// What one point is made from: its number among `samples`, and two random numbers of each sort.
struct Draw {
  explicit Draw(const Settings& settings)
      : samples(static_cast<std::uint32_t>(settings.integer("samples"))),
        deviation(static_cast<float>(settings.real("noise"))),
        place(random_of(settings, Purpose::place)),
        noise(random_of(settings, Purpose::noise)) {}

  /// Uniform in [low, high); which = 0 or 1.
  [[nodiscard]] float uniform(const Random& random, std::uint32_t which, float low, float high) const {
    return low + (high - low) * random.uniform(2 * i + which);
  }
  [[nodiscard]] float place_in(std::uint32_t which, float low, float high) const {
    return uniform(place, which, low, high);
  }
  /// Playground's noise, uniform in +-radius * deviation.
  [[nodiscard]] float jitter(std::uint32_t which, float radius) const {
    return uniform(noise, which, -radius, radius) * deviation;
  }
  [[nodiscard]] float normal_noise(std::uint32_t which) const { return noise.normal(2 * i + which); }

  std::uint32_t samples;
  float deviation;  ///< of the noise
  Random place;
  Random noise;
  std::uint32_t i = 0;
};

struct LabelledPoint {
  float x = 0;
  float y = 0;
  bool label = false;
};

LabelledPoint circle(const Draw& draw) {
  constexpr float kRadius = 5;
  const bool inside = draw.i % 2 == 0;
  const float r = inside ? draw.place_in(0, 0, kRadius * 0.5F) : draw.place_in(0, kRadius * 0.7F, kRadius);
  const float turns = draw.place_in(1, 0, 1);
  const float x = r * simd::sin_two_pi(turns);
  const float y = r * simd::cos_two_pi(turns);
  const float noisy_x = x + draw.jitter(0, kRadius);
  const float noisy_y = y + draw.jitter(1, kRadius);
  return {x, y, simd::sqrt(noisy_x * noisy_x + noisy_y * noisy_y) < kRadius * 0.5F};
}

LabelledPoint exclusive_or(const Draw& draw) {
  constexpr float kPadding = 0.3F;
  const auto padded = [](float value) { return value + (value > 0 ? kPadding : -kPadding); };
  const float x = padded(draw.place_in(0, -5, 5));
  const float y = padded(draw.place_in(1, -5, 5));
  return {x, y, (x + draw.jitter(0, 5)) * (y + draw.jitter(1, 5)) >= 0};
}

LabelledPoint gaussians(const Draw& draw) {
  const bool label = draw.i % 2 == 0;
  const float centre = label ? 2.0F : -2.0F;
  const float deviation = simd::sqrt(0.5F + 7 * draw.deviation);  // the variance grows from 0.5 to 4
  return {centre + deviation * draw.normal_noise(0), centre + deviation * draw.normal_noise(1), label};
}

LabelledPoint spiral(const Draw& draw) {
  const bool label = draw.i % 2 == 0;
  const std::uint32_t number = draw.i / 2;
  const std::uint32_t count = (draw.samples + 1) / 2;
  const float along = static_cast<float>(number) / static_cast<float>(count);
  const float r = 5 * along;
  const float turns = 1.75F * along + (label ? 0.0F : 0.5F);
  return {r * simd::sin_two_pi(turns) + draw.jitter(0, 1), r * simd::cos_two_pi(turns) + draw.jitter(1, 1),
          label};
}

LabelledPoint moons(const Draw& draw) {
  const bool inner = draw.i % 2 == 0;
  const std::uint32_t number = draw.i / 2;
  const std::uint32_t count = (draw.samples + (inner ? 1 : 0)) / 2;
  const float turns = 0.5F * static_cast<float>(number) / static_cast<float>(count - 1);
  const float cosine = simd::cos_two_pi(turns);
  const float sine = simd::sin_two_pi(turns);
  return {(inner ? 1 - cosine : cosine) + draw.deviation * draw.normal_noise(0),
          (inner ? 0.5F - sine : sine) + draw.deviation * draw.normal_noise(1), inner};
}

float line(float x, const Settings& settings) {
  return static_cast<float>(settings.real("slope")) * x + static_cast<float>(settings.real("intercept"));
}

float chebyshev(float x, const Settings& settings) {
  float before = 1;
  float value = x;
  for (std::int64_t degree = 1; degree < settings.integer("degree"); ++degree) {
    before = std::exchange(value, 2 * x * value - before);
  }
  return value;
}

float sine(float x, const Settings& settings) {
  return simd::sin_two_pi(0.5F * static_cast<float>(settings.real("frequency")) * x);
}

float step(float x, const Settings&) {
  return x < 0 ? 0.0F : 1.0F;
}

float absolute(float x, const Settings&) {
  return simd::abs(x);
}

/// A data set's schema and how a point is made: one of the two functions. To add one: its line in kinds().
struct ToyKind {
  Schema schema;
  LabelledPoint (*point)(const Draw& draw) = nullptr;
  float (*function)(float x, const Settings& settings) = nullptr;
};

constexpr double kPlaygroundNoise = 0.5;  ///< Playground's largest
constexpr double kLargestDeviation = 1;

Schema schema_of(std::string name, std::int64_t samples, double largest_noise,
                 std::vector<ParameterSchema> more = {}) {
  Schema schema{std::move(name), {}, std::move(more)};
  schema.parameters.push_back(integer_parameter("samples", samples, 4, 10000));
  schema.parameters.push_back(real_parameter("noise", 0, 0, largest_noise));
  schema.parameters.push_back(test_split_parameter(0.5));
  schema.parameters.push_back(seed_parameter());
  return schema;
}

ToyKind classes(std::string name, LabelledPoint (*point)(const Draw&),
                double largest_noise = kPlaygroundNoise) {
  return {schema_of(std::move(name), 500, largest_noise), point, nullptr};
}

ToyKind function(std::string name, float (*function)(float, const Settings&),
                 std::vector<ParameterSchema> parameters = {}) {
  return {schema_of(std::move(name), 200, kLargestDeviation, std::move(parameters)), nullptr, function};
}

const std::vector<ToyKind>& kinds() {
  static const std::vector<ToyKind> all{
      classes("circle", circle),
      classes("xor", exclusive_or),
      classes("gaussians", gaussians),
      classes("spiral", spiral),
      classes("moons", moons, kLargestDeviation),
      function("line", line,
               {real_parameter("slope", 0.5, -10, 10), real_parameter("intercept", 0.25, -10, 10)}),
      function("polynomial", chebyshev, {integer_parameter("degree", 3, 1, 12)}),
      function("sine", sine, {real_parameter("frequency", 1, 0, 10)}),
      function("step", step),
      function("absolute", absolute),
  };
  return all;
}

std::vector<Schema> schemas_where(bool classification) {
  std::vector<Schema> schemas;
  for (const ToyKind& kind : kinds()) {
    if ((kind.point != nullptr) == classification) schemas.push_back(kind.schema);
  }
  return schemas;
}

LabelledPoints make_points(const ToyKind& kind, const Settings& settings) {
  LabelledPoints points;
  points.features = kind.point != nullptr ? 2 : 1;
  for (Draw draw(settings); draw.i < draw.samples; ++draw.i) {
    if (kind.point != nullptr) {
      const LabelledPoint point = kind.point(draw);
      points.inputs.insert(points.inputs.end(), {point.x, point.y});
      points.labels.push_back(point.label ? 1 : 0);
    } else {
      const float x = draw.place_in(0, -1, 1);
      points.inputs.push_back(x);
      points.targets.push_back(kind.function(x, settings) + draw.deviation * draw.normal_noise(0));
    }
  }
  return points;
}

LabelledPoints chosen(const LabelledPoints& points, std::span<const std::uint32_t> indices) {
  LabelledPoints result;
  result.features = points.features;
  const auto features = static_cast<std::size_t>(points.features);
  for (const std::uint32_t index : indices) {
    const auto point = std::span(points.inputs).subspan(index * features, features);
    result.inputs.insert(result.inputs.end(), point.begin(), point.end());
    if (!points.labels.empty()) result.labels.push_back(points.labels[index]);
    if (!points.targets.empty()) result.targets.push_back(points.targets[index]);
  }
  return result;
}

}  // namespace

std::span<const Schema> classification_toys() {
  static const std::vector<Schema> schemas = schemas_where(true);
  return schemas;
}

std::span<const Schema> regression_toys() {
  static const std::vector<Schema> schemas = schemas_where(false);
  return schemas;
}

Result<ToyData> make_toy(const ToySpec& spec) {
  const auto kind = std::ranges::find_if(
      kinds(), [&](const ToyKind& entry) { return entry.schema.class_name == spec.class_name; });
  if (kind == kinds().end()) return make_error("toy.unknown_class", {spec.class_name});
  const Result<Settings> read = Settings::read(kind->schema, spec.config);
  if (!read) return read.error();
  const Settings& settings = read.value();
  const LabelledPoints points = make_points(*kind, settings);
  const std::vector<std::uint8_t> one_class(points.targets.size());
  const SampleSplit split = split_samples(points.labels.empty() ? one_class : points.labels,
                                          settings.real("test_split"), random_of(settings, Purpose::split));
  return ToyData{chosen(points, split.train), chosen(points, split.test)};
}

}  // namespace glassbox
