#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/data/samples.h"

namespace glassbox {

/// Points with their answers: a class, or a number.
struct LabelledPoints {
  std::int32_t features = 0;         ///< coordinates of a point
  std::vector<float> inputs;         ///< [n, features]
  std::vector<std::uint8_t> labels;  ///< [n]; empty where the answers are numbers
  std::vector<float> targets;        ///< [n, 1]; empty where the answers are classes
};

/// Points to train on, of the shape (features): all there at once.
class PointSet : public Samples {
 public:
  /// `classes`: above every label; 0 for targets.
  PointSet(LabelledPoints points, int classes);

  [[nodiscard]] const LabelledPoints& points() const { return points_; }
  [[nodiscard]] Shape shape() const override { return {points_.features}; }
  [[nodiscard]] int classes() const override { return classes_; }
  [[nodiscard]] int values() const override { return classes_ == 0 ? 1 : 0; }
  [[nodiscard]] std::int64_t size() const override { return size_; }
  [[nodiscard]] std::span<const std::int32_t> chunk_sizes() const override;
  [[nodiscard]] bool has_sample(std::int64_t index) const override { return index >= 0 && index < size_; }
  void gather(std::span<const std::uint32_t> indices, float* inputs, std::uint8_t* labels) const override;
  void gather_values(std::span<const std::uint32_t> indices, float* values) const override;

 private:
  LabelledPoints points_;
  int classes_;
  std::int32_t size_;
};

}  // namespace glassbox
