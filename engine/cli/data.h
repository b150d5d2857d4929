#pragma once

#include <filesystem>
#include <string>
#include <variant>

#include "engine/data/dataset.h"
#include "engine/data/normalization.h"
#include "engine/data/points.h"
#include "engine/data/toys.h"

namespace glassbox::cli {

/// A folder of images as seen from another one, or where there is none the name of a toy set.
struct NamedData {
  std::string name;
  std::filesystem::path beside;
};
/// What --data or an experiment's "data" says.
using DataSource = std::variant<NamedData, ToySpec>;

struct Images {
  Dataset train;
  Dataset test;
};
struct Points {
  PointSet train;
  PointSet test;
};

/// Training and test samples, all there.
class Data {
 public:
  /// Throws a Refusal where there is no such data.
  explicit Data(const DataSource& source);

  [[nodiscard]] const Samples& train() const;
  [[nodiscard]] const Samples& test() const;

  /// What the pixels count as; the default where the samples are no images.
  [[nodiscard]] const Normalization& normalization() const { return normalization_; }
  void normalize(const Normalization& normalization);
  /// By a normalization's name, from the training images.
  void normalize(const std::string& name);

 private:
  std::variant<Images, Points> sets_;
  Normalization normalization_;
};

}  // namespace glassbox::cli
