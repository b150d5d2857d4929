#include "engine/data/image_set.h"

#include <algorithm>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/data/parameters.h"
#include "engine/data/split.h"
#include "engine/model/limits.h"
#include "engine/model/settings.h"

namespace glassbox {
namespace {

ParameterSchema choice_parameter(std::string name, std::vector<std::string> choices) {
  return {.name = std::move(name),
          .type = ParameterSchema::Type::choice,
          .default_value = Value::of(choices.front()),
          .choices = choices,
          .pytorch = {}};
}

ParameterSchema image_size_parameter() {
  return {.name = "image_size",
          .type = ParameterSchema::Type::size2,
          .default_value = Value::of(std::vector<std::int64_t>{32, 32}),
          .minimum = 1,
          .maximum = static_cast<double>(ImageSet::kLargestSide),
          .choices = {},
          .pytorch = {}};
}

Error wrong_number_of_classes(std::size_t classes) {
  return make_error("data.classes", {std::to_string(classes), std::to_string(limits::kClasses)});
}

}  // namespace

const Schema& ImageSet::schema() {
  static const Schema schema{
      "ImageSet",
      {},
      {image_size_parameter(), choice_parameter("color_mode", {"rgb", "grayscale"}),
       choice_parameter("fit", {"crop", "pad"}), test_split_parameter(0.2), seed_parameter()}};
  return schema;
}

Result<ImageSet> ImageSet::create(std::span<const Attribute> config) {
  const Result<Settings> read = Settings::read(schema(), config);
  if (!read) return read.error();
  const Settings& settings = read.value();
  const auto [height, width] = settings.size2("image_size");
  ImageSet set;
  set.image_size_ = {.height = static_cast<std::int32_t>(height),
                     .width = static_cast<std::int32_t>(width),
                     .channels = settings.choice("color_mode") == "rgb" ? 3 : 1};
  set.fit_ = settings.choice("fit") == "crop" ? Fit::crop : Fit::pad;
  set.test_split_ = settings.real("test_split");
  set.seed_ = static_cast<std::uint64_t>(settings.integer("seed"));
  return set;
}

std::size_t ImageSet::image_bytes() const {
  return static_cast<std::size_t>(image_size_.height) * static_cast<std::size_t>(image_size_.width) *
         static_cast<std::size_t>(image_size_.channels);
}

Status ImageSet::add(std::string_view class_name, const Picture& picture) {
  if (class_name.empty() || class_name.size() > kLongestName) {
    return make_error("image.class_name", {std::to_string(kLongestName)});
  }
  if (Status status = check_picture(picture); !status) return status;
  const auto known = std::ranges::find(names_, class_name);
  const auto label = static_cast<std::uint8_t>(known - names_.begin());
  if (names_.size() == limits::kClasses && known == names_.end()) {
    return wrong_number_of_classes(names_.size() + 1);
  }
  if (pixels_.size() + image_bytes() > static_cast<std::size_t>(kLargestBytes)) {
    return make_error("data.too_large", {std::to_string(kLargestBytes >> 20)});
  }
  const std::vector<std::uint8_t> fitted = fit_picture(picture, image_size_, fit_);
  pixels_.insert(pixels_.end(), fitted.begin(), fitted.end());
  class_of_.push_back(label);
  if (known == names_.end()) names_.emplace_back(class_name);
  return Done{};
}

Status ImageSet::add(std::string_view class_name, const GreyImage& drawing) {
  return add(class_name, Picture{drawing.width, drawing.height, 1, drawing.pixels});
}

void ImageSet::remove_last() {
  if (class_of_.empty()) return;
  const std::uint8_t label = class_of_.back();
  class_of_.pop_back();
  pixels_.resize(pixels_.size() - image_bytes());
  // A class whose only image came last is the class that came last.
  if (std::ranges::count(class_of_, label) == 0) names_.pop_back();
}

std::vector<std::string> ImageSet::class_names() const {
  std::vector<std::string> names = names_;
  std::ranges::sort(names);
  return names;
}

Dataset ImageSet::chosen(std::span<const std::uint32_t> indices, std::span<const std::uint8_t> labels,
                         int classes) const {
  const std::size_t bytes = image_bytes();
  std::vector<std::uint8_t> chosen_labels;
  std::vector<std::uint8_t> chosen_pixels;
  chosen_labels.reserve(indices.size());
  chosen_pixels.reserve(indices.size() * bytes);
  for (const std::uint32_t index : indices) {
    const auto image = std::span(pixels_).subspan(index * bytes, bytes);
    chosen_labels.push_back(labels[index]);
    chosen_pixels.insert(chosen_pixels.end(), image.begin(), image.end());
  }
  return Dataset(Shape{image_size_.height, image_size_.width, image_size_.channels}, classes,
                 std::move(chosen_labels), std::move(chosen_pixels));
}

Result<ImageSet::Split> ImageSet::split() const {
  std::vector<std::string> names = class_names();
  if (names.size() < 2) return wrong_number_of_classes(names.size());
  std::vector<std::uint8_t> labels;
  labels.reserve(class_of_.size());
  for (const std::uint8_t index : class_of_) {
    labels.push_back(
        static_cast<std::uint8_t>(std::ranges::lower_bound(names, names_[index]) - names.begin()));
  }
  const SampleSplit parts = split_samples(labels, test_split_, Random(seed_, Stream::data));
  const int classes = static_cast<int>(names.size());
  return Split{chosen(parts.train, labels, classes), chosen(parts.test, labels, classes), std::move(names)};
}

}  // namespace glassbox
