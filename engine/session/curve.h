#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/session/snapshot.h"

namespace glassbox {

/// Points of a curve there are at most.
inline constexpr std::size_t kCurvePoints = 512;

/// Loss and accuracy of training: a point is the mean over `spacing` steps. When the curve is full its points
/// are merged by pairs, and the spacing doubles.
class MeanCurve {
 public:
  void add(std::int64_t step, double loss, double accuracy);
  /// Forgets the points behind a step, and the sums since the last point.
  void cut(std::int64_t step);
  [[nodiscard]] const std::vector<CurvePoint>& points() const { return points_; }
  /// False for what add() cannot have made (after reading from outside).
  [[nodiscard]] bool sound() const;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("points", self.points_);
    visit("spacing", self.spacing_);
    visit("pending", self.pending_);
    visit("loss", self.loss_);
    visit("accuracy", self.accuracy_);
  }

 private:
  std::vector<CurvePoint> points_;
  std::int64_t spacing_ = 1;
  std::int64_t pending_ = 0;  ///< steps since the last point, and their sums
  double loss_ = 0;
  double accuracy_ = 0;
};

/// Measurements at single moments: when the curve is full, every second one is left out.
class MomentCurve {
 public:
  /// In its place; replaces a point at the same step.
  void add(const CurvePoint& point);
  /// Forgets the points behind a step.
  void cut(std::int64_t step);
  [[nodiscard]] const std::vector<CurvePoint>& points() const { return points_; }
  [[nodiscard]] bool sound() const;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("points", self.points_);
  }

 private:
  std::vector<CurvePoint> points_;
};

}  // namespace glassbox
