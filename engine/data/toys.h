#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/data/points.h"
#include "engine/model/schema.h"
#include "engine/model/spec.h"

namespace glassbox {

/// A small data set by name, with what differs from its schema's defaults: {"spiral", {{"noise", 0.1}}}.
struct ToySpec {
  std::string class_name = "circle";
  std::vector<Attribute> config;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("class_name", self.class_name);
    visit("config", self.config);
  }
  friend bool operator==(const ToySpec&, const ToySpec&) = default;
};

/// Points of two coordinates and a label of 0 or 1, or of one and a target.
struct ToyData {
  LabelledPoints train;
  LabelledPoints test;
};

/// Two classes of points in the plane. circle, xor, gaussians and spiral are those of TensorFlow Playground
/// (src/dataset.ts), within about [-6, 6]; moons is scikit-learn's make_moons, within about [-1, 2]. `noise`
/// is Playground's share of the radius, of moons the standard deviation.
std::span<const Schema> classification_toys();

/// Functions of one number, x uniform in [-1, 1), `noise` the standard deviation of what is added to y:
///   line        y = slope x + intercept
///   polynomial  y = T_degree(x), the Chebyshev polynomial: within [-1, 1]
///   sine        y = sin(pi frequency x): `frequency` periods from -1 to 1
///   step        y = 0 below 0, else 1 (Heaviside)
///   absolute    y = |x|
std::span<const Schema> regression_toys();

/// The points of a spec, the same bits everywhere: (seed, stream data). Errors: "toy.unknown_class",
/// "parameter.*".
Result<ToyData> make_toy(const ToySpec& spec);

}  // namespace glassbox
