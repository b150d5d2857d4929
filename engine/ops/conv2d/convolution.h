#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/function_ref.h"
#include "engine/base/team.h"
#include "engine/ops/conv2d/depthwise.h"
#include "engine/ops/conv2d/winograd.h"
#include "engine/ops/fast_paths.h"
#include "engine/ops/window.h"
#include "engine/simd/terms.h"

namespace glassbox {

/// The linear map of a convolution and its two gradients, for a batch of images. Conv2D is this map; the
/// gradient by its images is what Conv2DTranspose computes.
///   x images (height, width, channels), w kernel (kernel height, kernel width, channels / groups, filters),
///   y maps (rows, columns, filters)
/// Filters and channels are split into `groups` of neighbours, and a filter reads the channels of its own
/// group. The functions on double are the reference. Those on float go through the batch in slices, whose
/// maps they ask for one by one: who calls may make or use them while they are in the cache.
class Convolution {
 public:
  Convolution(const Window2D& window, std::int64_t channels, std::int64_t filters, std::int64_t groups = 1);

  /// Which short ways the float path may take.
  void choose(const FastPaths& paths);

  [[nodiscard]] int positions() const { return static_cast<int>(window_.positions()); }
  [[nodiscard]] int filters() const { return filters_; }
  [[nodiscard]] int groups() const { return groups_; }
  /// Values of one sample's maps, and of those of the largest slice.
  [[nodiscard]] std::ptrdiff_t map_size() const { return std::ptrdiff_t{positions()} * filters_; }
  [[nodiscard]] std::ptrdiff_t slice_size() const { return samples_ * map_size(); }
  /// Cells of one window that one filter reads: the depth of the product that a convolution is.
  [[nodiscard]] int taps() const { return static_cast<int>(tap_offsets_.size()); }
  [[nodiscard]] double multiply_adds() const {
    return static_cast<double>(positions()) * static_cast<double>(taps()) * filters_;
  }

  /// y = convolution of x with w, plus `b` (filters) where it is not null.
  void forward(int batch, const double* x, const double* w, const double* b, double* y) const;
  /// Where the gradients by w, b and x go; null: not asked for. To those by w and b they are added, that by x
  /// is written.
  template <class T>
  struct Gradients {
    T* kernel = nullptr;
    T* bias = nullptr;
    T* images = nullptr;
  };
  /// The gradients where that by y is dy. `x` may be null without kernel, `w` without images.
  void backward(int batch, const double* x, const double* w, const double* dy,
                const Gradients<double>& gradients) const;

  /// Neighbouring samples of the batch, and the part of the work (split()) that has them.
  struct Slice {
    int first = 0;
    int samples = 0;
    int part = 0;
  };
  /// Scratch of scratch_size() values, and who shares the work.
  struct Workspace {
    float* scratch = nullptr;
    Team* team = nullptr;
  };
  /// Room for a slice's maps, [samples, positions, filters].
  using MapsRoom = FunctionRef<float*(const Slice&)>;
  /// Told that a slice's maps are in their room.
  using MapsDone = FunctionRef<void(const Slice&)>;
  /// The gradients by a slice's maps, of the same shape.
  using MapsGradient = FunctionRef<const float*(const Slice&)>;

  [[nodiscard]] std::size_t scratch_size() const;
  void forward(int batch, const float* x, const float* w, const float* b, MapsRoom room, MapsDone done,
               const Workspace& workspace) const;
  void backward(int batch, const float* x, const float* w, MapsGradient dy, const Gradients<float>& gradients,
                const Workspace& workspace) const;

  /// The same with all maps in one place.
  void forward(int batch, const float* x, const float* w, const float* b, float* y,
               const Workspace& workspace) const;
  void backward(int batch, const float* x, const float* w, const float* dy, const Gradients<float>& gradients,
                const Workspace& workspace) const;

 private:
  /// Whether the float path reads a copy of the images, with zeros around.
  [[nodiscard]] bool is_copied() const { return window_.is_padded() && depthwise_ == nullptr; }
  [[nodiscard]] std::ptrdiff_t image_size() const {
    return static_cast<std::ptrdiff_t>(window_.rows.input * window_.columns.input) * channels_;
  }
  [[nodiscard]] std::ptrdiff_t copy_size() const {
    return static_cast<std::ptrdiff_t>(window_.rows.padded() * window_.columns.padded()) * channels_;
  }

