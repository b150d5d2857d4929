#include <emscripten/bind.h>

#include <limits>
#include <optional>

#include "engine/data/image_set.h"
#include "engine/data/normalization.h"
#include "engine/data/toys.h"
#include "wasm/engine/boundary.h"

namespace glassbox::wasm {
namespace {

/// {x, y}
val part_of(const LabelledPoints& points) {
  val part = val::object();
  part.set("x", copy_of(std::span<const float>(points.inputs)));
  part.set("y", points.labels.empty() ? copy_of(std::span<const float>(points.targets))
                                      : copy_of(std::span<const std::uint8_t>(points.labels)));
  return part;
}

/// A small data set by name: {features, train, test}.
val toy(const std::string& name, const std::string& settings) {
  return guarded([&] {
    Result<std::vector<Attribute>> config = parse_settings(settings);
    if (!config) return failure(config.error());
    const Result<ToyData> made = make_toy({name, std::move(config).value()});
    if (!made) return failure(made.error());
    const ToyData& data = made.value();
    val value = val::object();
    value.set("features", data.train.features);
    value.set("train", part_of(data.train));
    value.set("test", part_of(data.test));
    return success(value);
  });
}

/// {shift, scale} of a normalization by name, from the pixels of a training set.
val normalization(const std::string& name, const val& pixels, int channels) {
  return guarded([&] {
    const auto& names = normalization_names();
    if (std::ranges::find(names, name) == names.end()) {
      return failure(make_error("parameter.choice", {name, "none, unit, standard"}, -1, "normalization"));
    }
    Normalization made;
    if (name == "none") made.scale = {1};
    if (name == "standard") {
      const std::vector<std::byte> bytes = bytes_of(pixels);
      PixelSums sums(static_cast<std::size_t>(channels));
      sums.add({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
      made = sums.standard();
    }
    return success(to_val(made));
  });
}

/// {x, y, chunkSizes}
val part_of(const Dataset& data) {
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> labels;
  pixels.reserve(static_cast<std::size_t>(data.size() * data.image_shape().size()));
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const auto image = data.pixels(i);
    pixels.insert(pixels.end(), image.begin(), image.end());
    labels.push_back(data.label(i));
  }
  val part = val::object();
  part.set("x", copy_of(std::span<const std::uint8_t>(pixels)));
  part.set("y", copy_of(std::span<const std::uint8_t>(labels)));
  part.set("chunkSizes",
           array_of(std::vector<std::int32_t>(data.chunk_sizes().begin(), data.chunk_sizes().end())));
  return part;
}

/// ImageSet for the JavaScript API.
class ImageSetBinding {
 public:
  /// Called once, first.
  val create(const std::string& settings) {
    return guarded([&] {
      const Result<std::vector<Attribute>> config = parse_settings(settings);
      if (!config) return failure(config.error());
      Result<ImageSet> set = ImageSet::create(config.value());
      if (!set) return failure(set.error());
      set_ = std::move(set).value();
      return success();
    });
  }
  /// The value is the number of images.
  val add(const std::string& class_name, double width, double height, int channels, const val& pixels) {
    return guarded([&] {
      const std::vector<std::byte> bytes = bytes_of(pixels);
      const Picture picture{side(width), side(height), channels,
                            std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size())};
      const Status status = set_->add(class_name, picture);
      return status ? success(val(static_cast<double>(set_->size()))) : failure(status.error());
    });
  }
  /// The value is the number of images.
  val remove_last() {
    return guarded([&] {
      set_->remove_last();
      return success(val(static_cast<double>(set_->size())));
    });
  }
  /// {shape, classes, class_names, train, test}
  val split() {
    return guarded([&] {
      const Result<ImageSet::Split> made = set_->split();
      if (!made) return failure(made.error());
      const auto& [train, test, class_names] = made.value();
      const Shape shape = train.image_shape();
      val value = val::object();
      value.set("shape", array_of(std::vector<std::int64_t>{shape[0], shape[1], shape[2]}));
      value.set("classes", train.classes());
      value.set("class_names", array_of(class_names));
      value.set("train", part_of(train));
      value.set("test", part_of(test));
      return success(value);
    });
  }

 private:
  static std::int32_t side(double pixels) {
    return static_cast<std::int32_t>(
        std::clamp(pixels, 0.0, static_cast<double>(std::numeric_limits<std::int32_t>::max())));
  }

  std::optional<ImageSet> set_;
};

EMSCRIPTEN_BINDINGS(glassbox_data) {
  emscripten::function("toy", &toy);
  emscripten::function("normalization", &normalization);
  emscripten::class_<ImageSetBinding>("ImageSet")
      .constructor<>()
      .function("create", &ImageSetBinding::create)
      .function("add", &ImageSetBinding::add)
      .function("remove_last", &ImageSetBinding::remove_last)
      .function("split", &ImageSetBinding::split);
}

}  // namespace
}  // namespace glassbox::wasm
