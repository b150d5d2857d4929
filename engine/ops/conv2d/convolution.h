#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/ops/window.h"

namespace glassbox {

/// The linear map of a convolution and its two gradients, for a batch of images. Conv2D is this map; the
/// gradient by its images is what Conv2DTranspose computes.
///   x images (height, width, channels), w kernel (kernel height, kernel width, channels / groups, filters),
///   y maps (rows, columns, filters)
/// Filters and channels are split into `groups` of neighbours, and a filter reads the channels of its own
/// group. The overloads on double are the reference; those on float need `scratch` of scratch_size() values.
class Convolution {
 public:
  Convolution(const Window2D& window, std::int64_t channels, std::int64_t filters, std::int64_t groups = 1);

  [[nodiscard]] int positions() const { return static_cast<int>(window_.positions()); }
  [[nodiscard]] int filters() const { return filters_; }
  /// Cells of one window that one filter reads: the depth of the product that a convolution is.
  [[nodiscard]] int taps() const { return static_cast<int>(tap_offsets_.size()); }
  [[nodiscard]] double multiply_adds() const {
    return static_cast<double>(positions()) * static_cast<double>(taps()) * filters_;
  }
  [[nodiscard]] std::size_t scratch_size() const;

  /// y = convolution of x with w, plus `b` (filters) where it is not null.
  void forward(int batch, const double* x, const double* w, const double* b, double* y,
               double* scratch) const;
  void forward(int batch, const float* x, const float* w, const float* b, float* y, float* scratch) const;
  /// dw += the gradient by w, where that by y is dy.
  void add_kernel_gradient(int batch, const double* x, const double* dy, double* dw, double* scratch) const;
  void add_kernel_gradient(int batch, const float* x, const float* dy, float* dw, float* scratch) const;
  /// dx = the gradient by x, where that by y is dy.
  void input_gradient(int batch, const double* dy, const double* w, double* dx, double* scratch) const;
  void input_gradient(int batch, const float* dy, const float* w, float* dx, float* scratch) const;

 private:
  /// A filter or more for each channel, and no sum over channels.
  [[nodiscard]] bool is_depthwise() const { return groups_ > 1 && groups_ == channels_; }
  /// Whether the float path reads a copy of the images: with zeros around, or, in a depthwise convolution,
  /// with each channel once for each of its filters.
  [[nodiscard]] bool is_copied() const { return window_.is_padded() || cell_ != channels_; }
  [[nodiscard]] std::ptrdiff_t image_size() const {
    return static_cast<std::ptrdiff_t>(window_.rows.input * window_.columns.input) * channels_;
  }
  [[nodiscard]] std::ptrdiff_t copy_size() const {
    return static_cast<std::ptrdiff_t>(window_.rows.padded() * window_.columns.padded()) * cell_;
  }
  [[nodiscard]] std::ptrdiff_t map_size() const { return std::ptrdiff_t{positions()} * filters_; }

  struct WithoutMirror {};
  Convolution(WithoutMirror, const Window2D& window, std::int64_t channels, std::int64_t filters,
              std::int64_t groups);

  template <class Visit>
  void for_each_product(Visit visit) const;
  template <class Visit>
  void for_each_row(int samples, Visit visit) const;
  const float* readable(int samples, const float* images, float* scratch) const;
  void gather(int samples, const float* copies, float* images) const;
  void add_patches(int positions, const float* dy, const float* w, float* patches, float* images,
                   const std::int32_t* places) const;
  void depthwise_forward(int positions, const float* images, const float* w, const float* b, float* y) const;
  void depthwise_add_kernel_gradient(int samples, const float* images, const float* dy, float* dw) const;
  void mirrored_input_gradient(int batch, const float* dy, const float* w, float* dx, float* scratch) const;
  void depthwise_add_input_gradient(int samples, const float* dy, const float* w, float* images) const;

  Window2D window_;
  int channels_;
  int filters_;
  int groups_;
  int cell_;     ///< values of one cell of the images that the float path reads
  int samples_;  ///< images that the float path takes together
  std::vector<std::int32_t> position_offsets_;  ///< of the window's first cell, for every position of those
  std::vector<std::int32_t> tap_offsets_;       ///< of each tap of a window from its first, in one group
  /// From the gradients by the maps to those by the images, where the convolution with the mirrored kernel is
  /// the fast way: depthwise, a filter a channel, strides of 1.
  std::unique_ptr<const Convolution> mirror_;
};

}  // namespace glassbox
