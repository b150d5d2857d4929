#include "engine/data/points.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace glassbox {

PointSet::PointSet(LabelledPoints points, int classes)
    : points_(std::move(points)),
      classes_(classes),
      size_(static_cast<std::int32_t>(classes == 0 ? points_.targets.size() : points_.labels.size())) {}

std::span<const std::int32_t> PointSet::chunk_sizes() const {
  return {&size_, size_ > 0 ? std::size_t{1} : std::size_t{0}};
}

void PointSet::gather(std::span<const std::uint32_t> indices, float* inputs, std::uint8_t* labels) const {
  const auto features = static_cast<std::size_t>(points_.features);
  for (const std::uint32_t index : indices) {
    inputs = std::copy_n(&points_.inputs[index * features], features, inputs);
    *labels++ = classes_ == 0 ? std::uint8_t{0} : points_.labels[index];
  }
}

void PointSet::gather_values(std::span<const std::uint32_t> indices, float* values) const {
  if (classes_ > 0) return;
  for (const std::uint32_t index : indices) *values++ = points_.targets[index];
}

}  // namespace glassbox
