#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "engine/base/error.h"
#include "engine/data/normalization.h"
#include "engine/data/warp.h"
#include "engine/model/schema.h"
#include "engine/tensor/buffer.h"
#include "engine/tensor/random.h"
#include "engine/tensor/shape.h"

namespace glassbox {

/// How far the images of a batch are changed at random while a network trains on them; zero everywhere
/// changes no bit. Each image is drawn anew in each step, uniformly in +- what is said here.
struct Augmentation {
  double shift = 0;          ///< share of the width and of the height (Keras' RandomTranslation)
  double rotation = 0;       ///< degrees (RandomRotation)
  double zoom = 0;           ///< factor 1 - zoom to 1 + zoom (RandomZoom)
  double shear = 0;          ///< degrees (RandomShear)
  double elastic_alpha = 0;  ///< strength of the elastic deformation, pixels
  double elastic_sigma = 4;  ///< its smoothness, pixels
  double noise = 0;          ///< deviation of normal noise (GaussianNoise), as a share of what 255 is above 0

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("shift", self.shift);
    visit("rotation", self.rotation);
    visit("zoom", self.zoom);
    visit("shear", self.shear);
    visit("elastic_alpha", self.elastic_alpha);
    visit("elastic_sigma", self.elastic_sigma);
    visit("noise", self.noise);
  }
  friend bool operator==(const Augmentation&, const Augmentation&) = default;
};

/// The fields' ranges and defaults.
const Schema& augmentation_schema();
/// Errors: "parameter.*".
Status validate(const Augmentation& augmentation);

/// Changes batches of images by an Augmentation: elastic (Simard, Steinkraus, Platt, "Best practices for
/// convolutional neural networks applied to visual document analysis", ICDAR 2003: displacements uniform in
/// [-1, 1), smoothed by a Gaussian of elastic_sigma, times elastic_alpha), then shear, zoom, rotation and
/// shift about the middle, in one bilinear resampling with black outside of the image; then noise.
/// What becomes of a sample depends on (seed, stream augmentation, step, its index) alone.
class Augmenter {
 public:
  /// Makes all room that augment() needs. `image`: (height, width, channels); `augmentation` is valid.
  Augmenter(const Augmentation& augmentation, const Shape& image, std::uint64_t seed);

  /// In place: images[indices.size(), image], made by Dataset::gather() of `indices`, below 2^30; `values`
  /// says what their pixels count as. step < 2^32.
  void augment(std::uint64_t step, std::span<const std::uint32_t> indices, const PixelValues& values,
               float* images);

 private:
  [[nodiscard]] Transform transform(std::span<const float> uniform) const;
  void bend(std::uint64_t step, std::uint32_t index);

  Augmentation augmentation_;
  Shape image_;
  std::uint64_t seed_;
  bool moves_;
  Buffer<float> background_;    ///< what black is in each channel
  Buffer<float> source_;        ///< an image before it moves, then the noise
  Buffer<float> displacement_;  ///< [2, height, width], where there is any
  std::unique_ptr<GaussianFilter> filter_;
};

}  // namespace glassbox
