#include "engine/session/curve.h"

#include <algorithm>

namespace glassbox {
namespace {

bool in_order(const std::vector<CurvePoint>& points) {
  return points.size() <= kCurvePoints && std::ranges::is_sorted(points, {}, &CurvePoint::step);
}

CurvePoint merged(const CurvePoint& first, const CurvePoint& second) {
  return {second.step, (first.loss + second.loss) / 2, (first.accuracy + second.accuracy) / 2};
}

void cut_behind(std::vector<CurvePoint>& points, std::int64_t step) {
  points.erase(std::ranges::upper_bound(points, step, {}, &CurvePoint::step), points.end());
}

}  // namespace

void MeanCurve::add(std::int64_t step, double loss, double accuracy) {
  loss_ += loss;
  accuracy_ += accuracy;
  if (++pending_ < spacing_) return;
  const auto count = static_cast<double>(pending_);
  points_.push_back({step, static_cast<float>(loss_ / count), static_cast<float>(accuracy_ / count)});
  pending_ = 0;
  loss_ = 0;
  accuracy_ = 0;
  if (points_.size() < kCurvePoints) return;
  for (std::size_t i = 0; i < kCurvePoints / 2; ++i) points_[i] = merged(points_[2 * i], points_[2 * i + 1]);
  points_.resize(kCurvePoints / 2);
  spacing_ *= 2;
}

void MeanCurve::cut(std::int64_t step) {
  cut_behind(points_, step);
  pending_ = 0;
  loss_ = 0;
  accuracy_ = 0;
}

bool MeanCurve::sound() const {
  return in_order(points_) && points_.size() < kCurvePoints && spacing_ >= 1 && pending_ >= 0 &&
         pending_ < spacing_;
}

void MomentCurve::add(const CurvePoint& point) {
  const auto place = [&] { return std::ranges::lower_bound(points_, point.step, {}, &CurvePoint::step); };
  if (const auto known = place(); known != points_.end() && known->step == point.step) {
    *known = point;
    return;
  }
  if (points_.size() == kCurvePoints) {
    for (std::size_t i = 0; i < kCurvePoints / 2; ++i) points_[i] = points_[2 * i + 1];
    points_.resize(kCurvePoints / 2);
  }
  points_.insert(place(), point);
}

void MomentCurve::cut(std::int64_t step) {
  cut_behind(points_, step);
}

bool MomentCurve::sound() const {
  return in_order(points_);
}

}  // namespace glassbox