  /// Taps that lie side by side in the image.
  [[nodiscard]] int run_of_taps() const {
    const int channels = channels_ / groups_;
    const bool whole_rows = groups_ == 1 && window_.columns.dilation == 1;
    return whole_rows ? static_cast<int>(window_.columns.window) * channels : channels;
  }

  // reference.cpp
  template <class Visit>
  void for_each_product(Visit visit) const;

  // copies.cpp
  template <class Visit>
  void for_each_row(int samples, Visit visit) const;
  void clear(float* copies) const;
  const float* readable(int samples, const float* images, float* copies) const;
  void gather(int samples, const float* copies, float* images) const;

  /// Positions whose input gradients are computed together before they are added into the image.
  static constexpr int kPatches = 48;

  // scratch.cpp: what all parts share, and then that of each part
  struct SharedScratch;
  struct PartScratch;
  [[nodiscard]] std::size_t kernel_size() const;
  [[nodiscard]] std::size_t copies_size() const;
  [[nodiscard]] std::size_t shared_size() const;
  [[nodiscard]] std::size_t part_size() const;
  [[nodiscard]] std::size_t sum_size() const;
  [[nodiscard]] SharedScratch shared_scratch(const Workspace& workspace) const;
  [[nodiscard]] PartScratch scratch_of(const Workspace& workspace, int part) const;

  // forward.cpp
  void multiply_patches(int samples, const float* images, const float* w, const float* b, float* y) const;

  // backward.cpp
  struct KernelSum;
  [[nodiscard]] int most_shares() const;
  [[nodiscard]] KernelSum sum_of(int share, const Gradients<float>& gradients,
                                 const Workspace& workspace) const;
  void add_kernel_gradient(int samples, const float* x, const float* dy, KernelSum& sum,
                           const PartScratch& scratch) const;
  void input_gradient(int samples, const float* w, const float* turned_w, const float* dy, float* dx,
                      const PartScratch& scratch) const;
  void turn(KernelSum& sum, bool wanted, const PartScratch& scratch) const;
  void add_products(int samples, const float* images, const float* dy, float* dw) const;
  void add_patches(int positions, const float* dy, const float* w, float* patches, float* images,
                   const std::int32_t* places) const;

  // sparse_image.cpp
  struct Run;
  struct Ink;
  [[nodiscard]] bool may_be_sparse_image() const;
  [[nodiscard]] bool is_sparse_image(int samples, const float* images) const;
  [[nodiscard]] std::size_t list_size() const;
  [[nodiscard]] std::size_t ink_size() const;
  void list_runs(const float* image, Run* runs, std::int32_t* begins) const;
  Ink list_ink(const float* image, float* scratch) const;
  int list_met(const Ink& ink, int u, int v) const;
  void sparse_image_forward(const float* image, const float* w, const float* b, float* y,
                            float* scratch) const;
  void sparse_image_add_kernel_gradient(const float* image, const float* dy, float* dw, float* scratch) const;

  // sparse_gradient.cpp
  [[nodiscard]] bool may_be_sparse_gradient() const;
  [[nodiscard]] int filters_listed() const;
  [[nodiscard]] std::size_t gradient_lists_size() const;
  [[nodiscard]] bool is_sparse_gradient(int samples, const float* dy) const;
  void turn_kernel(const float* w, float* turned) const;
  void turn_back(const float* turned, float* w) const;
  void sparse_add_kernel_gradient(int samples, const float* images, const float* dy, float* turned_dw,
                                  float* scratch) const;
  void sparse_add_input_gradient(int samples, const float* dy, const float* turned_w, float* images,
                                 float* scratch) const;

  Window2D window_;
  int channels_;
  int filters_;
  int groups_;
  int samples_;  ///< images that the float path takes together
  FastPaths paths_;
  std::vector<std::int32_t> position_offsets_;  ///< of the window's first cell, for every position of those
  std::vector<std::int32_t> tap_offsets_;       ///< of each tap of a window from its first, in one group
  std::unique_ptr<const Winograd> winograd_;
  std::unique_ptr<const Depthwise> depthwise_;
};

}  // namespace glassbox
