#include "engine/data/augment.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/data/parameters.h"
#include "engine/model/settings.h"

namespace glassbox {
namespace {

/// What a sample's random numbers are for; with the sample's index and the step, the step of the stream.
enum class Purpose : std::uint8_t { transform, elastic, noise };

Random random_of(std::uint64_t seed, Purpose purpose, std::uint64_t step, std::uint32_t index) {
  const auto number = static_cast<std::uint64_t>(purpose);
  return Random(seed, Stream::augmentation, step + (std::uint64_t{index} << 32) + (number << 62));
}

}  // namespace

const Schema& augmentation_schema() {
  static const Schema schema{"Augmentation",
                             {},
                             {real_parameter("shift", 0, 0, 1), real_parameter("rotation", 0, 0, 180),
                              real_parameter("zoom", 0, 0, 0.9), real_parameter("shear", 0, 0, 60),
                              real_parameter("elastic_alpha", 0, 0, 200),
                              real_parameter("elastic_sigma", 4, 0.5, 16), real_parameter("noise", 0, 0, 1)}};
  return schema;
}

Status validate(const Augmentation& augmentation) {
  std::vector<Attribute> config;
  Augmentation::fields(augmentation, [&](const char* name, double value) {
    config.push_back({name, Value::of(value)});
  });
  if (const auto settings = Settings::read(augmentation_schema(), config); !settings) return settings.error();
  return Done{};
}

Augmenter::Augmenter(const Augmentation& augmentation, const Shape& image, std::uint64_t seed)
    : augmentation_(augmentation),
      image_(image),
      seed_(seed),
      moves_(augmentation.shift > 0 || augmentation.rotation > 0 || augmentation.zoom > 0 ||
             augmentation.shear > 0 || augmentation.elastic_alpha > 0),
      background_(static_cast<std::size_t>(image[2])),
      source_(moves_ || augmentation.noise > 0 ? static_cast<std::size_t>(image.size()) : 0) {
  if (augmentation.elastic_alpha == 0) return;
  displacement_ = Buffer<float>(static_cast<std::size_t>(2 * image[0] * image[1]));
  filter_ =
      std::make_unique<GaussianFilter>(image[0], image[1], static_cast<float>(augmentation.elastic_sigma));
}

Transform Augmenter::transform(std::span<const float> uniform) const {
  const auto within = [&](std::size_t i, double largest) {
    return static_cast<float>(largest) * (2 * uniform[i] - 1);
  };
  return {.shift_x = within(0, augmentation_.shift) * static_cast<float>(image_[1]),
          .shift_y = within(1, augmentation_.shift) * static_cast<float>(image_[0]),
          .rotation = within(2, augmentation_.rotation),
          .zoom = 1 + within(3, augmentation_.zoom),
          .shear = within(4, augmentation_.shear)};
}

void Augmenter::bend(std::uint64_t step, std::uint32_t index) {
  if (filter_ == nullptr) return;
  const std::span<float> all = displacement_.span();
  random_of(seed_, Purpose::elastic, step, index).fill_uniform(all);
  const auto alpha = static_cast<float>(augmentation_.elastic_alpha);
  for (float& value : all) value = alpha * (2 * value - 1);
  filter_->apply(all.first(all.size() / 2));
  filter_->apply(all.last(all.size() / 2));
}

void Augmenter::augment(std::uint64_t step, std::span<const std::uint32_t> indices, const PixelValues& values,
                        float* images) {
  const std::size_t channels = background_.size();
  const auto size = static_cast<std::size_t>(image_.size());
  for (std::size_t c = 0; c < channels; ++c) background_[c] = values.value(0, c);
  for (const std::uint32_t index : indices) {
    if (moves_) {
      std::array<float, 5> uniform{};
      random_of(seed_, Purpose::transform, step, index).fill_uniform(uniform);
      bend(step, index);
      const std::span<const float> bent = displacement_.span();
      std::copy_n(images, size, source_.data());
      warp(source_.data(), image_, source_of(transform(uniform)),
           {bent.first(bent.size() / 2), bent.last(bent.size() / 2)}, background_.span(), images);
    }
    if (augmentation_.noise > 0) {
      random_of(seed_, Purpose::noise, step, index).fill_normal(source_.span());
      for (std::size_t i = 0; i < size; ++i) {
        const float range = values.value(255, i % channels) - background_[i % channels];
        images[i] += static_cast<float>(augmentation_.noise) * range * source_[i];
      }
    }
    images += size;
  }
}

}  // namespace glassbox
