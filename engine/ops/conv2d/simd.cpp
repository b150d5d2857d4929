#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/gemm.h"
#include "engine/simd/map.h"

// A convolution is, group by group, the product of its patches, one row a position and one column a tap, with
// the kernel (taps x filters). The patches are never built: simd::Left addresses them inside the image by two
// tables.
namespace glassbox {
namespace {

// Positions whose input gradients are computed together before they are added into the image.
constexpr int kPatches = 48;

constexpr std::size_t kFloatsOfTerm = sizeof(simd::Term) / sizeof(float);

}  // namespace

std::size_t Convolution::copies_size() const {
  return static_cast<std::size_t>(is_copied() ? samples_ * copy_size() : 0);
}

/// What the parts share: the transformed or turned kernel, or the turned gradient of the kernel and
/// the lists of the gradients of every filter.
std::size_t Convolution::shared_size() const {
  std::size_t size = 0;
  if (winograd_ != nullptr) size = winograd_->kernel_size();
  if (may_be_sparse_gradient()) {
    const auto kernel = static_cast<std::size_t>(taps()) * static_cast<std::size_t>(filters_);
    size = std::max(size, kernel + kFloatsOfTerm * static_cast<std::size_t>(slice_size()));
  }
  return size;
}

std::size_t Convolution::part_size() const {
  std::size_t size = ink_size();
  if (!is_depthwise()) size = std::max(size, kPatches * static_cast<std::size_t>(taps()));
  if (winograd_ != nullptr) size = std::max(size, winograd_->scratch_size());
  if (may_be_sparse_gradient()) size = std::max(size, kFloatsOfTerm * static_cast<std::size_t>(filters_));
  return copies_size() + size;
}

std::size_t Convolution::scratch_size() const {
  const std::size_t size = shared_size() + Team::kMostParts * part_size();
  if (mirror_ == nullptr) return size;
  const auto kernel = static_cast<std::size_t>(taps()) * static_cast<std::size_t>(filters_);
  return std::max(size, kernel + mirror_->scratch_size());
}

float* Convolution::scratch_of(const Workspace& workspace, int part) const {
  return workspace.scratch + shared_size() + static_cast<std::size_t>(part) * part_size();
}

void Convolution::forward(int batch, const float* x, const float* w, const float* b, MapsRoom room,
                          MapsDone done, const Workspace& workspace) const {
  if (winograd_ != nullptr) winograd_->transform_kernel(w, workspace.scratch);
  split(workspace.team, batch, samples_, [&](int first, int last, int part) {
    float* const copies = scratch_of(workspace, part);
    float* const scratch = copies + copies_size();
    clear(copies);
    for (int n = first; n < last; n += samples_) {
      const Slice slice{n, std::min(samples_, last - n), part};
      const float* const images = readable(slice.samples, x + n * image_size(), copies);
      float* const maps = room(slice);
      if (is_depthwise()) {
        depthwise_forward(slice.samples, images, w, b, maps);
      } else if (winograd_ != nullptr) {
        for (int i = 0; i < slice.samples; ++i) {
          winograd_->forward(images + i * copy_size(), workspace.scratch, b, maps + i * map_size(), scratch);
        }
      } else if (is_sparse_image(slice.samples, images)) {
        for (int i = 0; i < slice.samples; ++i) {
          sparse_image_forward(images + i * copy_size(), w, b, maps + i * map_size(), scratch);
        }
      } else {
        multiply_patches(slice.samples, images, w, b, maps);
      }
      done(slice);
    }
  });
}

/// y = patches w + b
void Convolution::multiply_patches(int samples, const float* images, const float* w, const float* b,
                                   float* y) const {
  const int filters = filters_ / groups_;
  for (int group = 0; group < groups_; ++group) {
    const int f = group * filters;
    simd::multiply(samples * positions(), filters, taps(),
                   {.data = images + group * (channels_ / groups_),
                    .rows = {.table = position_offsets_.data()},
                    .columns = {.table = tap_offsets_.data()}},
                   {.data = w + f, .stride = filters_},
                   {.data = y + f, .stride = filters_, .row = b != nullptr ? b + f : nullptr});
  }
}

void Convolution::add_kernel_gradient(int batch, const float* x, MapsGradient gradient, float* dw,
                                      const Workspace& workspace) const {
  constexpr int kTogether = 2 * simd::kLanes;  // filters of a tile of the matrix product
  float* const turned_dw = workspace.scratch;
  auto* const terms = reinterpret_cast<simd::Term*>(workspace.scratch + std::ptrdiff_t{taps()} * filters_);
  split(groups_ == 1 ? workspace.team : nullptr, filters_, kTogether, [&](int first, int last, int part) {
    const Filters filters{first, last - first};
    float* const copies = scratch_of(workspace, part);
    float* const scratch = copies + copies_size();
    clear(copies);
    bool is_turned = false;  // the sum so far stands in turned_dw
    const auto turn = [&](bool wanted) {
      if (wanted && !is_turned) turn_kernel(dw, filters, turned_dw);
      if (is_turned && !wanted) turn_back(turned_dw, filters, dw);
      is_turned = wanted;
    };
    for (int n = 0; n < batch; n += samples_) {
      const Slice slice{n, std::min(samples_, batch - n), part};
      const float* const images = readable(slice.samples, x + n * image_size(), copies);
      const float* const maps = gradient(slice, filters);
      if (is_depthwise()) {
        depthwise_add_kernel_gradient(slice.samples, images, maps, dw);
      } else if (is_sparse_image(slice.samples, images)) {
        turn(false);
        for (int i = 0; i < slice.samples; ++i) {
          sparse_image_add_kernel_gradient(images + i * copy_size(), maps + i * map_size(), filters, dw,
                                           scratch);
        }
      } else if (is_sparse_gradient(slice.samples, maps, filters)) {
        turn(true);
        sparse_add_kernel_gradient(slice.samples, images, maps, filters, turned_dw, terms,
                                   reinterpret_cast<int*>(scratch));
      } else {
        turn(false);
        add_products(slice.samples, images, maps, filters, dw);
      }
    }
    turn(false);
  });
}

/// dw += patches^T dy
void Convolution::add_products(int samples, const float* images, const float* dy, const Filters& filters,
                               float* dw) const {
  const int of_group = groups_ == 1 ? filters.count : filters_ / groups_;
  for (int group = 0; group < groups_; ++group) {
    const int f = filters.first + group * of_group;
    simd::multiply(taps(), of_group, samples * positions(),
                   {.data = images + group * (channels_ / groups_),
                    .rows = {.table = tap_offsets_.data()},
                    .columns = {.table = position_offsets_.data()}},
                   {.data = dy + f, .stride = filters_},
                   {.data = dw + f, .stride = filters_, .accumulate = true});
  }
}

void Convolution::input_gradient(int batch, MapsGradient gradient, const float* w, float* dx,
                                 const Workspace& workspace) const {
  const Filters all{0, filters_};
  if (mirror_ != nullptr) {
    mirrored_input_gradient(batch, gradient({0, batch, 0}, all), w, dx, workspace);
    return;
  }
  if (may_be_sparse_gradient()) turn_kernel(w, all, workspace.scratch);
  split(workspace.team, batch, samples_, [&](int first, int last, int part) {
    float* const copies = scratch_of(workspace, part);
    float* const scratch = copies + copies_size();
    for (int n = first; n < last; n += samples_) {
      const Slice slice{n, std::min(samples_, last - n), part};
      const float* const maps = gradient(slice, all);
      float* const images = dx + n * image_size();
      float* const target = is_copied() ? copies : images;
      std::fill_n(target, slice.samples * copy_size(), 0.0F);
      if (is_depthwise()) {
        depthwise_add_input_gradient(slice.samples, maps, w, target);
      } else if (is_sparse_gradient(slice.samples, maps, all)) {
        sparse_add_input_gradient(slice.samples, maps, workspace.scratch, target,
                                  reinterpret_cast<simd::Term*>(scratch));
      } else {
        for (int p = 0; p < slice.samples * positions(); p += kPatches) {
          add_patches(std::min(kPatches, slice.samples * positions() - p),
                      maps + std::ptrdiff_t{p} * filters_, w, scratch, target, position_offsets_.data() + p);
        }
      }
      if (is_copied()) gather(slice.samples, target, images);
    }
  });
}

void Convolution::forward(int batch, const float* x, const float* w, const float* b, float* y,
                          const Workspace& workspace) const {
  forward(
      batch, x, w, b, [&](const Slice& slice) { return y + slice.first * map_size(); }, [](const Slice&) {},
      workspace);
}

void Convolution::add_kernel_gradient(int batch, const float* x, const float* dy, float* dw,
                                      const Workspace& workspace) const {
  add_kernel_gradient(
      batch, x, [&](const Slice& slice, const Filters&) { return dy + slice.first * map_size(); }, dw,
      workspace);
}

void Convolution::input_gradient(int batch, const float* dy, const float* w, float* dx,
                                 const Workspace& workspace) const {
  input_gradient(
      batch, [&](const Slice& slice, const Filters&) { return dy + slice.first * map_size(); }, w, dx,
      workspace);
}

/// The gradients of patches = dy w^T, each patch then added to the place in `images` that it was taken from.
void Convolution::add_patches(int positions, const float* dy, const float* w, float* patches, float* images,
                              const std::int32_t* places) const {
  const int filters = filters_ / groups_;
  const int channels = channels_ / groups_;
  const int run = run_of_taps();
  for (int group = 0; group < groups_; ++group) {
    simd::multiply(positions, taps(), filters,
                   {.data = dy + group * filters, .rows = {.stride = filters_}, .columns = {.stride = 1}},
                   {.data = w + group * filters, .stride = filters_, .transposed = true},
                   {.data = patches, .stride = taps()});
    const float* patch = patches;
    for (int p = 0; p < positions; ++p) {
      float* const place = images + places[p] + group * channels;
      for (int tap = 0; tap < taps(); tap += run, patch += run) {
        float* const to = place + tap_offsets_[static_cast<std::size_t>(tap)];
        simd::for_each_vector(run, [&](int i, auto lanes) {
          simd::store_first(to + i, lanes,
                            simd::load_first(to + i, lanes) + simd::load_first(patch + i, lanes));
        });
      }
    }
  }
}

}  // namespace glassbox
