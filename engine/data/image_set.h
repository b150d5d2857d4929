#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/dataset.h"
#include "engine/data/digit.h"
#include "engine/data/picture.h"
#include "engine/model/schema.h"
#include "engine/model/spec.h"

namespace glassbox {

/// A data set of the learner's own images, added one at a time with the name of their class: that of the
/// folder in which they lie, as Keras' image_dataset_from_directory has it. Each is fitted to one size when
/// it comes; what came in first stands first.
class ImageSet {
 public:
  static constexpr std::int64_t kLargestBytes = std::int64_t{1} << 28;
  static constexpr std::int64_t kLargestSide = 1024;  ///< of image_size
  static constexpr std::size_t kLongestName = 200;    ///< bytes of a class name

  /// image_size [height, width], color_mode "rgb" or "grayscale", fit "crop" or "pad" (data/picture.h),
  /// test_split, seed.
  static const Schema& schema();
  /// Errors: "parameter.*".
  static Result<ImageSet> create(std::span<const Attribute> config);

  /// Errors: "image.*", "data.classes" for one class more than labels can name, "data.too_large"; the set
  /// stays as it was.
  Status add(std::string_view class_name, const Picture& picture);
  /// The same for a drawing as the network sees it (PreparedDigit::centred).
  Status add(std::string_view class_name, const GreyImage& drawing);
  /// Takes back the image that came last; nothing where there is none.
  void remove_last();

  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(class_of_.size()); }
  /// The names of all classes with an image, sorted by their bytes: a label is an index into them.
  [[nodiscard]] std::vector<std::string> class_names() const;

  struct Split {
    Dataset train;
    Dataset test;
    std::vector<std::string> class_names;
  };
  /// Both parts, each class in both in the same share (data/split.h). Error: "data.classes" where there are
  /// fewer than two.
  [[nodiscard]] Result<Split> split() const;

 private:
  ImageSet() = default;
  [[nodiscard]] std::size_t image_bytes() const;
  [[nodiscard]] Dataset chosen(std::span<const std::uint32_t> indices, std::span<const std::uint8_t> labels,
                               int classes) const;

  PictureSize image_size_;
  Fit fit_ = Fit::crop;
  double test_split_ = 0;
  std::uint64_t seed_ = 0;
  std::vector<std::string> names_;      ///< of the classes, in the order in which they came
  std::vector<std::uint8_t> class_of_;  ///< each image's index in names_
  std::vector<std::uint8_t> pixels_;    ///< [size(), image_size]
};

}  // namespace glassbox
