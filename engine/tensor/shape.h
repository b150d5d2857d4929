#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace glassbox {

/// The shape of one sample, without the batch axis: (units) or (height, width, channels), NHWC; of a
/// parameter: (in, out) or (kernel_height, kernel_width, in, filters), HWIO. At most four axes; a fixed-size
/// value, never allocates.
class Shape {
 public:
  static constexpr int kMaxRank = 4;

  Shape() = default;
  Shape(std::initializer_list<std::int64_t> dims) {
    for (std::int64_t dim : dims) push_back(dim);
  }

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] std::int64_t operator[](int axis) const { return dims_[static_cast<std::size_t>(axis)]; }
  [[nodiscard]] std::int64_t back() const { return (*this)[rank_ - 1]; }
  /// Appends an axis; more than kMaxRank is a programming mistake (untrusted shapes are checked before).
  void push_back(std::int64_t dim) { dims_[static_cast<std::size_t>(rank_++)] = dim; }

  /// Product of the axes; 1 for rank 0. Specs are limited so that it cannot overflow (model/limits.h).
  [[nodiscard]] std::int64_t size() const {
    std::int64_t product = 1;
    for (int axis = 0; axis < rank_; ++axis) product *= (*this)[axis];
    return product;
  }

  /// The axes as a list, for messages.
  [[nodiscard]] std::vector<std::int64_t> sizes() const { return {dims_.begin(), dims_.begin() + rank_}; }
  /// "(24, 24, 32)", as Keras prints it; "(10,)" for one axis.
  [[nodiscard]] std::string to_string() const;

  friend bool operator==(const Shape&, const Shape&) = default;

 private:
  std::array<std::int64_t, kMaxRank> dims_{};
  int rank_ = 0;
};

}  // namespace glassbox
