#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace glassbox::ui {

/// Where values lie along a chart's axis, linear or logarithmic (base 10).
struct Axis {
  double low = 0;
  double high = 1;
  bool logarithmic = false;

  /// 0 at `low`, 1 at `high`; beyond them outside of 0..1. Values <= 0 lie at 0 of a logarithmic axis.
  [[nodiscard]] double position(double value) const {
    if (!logarithmic) return (value - low) / (high - low);
    if (value <= 0) return 0;
    return std::log10(value / low) / std::log10(high / low);
  }
  [[nodiscard]] double value(double position) const {
    if (!logarithmic) return low + position * (high - low);
    return low * std::pow(high / low, position);
  }
};

/// The smallest of 1, 2 or 5 times a power of ten that divides `span` into at most `most` steps.
inline double nice_step(double span, int most) {
  const double raw = span / std::max(most, 1);
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

/// Multiples of a nice step within the axis, at most `most` + 1 of them.
inline std::vector<double> linear_ticks(const Axis& axis, int most) {
  std::vector<double> ticks;
  if (!(axis.high > axis.low)) return ticks;
  const double step = nice_step(axis.high - axis.low, most);
  const auto first = static_cast<std::int64_t>(std::ceil(axis.low / step - 1e-9));
  const auto last = static_cast<std::int64_t>(std::floor(axis.high / step + 1e-9));
  for (std::int64_t i = first; i <= last; ++i) ticks.push_back(static_cast<double>(i) * step);
  return ticks;
}

/// 1, 2 and 5 of every decade within the axis where they are at most `most`, else 1 and 3, else powers of
/// ten, else every n-th power.
inline std::vector<double> log_ticks(const Axis& axis, int most) {
  std::vector<double> ticks;
  if (!(axis.high > axis.low) || axis.low <= 0) return ticks;
  const int first = static_cast<int>(std::floor(std::log10(axis.low) + 1e-9));
  const int last = static_cast<int>(std::floor(std::log10(axis.high) + 1e-9));
  const auto collect = [&](std::initializer_list<double> factors, int every) {
    ticks.clear();
    for (int power = first; power <= last; power += every) {
      for (double factor : factors) {
        const double tick = factor * std::pow(10.0, power);
        if (tick >= axis.low * (1 - 1e-9) && tick <= axis.high * (1 + 1e-9)) ticks.push_back(tick);
      }
    }
    return static_cast<int>(ticks.size()) <= most;
  };
  if (collect({1, 2, 5}, 1) || collect({1, 3}, 1)) return ticks;
  int every = 1;
  while (!collect({1}, every)) ++every;
  return ticks;
}

/// Digits behind the point that tell neighbouring ticks apart.
inline int tick_decimals(double step) {
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
}

/// An axis from 0 (or from the smallest positive value, when logarithmic) to the largest value, ends on nice
/// numbers.
inline Axis axis_around(double smallest, double largest, bool logarithmic) {
  if (!std::isfinite(largest) || largest <= 0) largest = 1;
  if (!logarithmic) {
    const double step = nice_step(largest, 5);
    return {0, step * std::ceil(largest / step - 1e-9), false};
  }
  if (!std::isfinite(smallest) || smallest <= 0) smallest = largest / 10;
  const auto down = [](double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value) + 1e-9));
    return value >= 5 * power * (1 - 1e-9) ? 5 * power : value >= 2 * power * (1 - 1e-9) ? 2 * power : power;
  };
  Axis axis{down(smallest), down(largest), true};
  if (axis.high < largest * (1 - 1e-9)) {
    axis.high = down(axis.high * 2.5);  // the next of 1, 2, 5, 10: 1 -> 2.5, 2 -> 5, 5 -> 12.5
  }
  if (axis.high <= axis.low) axis.low = axis.high / 10;
  return axis;
}

}  // namespace glassbox::ui
